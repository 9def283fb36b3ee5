// Documents of Word in one XML file: Word 2003 XML and flat OPC, with all the parts that a .docx
// has.
#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer;  // NOLINT(google-build-using-namespace)
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::CheckFile({.bytes = bytes, .filename = "a.xml"}, {.kind = FormatKind::kWordXml});
  return 0;
}
