#include "services/plan_items/importer/byte_width.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <memory>

namespace eduplan::importer {
namespace {

constexpr size_t kBasic = 0x10000;

std::vector<uint8_t> Utf8Widths() {
  std::vector<uint8_t> widths(kBasic, 3);
  std::fill_n(widths.begin(), 0x800, uint8_t{2});
  std::fill_n(widths.begin(), 0x80, uint8_t{1});
  return widths;
}

// GB 18030 writes one or two bytes for the characters of its table and four for all others.
std::vector<uint8_t> Gb18030Widths() {
  std::vector<uint8_t> widths(kBasic, 4);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("GB18030", &error),
                                                                     &ucnv_close);
  if (U_FAILURE(error)) return widths;
  for (size_t c = 0; c < kBasic; ++c) {
    if (U_IS_SURROGATE(c)) continue;
    const auto unit = static_cast<UChar>(c);
    char bytes[8];
    error = U_ZERO_ERROR;
    const int32_t length = ucnv_fromUChars(converter.get(), bytes, sizeof(bytes), &unit, 1, &error);
    if (U_SUCCESS(error) && length > 0) widths[c] = static_cast<uint8_t>(length);
  }
  return widths;
}

}  // namespace

ByteWidth::ByteWidth(std::string_view charset) {
  static const auto* const kUtf8 = new std::vector<uint8_t>(Utf8Widths());
  static const auto* const kUtf16 = new std::vector<uint8_t>(kBasic, uint8_t{2});
  static const auto* const kNone = new std::vector<uint8_t>(kBasic, uint8_t{0});
  beyond_ = 4;
  if (charset == "UTF-8") {
    basic_ = kUtf8;
  } else if (charset == "UTF-16LE" || charset == "UTF-16BE") {
    basic_ = kUtf16;
  } else if (charset == "GB18030") {
    static const auto* const kGb18030 = new std::vector<uint8_t>(Gb18030Widths());
    basic_ = kGb18030;
  } else {
    basic_ = kNone;
    beyond_ = 0;
  }
}

}  // namespace eduplan::importer
