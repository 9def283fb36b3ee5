#include "services/plan_items/importer/formats/text/plausibility.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace eduplan::importer {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// A fault comes out as U+FFFD.
std::u16string Convert(std::string_view bytes, const char* charset) {
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(charset, &error), &ucnv_close);
  if (U_FAILURE(error)) return {};
  std::u16string text(bytes.size() + 1, u'\0');
  const int32_t length =
      ucnv_toUChars(converter.get(), text.data(), static_cast<int32_t>(text.size()), bytes.data(),
                    static_cast<int32_t>(bytes.size()), &error);
  text.resize(U_SUCCESS(error) ? static_cast<size_t>(length) : 0);
  return text;
}

// The standards sort Han characters by how common they are: GB 2312 in rows 16 to 55 (3,755 common
// ones) and 56 to 87, Big5 in rows A4 to C6 (5,401) and C9 to F9.
enum Common : uint8_t { kGbFirst = 1, kGbSecond = 2, kBig5First = 4, kBig5Second = 8 };

void MarkRows(const char* charset, int first, int last, int from, Common level,
              std::vector<uint8_t>& table) {
  std::string bytes;
  for (int row = first; row <= last; ++row) {
    for (int cell = from; cell <= 0xFE; ++cell) {
      if (cell == 0x7F) cell = 0xA1;
      bytes += {static_cast<char>(row), static_cast<char>(cell)};
    }
  }
  for (const char16_t c : Convert(bytes, charset)) {
    if (c >= 0x4E00 && c <= 0x9FFF) table[c] |= level;
  }
}

const std::vector<uint8_t>& CommonHan() {
  static const auto* const kTable = [] {
    auto* const made = new std::vector<uint8_t>(0x10000, 0);
    MarkRows("GB18030", 0xB0, 0xD7, 0xA1, kGbFirst, *made);
    MarkRows("GB18030", 0xD8, 0xF7, 0xA1, kGbSecond, *made);
    MarkRows("Big5", 0xA4, 0xC6, 0x40, kBig5First, *made);
    MarkRows("Big5", 0xC9, 0xF9, 0x40, kBig5Second, *made);
    return made;
  }();
  return *kTable;
}

bool IsChineseMark(char32_t c) {
  return (c >= 0x3000 && c <= 0x3015) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0x2014 ||
         (c >= 0x2018 && c <= 0x201D) || c == 0x2026 || (c >= 0x2460 && c <= 0x249B);
}

// Signs that stand alone in Chinese texts too: § © « ® ° ± ² ³ · » × ÷ and the no-break space.
bool IsSign(char32_t c) {
  return std::u32string_view(U"\u00a0§©«®°±²³·»×÷").find(c) != std::u32string_view::npos;
}

// The accented small letters of Western Europe inside or behind a word: café.
bool IsAccented(char32_t c, char32_t before) {
  return c >= 0xDF && c <= 0xFF && before >= U'a' && before <= U'z';
}

// What no text has: a fault of the bytes, controls, characters that are none.
bool IsFault(char32_t c) {
  if (c >= U'\t' && c <= U'\r') return false;
  const auto type = u_charType(static_cast<UChar32>(c));
  return c == 0xFFFD || type == U_CONTROL_CHAR || type == U_UNASSIGNED ||
         type == U_PRIVATE_USE_CHAR || type == U_SURROGATE;
}

// Of letters and digits where there is no other evidence.
constexpr double kAscii = 0.6;

double PlausibilityOf(char32_t c, char32_t before, bool utf8, bool big5) {
  if (IsChineseMark(c)) return 1;
  const uint8_t common = c < 0x10000 ? CommonHan()[c] : uint8_t{0};
  if ((common & (big5 ? kBig5First : kGbFirst)) != 0) return 1;
  // Three bytes that fit together are hardly an accident.
  const double least = utf8 && c >= 0x800 ? 0.6 : 0.1;
  if ((common & (big5 ? kBig5Second : kGbSecond)) != 0) return std::max(least, 0.5);
  if (!utf8) return c < 0x3000 ? 0.4 : least;
  if (IsSign(c)) return 0.8;
  if (IsAccented(c, before)) return 0.8;
  return c >= 0x370 && c < 0x500 ? 0.5 : least;
}

}  // namespace

double Plausibility(std::string_view bytes, const char* charset) {
  const std::string_view name = charset;
  const bool utf16 = name.starts_with("UTF-16");
  const bool utf8 = name == "UTF-8";
  const std::u16string text = Convert(bytes, charset);
  double sum = 0;
  size_t count = 0;
  size_t ascii = 0;
  char32_t before = 0;
  for (size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U16_NEXT(text.data(), i, text.size(), c);
    const auto code = static_cast<char32_t>(c);
    const bool fault = IsFault(code);
    if (code < 0x80 && !fault && !utf16) {
      ++ascii;
      before = code;
      continue;
    }
    ++count;
    if (!fault) {
      sum += code < 0x80 ? 1 : PlausibilityOf(code, before, utf8, name == "Big5");
    }
    before = code;
  }
  // Control characters among nothing but ASCII.
  if (sum == 0 && ascii > 0)
    return kAscii * static_cast<double>(ascii) / static_cast<double>(ascii + count);
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace eduplan::importer
