#include "services/plan_items/importer/formats/text/decode.h"

#include <unicode/utf.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {

absl::StatusOr<Encoding> FindEncoding(std::string_view bytes, std::string_view declared) {
  if (bytes.empty()) {
    return Refuse(absl::StatusCode::kInvalidArgument, "the document is empty", "文件是空的");
  }
  if (const auto mark = FindByteOrderMark(bytes)) return Encoding{mark->charset, mark->length};
  const auto said = DeclaredCharset(declared);
  if (!said.ok()) return said.status();
  if (*said == Charset::kUtf16Le || *said == Charset::kUtf16Be) return Encoding{**said};
  const auto found = DetectCharset(bytes, *said);
  if (!found.ok()) return found.status();
  return Encoding{.charset = *found, .guessed = *said != *found};
}

absl::Status ReadEncoded(std::string_view bytes, const Encoding& encoding, BlockSink sink) {
  absl::Status status = ReadBlocks(bytes, encoding.begin, encoding.charset, sink);
  const bool undecoded = absl::IsInvalidArgument(status);
  if (!undecoded || !encoding.guessed || encoding.charset == Charset::kUtf8) return status;
  return Refuse(status.code(), absl::StrCat(status.message(), "; nor is it UTF-8"),
                ChineseOf(status) + "，也不是UTF-8文本");
}

absl::StatusOr<std::u32string> Decode(std::string_view bytes, std::string_view charset) {
  const auto encoding = FindEncoding(bytes, charset);
  if (!encoding.ok()) return encoding.status();
  std::u32string text;
  text.reserve(bytes.size() / 2);
  const auto append = [&](const Block& block) {
    text.append(block.chars, block.size);
    return absl::OkStatus();
  };
  if (absl::Status status = ReadEncoded(bytes, *encoding, append); !status.ok()) return status;
  return text;
}

size_t LineOf(std::u32string_view text, size_t position) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size()));
  return 1 + static_cast<size_t>(std::count(text.begin(), end, U'\n'));
}

std::string ToUtf8(std::u32string_view text) {
  size_t length = 0;
  for (char32_t c : text) length += 1 + (c > 0x7f) + (c > 0x7ff) + (c > 0xffff && c <= 0x10ffff);
  std::string out(length, '\0');
  auto* const bytes = reinterpret_cast<uint8_t*>(out.data());
  size_t at = 0;
  for (char32_t c : text) {
    if (c >= 0x800 && c < 0xd800) {  // Nearly all.
      bytes[at] = static_cast<uint8_t>(0xe0 | c >> 12);
      bytes[at + 1] = static_cast<uint8_t>(0x80 | (c >> 6 & 0x3f));
      bytes[at + 2] = static_cast<uint8_t>(0x80 | (c & 0x3f));
      at += 3;
      continue;
    }
    if (c > 0x10ffff || U_IS_SURROGATE(c)) c = 0xfffd;
    U8_APPEND_UNSAFE(bytes, at, c);
  }
  return out;
}

}  // namespace eduplan::importer
