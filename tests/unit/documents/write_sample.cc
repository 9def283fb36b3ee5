// Writes the sample document as sample.docx and sample.pdf into the folder given: input of
// docx_opens_test.py, and a quick look for people who change the layout.
#include <fstream>
#include <iostream>
#include <string>

#include "services/documents/formats/docx/docx.h"
#include "services/documents/formats/fonts/system_fonts.h"
#include "services/documents/formats/pdf/pdf.h"
#include "services/documents/layout/placement.h"
#include "tests/unit/documents/sample_document.h"

namespace {

absl::Status WriteSample(const std::string& folder) {
  const eduplan::layout::Document document = eduplan::testing::SampleDocument();
  auto fonts = eduplan::formats::SystemFonts::Load({});
  if (!fonts.ok()) return fonts.status();
  auto placed = eduplan::layout::Place(document, **fonts);
  if (!placed.ok()) return placed.status();
  auto pdf = eduplan::formats::WritePdf(*placed, **fonts);
  if (!pdf.ok()) return pdf.status();
  auto docx = eduplan::formats::WriteDocx(document);
  if (!docx.ok()) return docx.status();
  std::ofstream(folder + "/sample.pdf", std::ios::binary) << *pdf;
  std::ofstream(folder + "/sample.docx", std::ios::binary) << *docx;
  for (const auto& substitution : placed->substitutions) {
    std::cout << substitution.wanted << " -> " << substitution.used << " "
              << substitution.characters << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_sample_document FOLDER\n";
    return 2;
  }
  const absl::Status status = WriteSample(argv[1]);
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
