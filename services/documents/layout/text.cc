#include "services/documents/layout/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace eduplan::layout {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

template <typename Sink>
void ForEachCodePoint(std::string_view text, Sink sink) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto length = static_cast<int64_t>(text.size());
  int64_t position = 0;
  while (position < length) {
    UChar32 c;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT(bytes, position, length, c);
    sink(c);
  }
}

bool IsDropped(UChar32 c) {
  if (c == '\n') return false;
  return u_charType(c) == U_CONTROL_CHAR ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || (c & 0xFFFE) == 0xFFFE ||
         (c >= 0xFDD0 && c <= 0xFDEF);
}

bool Contains(std::u32string_view set, char32_t c) {
  return set.find(c) != set.npos;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  bool valid = true;
  ForEachCodePoint(text, [&valid](UChar32 c) { valid &= c >= 0; });
  return valid;
}

std::u32string Decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size() / 3 + 1);
  ForEachCodePoint(text, [&out](UChar32 c) {
    if (c < 0) {
      out.push_back(kReplacement);
    } else if (c == '\t') {
      out.push_back(U' ');
    } else if (!IsDropped(c)) {
      out.push_back(static_cast<char32_t>(c));
    }
  });
  return out;
}

void AppendUtf8(char32_t character, std::string& out) {
  uint8_t bytes[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, character);
  out.append(reinterpret_cast<const char*>(bytes), length);
}

std::string Encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (char32_t c : text) AppendUtf8(c, out);
  return out;
}

std::string CleanText(std::string_view text) {
  return Encode(Decode(text));
}

bool IsDigit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

bool IsHan(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}

bool IsWordLetter(char32_t c) {
  if (IsDigit(c)) return true;
  return c < 0x2E80 && u_isalnum(static_cast<UChar32>(c)) != 0;
}

bool ForbidsLineStart(char32_t c) {
  return Contains(U"，。、；：？！）》〉”’】〕〗」』］｝·…％‰℃—～–-/・%,.;:?!)]}°′″々", c) ||
         u_getCombiningClass(static_cast<UChar32>(c)) != 0;
}

bool ForbidsLineEnd(char32_t c) {
  return Contains(U"（《〈“‘【〔〖「『［｛([{/￥¥$＄№", c);
}

double NominalWidth(char32_t c) {
  if (c == U'\n' || u_getCombiningClass(static_cast<UChar32>(c)) != 0) return 0;
  if (c >= 0x2E80) return c >= 0xFF61 && c <= 0xFFDC ? 0.5 : 1;
  return c < 0x2000 && c != U'·' && c != U'×' && c != U'°' && c != U'±' ? 0.5 : 1;
}

double NominalWidth(std::u32string_view text) {
  double widest = 0;
  double width = 0;
  for (char32_t c : text) {
    width = c == U'\n' ? 0 : width + NominalWidth(c);
    widest = std::max(widest, width);
  }
  return widest;
}

}  // namespace eduplan::layout
