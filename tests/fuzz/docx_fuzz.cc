// A zip of Word's parts. What the parts say is better varied by the target of Word's XML, where no
// checksum stands in the way.
#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer;  // NOLINT(google-build-using-namespace)
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::CheckFile({.bytes = bytes, .filename = "a.docx"}, {.kind = FormatKind::kDocx});
  return 0;
}
