// Plain text: the first byte says which character set was declared, the others are the file.
#include <array>

#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer;  // NOLINT(google-build-using-namespace)
  constexpr std::array kCharsets = {"",         "utf-8",    "gb18030", "gb2312",
                                    "utf-16le", "utf-16be", "utf-16",  "big5"};
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Format format{.kind = FormatKind::kText, .charset = kCharsets[data[0] % kCharsets.size()]};
  fuzz::CheckFile({.bytes = bytes, .filename = "a.txt"}, format);
  return 0;
}
