// A document with every kind of block, for the tests of layout and formats. Its text is invented.
#ifndef EDUPLAN_TESTS_UNIT_DOCUMENTS_SAMPLE_DOCUMENT_H_
#define EDUPLAN_TESTS_UNIT_DOCUMENTS_SAMPLE_DOCUMENT_H_

#include <string>

#include "services/documents/layout/blocks.h"

namespace eduplan::testing {

// About ten pages: headings of four levels, body text, a table of 60 rows with a two-row header, an
// attachment note, a signature and an imprint.
layout::Document SampleDocument();

// All of a document's text, in block order.
std::string AllText(const layout::Document& document);

}  // namespace eduplan::testing

#endif  // EDUPLAN_TESTS_UNIT_DOCUMENTS_SAMPLE_DOCUMENT_H_
