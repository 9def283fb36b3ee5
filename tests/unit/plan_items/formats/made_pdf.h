// Files made for a test: PDF by hand, and what LibreOffice makes of a text.
#pragma once

#include <string>
#include <vector>

namespace eduplan::test {

// A PDF with a page for each content stream; its font /F is Helvetica. Pages are shown turned by
// `rotate` degrees.
std::string MakePdf(const std::vector<std::string>& contents, int rotate = 0);

bool HasLibreOffice();

// Flat ODT in the shape of official papers: A4, 16 points, a centred title, paragraphs indented by
// two characters, `head` on each page (none if it is empty) and page numbers below.
std::string OdtOf(const std::vector<std::string>& lines, const std::string& head);

// What LibreOffice converts the bytes of a file with that ending to; `filter` as its --convert-to
// takes it ("pdf", "doc:MS Word 97"). The test fails if it does not.
std::string Convert(const std::string& bytes, const std::string& ending, const std::string& filter);

}  // namespace eduplan::test
