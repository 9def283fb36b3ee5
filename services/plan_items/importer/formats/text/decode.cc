#include "services/plan_items/importer/formats/text/decode.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace eduplan::importer {
namespace {

struct Utf8Result {
  std::u32string text;
  std::optional<size_t> bad_offset;  // First byte that is not UTF-8.
  size_t good = 0;                   // Sequences of several bytes that are.
  size_t bad = 0;
};

// Reads on after a fault, to tell a broken UTF-8 text from one in another encoding.
Utf8Result ReadUtf8(std::string_view bytes) {
  Utf8Result result;
  result.text.reserve(bytes.size() / 2);
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int64_t>(bytes.size());
  for (int64_t i = 0; i < size;) {
    const int64_t at = i;
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    if (c < 0) {
      if (!result.bad_offset) result.bad_offset = static_cast<size_t>(at);
      ++result.bad;
      continue;
    }
    if (i - at > 1) ++result.good;
    if (!result.bad_offset) result.text.push_back(static_cast<char32_t>(c));
  }
  return result;
}

size_t LineOfByte(std::string_view bytes, size_t offset) {
  return 1 + static_cast<size_t>(std::count(bytes.begin(), bytes.begin() + offset, '\n'));
}

absl::Status NotText(const char* charset, std::string_view bytes, size_t offset) {
  return absl::InvalidArgumentError(
      absl::StrFormat("the document is not valid %s: byte 0x%02X at offset %d, line %d", charset,
                      static_cast<unsigned>(static_cast<uint8_t>(bytes[offset])), offset,
                      LineOfByte(bytes, offset)));
}

void AppendUtf16(const std::vector<UChar>& units, size_t count, std::u32string& out) {
  for (size_t i = 0; i < count;) {
    UChar32 c = 0;
    U16_NEXT(units.data(), i, count, c);
    out.push_back(static_cast<char32_t>(c));
  }
}

// Converts in pieces so that memory stays near the size of the result.
absl::StatusOr<std::u32string> Convert(const char* charset, std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &error),
                                                               &ucnv_close);
  if (U_FAILURE(error)) {
    return absl::InvalidArgumentError(absl::StrCat("unknown character set ", charset));
  }
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  std::u32string text;
  text.reserve(bytes.size() / 2);
  std::vector<UChar> buffer(size_t{1} << 16);
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::vector<UChar> pending;
  do {
    error = U_ZERO_ERROR;
    UChar* to = buffer.data();
    ucnv_toUnicode(converter.get(), &to, to + buffer.size(), &from, end, nullptr, true, &error);
    pending.insert(pending.end(), buffer.data(), to);
    // A pair may be split between two pieces.
    size_t whole = pending.size();
    if (whole > 0 && U16_IS_LEAD(pending.back()) && error == U_BUFFER_OVERFLOW_ERROR) --whole;
    AppendUtf16(pending, whole, text);
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(whole));
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  if (U_SUCCESS(error)) return text;
  UErrorCode ignored = U_ZERO_ERROR;
  char invalid[32];
  int8_t length = sizeof(invalid);
  ucnv_getInvalidChars(converter.get(), invalid, &length, &ignored);
  const auto consumed = static_cast<size_t>(from - bytes.data());
  const size_t offset =
      consumed - std::min(consumed, static_cast<size_t>(std::max<int>(length, 0)));
  return NotText(charset, bytes, std::min(offset, bytes.size() - 1));
}

// Without a mark, UTF-16 shows by its many zero bytes on one side (ASCII) or by line ends.
const char* GuessUtf16(std::string_view bytes) {
  const size_t sample = std::min<size_t>(bytes.size(), 4096) & ~size_t{1};
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < sample; ++i) {
    if (bytes[i] == 0) ++zeros[i % 2];
  }
  if (zeros[0] == zeros[1] || bytes.size() % 2 != 0) return nullptr;
  if (zeros[0] == 0) return "UTF-16LE";
  return zeros[1] == 0 ? "UTF-16BE" : nullptr;
}

absl::StatusOr<std::u32string> DecodeUndeclared(std::string_view bytes) {
  if (const char* utf16 = GuessUtf16(bytes)) return Convert(utf16, bytes);
  Utf8Result utf8 = ReadUtf8(bytes);
  if (!utf8.bad_offset) return std::move(utf8.text);
  // GB18030 read as UTF-8 is mostly faults; a UTF-8 text with a damaged place is mostly sound and
  // would come out of GB18030 as rubbish.
  if (utf8.good > utf8.bad) return NotText("UTF-8", bytes, *utf8.bad_offset);
  auto converted = Convert("GB18030", bytes);
  if (converted.ok()) return converted;
  return absl::InvalidArgumentError(
      absl::StrCat(NotText("UTF-8", bytes, *utf8.bad_offset).message(), "; nor is it GB18030"));
}

absl::StatusOr<std::u32string> DecodeAny(std::string_view bytes, std::string_view charset) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    Utf8Result utf8 = ReadUtf8(bytes.substr(3));
    if (!utf8.bad_offset) return std::move(utf8.text);
    return NotText("UTF-8", bytes, *utf8.bad_offset + 3);
  }
  if (bytes.starts_with("\xFF\xFE")) return Convert("UTF-16LE", bytes.substr(2));
  if (bytes.starts_with("\xFE\xFF")) return Convert("UTF-16BE", bytes.substr(2));
  if (bytes.starts_with("\x84\x31\x95\x33")) return Convert("GB18030", bytes.substr(4));
  const std::string name = absl::AsciiStrToLower(std::string(charset));
  if (name.empty()) return DecodeUndeclared(bytes);
  if (name == "utf-8" || name == "utf8" || name == "us-ascii") {
    Utf8Result utf8 = ReadUtf8(bytes);
    // Browsers and scripts label GB18030 files as UTF-8 by habit: believe the bytes.
    return utf8.bad_offset ? DecodeUndeclared(bytes) : absl::StatusOr<std::u32string>(utf8.text);
  }
  if (name == "gb2312" || name == "gbk" || name == "gb18030") return Convert("GB18030", bytes);
  if (name == "utf-16" || name == "utf-16le") return Convert("UTF-16LE", bytes);
  if (name == "utf-16be") return Convert("UTF-16BE", bytes);
  return absl::InvalidArgumentError(absl::StrCat("character set ", name.substr(0, 40),
                                                 " is not read; send UTF-8, UTF-16 or GB18030"));
}

// CR LF, CR, NEL and the Unicode separators become one '\n' each; other controls are refused.
absl::Status UnifyLines(std::u32string& text) {
  size_t out = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c == U'\r') {
      if (i + 1 < text.size() && text[i + 1] == U'\n') continue;
      c = U'\n';
    } else if (c == U'\u0085' || c == U'\u2028' || c == U'\u2029' || c == U'\f' || c == U'\v') {
      c = U'\n';
    } else if ((c < 0x20 && c != U'\n' && c != U'\t') || c == 0x7f || c == 0xfffe || c == 0xffff) {
      return absl::InvalidArgumentError(
          absl::StrFormat("the document is not text: control character U+%04X on line %d",
                          static_cast<uint32_t>(c), LineOf(text.substr(0, out), out)));
    }
    text[out++] = c;
  }
  text.resize(out);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::u32string> Decode(std::string_view bytes, std::string_view charset) {
  if (bytes.empty()) return absl::InvalidArgumentError("the document is empty");
  auto text = DecodeAny(bytes, charset);
  if (!text.ok()) return text.status();
  if (absl::Status status = UnifyLines(*text); !status.ok()) return status;
  return text;
}

size_t LineOf(std::u32string_view text, size_t position) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size()));
  return 1 + static_cast<size_t>(std::count(text.begin(), end, U'\n'));
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (char32_t c : text) {
    if (c > 0x10ffff || U_IS_SURROGATE(c)) c = 0xfffd;
    char piece[U8_MAX_LENGTH];
    size_t length = 0;
    U8_APPEND_UNSAFE(piece, length, c);
    out.append(piece, length);
  }
  return out;
}

}  // namespace eduplan::importer
