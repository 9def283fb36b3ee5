// PDF by poppler, whole. What is in our hands alone is varied by the target of its layout.
#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer;  // NOLINT(google-build-using-namespace)
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::CheckFile({.bytes = bytes, .filename = "a.pdf"}, {.kind = FormatKind::kPdf});
  return 0;
}
