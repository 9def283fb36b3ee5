// HTML, in UTF-8 unless the page says otherwise.
#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer;  // NOLINT(google-build-using-namespace)
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::CheckFile({.bytes = bytes, .filename = "a.html"}, {.kind = FormatKind::kHtml});
  return 0;
}
