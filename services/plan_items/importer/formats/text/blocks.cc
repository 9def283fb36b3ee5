#include "services/plan_items/importer/formats/text/blocks.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_format.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

constexpr size_t kBlock = size_t{1} << 14;

const uint8_t* Data(std::string_view bytes) {
  return reinterpret_cast<const uint8_t*>(bytes.data());
}

// Reads one character; -1 if the bytes are not UTF-8. `i` moves behind it.
inline int32_t Next(const uint8_t* data, int64_t& i, int64_t size) {
  const uint8_t lead = data[i];
  if (lead < 0x80) return data[i++];
  // Nearly all Chinese characters.
  if (lead > 0xE0 && lead < 0xF0 && lead != 0xED && i + 2 < size) {
    const uint8_t second = data[i + 1] ^ 0x80;
    const uint8_t third = data[i + 2] ^ 0x80;
    if (second < 0x40 && third < 0x40) {
      i += 3;
      return ((lead & 0x0F) << 12) | (second << 6) | third;
    }
  }
  UChar32 c = 0;
  // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
  U8_NEXT(data, i, size, c);
  return c;
}

struct Buffers {
  explicit Buffers(size_t room) : chars(room), at(room) {}

  std::vector<char32_t> chars;
  std::vector<uint32_t> at;
};

// The byte that is not UTF-8, npos if there is none.
absl::StatusOr<size_t> ReadUtf8(std::string_view bytes, size_t begin, BlockSink sink) {
  const size_t room = std::min(kBlock, bytes.size() - std::min(begin, bytes.size()));
  Buffers buffers(room);
  const uint8_t* data = Data(bytes);
  const auto size = static_cast<int64_t>(bytes.size());
  for (auto i = static_cast<int64_t>(begin); i < size;) {
    const int64_t base = i;
    size_t n = 0;
    size_t bad = std::string_view::npos;
    while (n < room && i < size) {
      const int64_t from = i;
      const int32_t c = Next(data, i, size);
      if (c < 0) {
        bad = static_cast<size_t>(from);
        break;
      }
      buffers.chars[n] = static_cast<char32_t>(c);
      buffers.at[n++] = static_cast<uint32_t>(from - base);
    }
    absl::Status status =
        sink({buffers.chars.data(), buffers.at.data(), n, static_cast<uint64_t>(base)});
    if (!status.ok()) return status;
    if (bad != std::string_view::npos) return bad;
  }
  return std::string_view::npos;
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter Open(Charset charset) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(NameOf(charset), &error), &ucnv_close);
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  return U_SUCCESS(error) ? std::move(converter) : Converter(nullptr, &ucnv_close);
}

// UTF-16 units and where each began; a pair may be split between two turns of the converter.
class Units {
 public:
  std::vector<UChar> units = std::vector<UChar>(kBlock + 1);
  std::vector<int32_t> offsets = std::vector<int32_t>(kBlock + 1);

  UChar* room() { return units.data() + kept_; }
  int32_t* room_offsets() { return offsets.data() + kept_; }

  // `count` units have come, their offsets counted from `turn`. Gives the whole characters.
  absl::Status Pass(size_t count, uint64_t turn, bool last, BlockSink sink) {
    const size_t whole = kept_ + count;
    size_t n = 0;
    size_t i = 0;
    const uint64_t base = kept_ > 0 ? kept_at_ : turn;
    while (i < whole) {
      if (!last && i + 1 == whole && U16_IS_LEAD(units[i])) break;
      const uint64_t at = At(i, turn);
      UChar32 c = 0;
      U16_NEXT(units.data(), i, whole, c);
      buffers_.chars[n] = static_cast<char32_t>(c);
      buffers_.at[n++] = static_cast<uint32_t>(at - base);
    }
    const size_t left = whole - i;
    if (left > 0) {
      kept_at_ = At(i, turn);
      units[0] = units[i];
    }
    kept_ = left;
    return sink({buffers_.chars.data(), buffers_.at.data(), n, base});
  }

 private:
  uint64_t At(size_t i, uint64_t turn) const {
    return i < kept_ ? kept_at_ : turn + static_cast<uint64_t>(std::max(offsets[i], 0));
  }

  Buffers buffers_{kBlock};
  size_t kept_ = 0;
  uint64_t kept_at_ = 0;
};

absl::StatusOr<size_t> ReadByIcu(std::string_view bytes, size_t begin, Charset charset,
                                 BlockSink sink) {
  const Converter converter = Open(charset);
  if (converter == nullptr) {
    return absl::InternalError(absl::StrFormat("no converter for %s", NameOf(charset)));
  }
  Units units;
  const char* from = bytes.data() + begin;
  const char* const end = bytes.data() + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    const auto turn = static_cast<uint64_t>(from - bytes.data());
    UChar* const first = units.room();
    UChar* to = first;
    ucnv_toUnicode(converter.get(), &to, first + kBlock - 1, &from, end, units.room_offsets(), true,
                   &error);
    const bool last = error != U_BUFFER_OVERFLOW_ERROR;
    absl::Status status = units.Pass(static_cast<size_t>(to - first), turn, last, sink);
    if (!status.ok()) return status;
  }
  if (U_SUCCESS(error)) return std::string_view::npos;
  UErrorCode ignored = U_ZERO_ERROR;
  char invalid[32];
  int8_t length = sizeof(invalid);
  ucnv_getInvalidChars(converter.get(), invalid, &length, &ignored);
  const auto consumed = static_cast<size_t>(from - bytes.data());
  const auto back = static_cast<size_t>(std::max<int>(length, 0));
  return std::min(consumed - std::min(consumed, back), bytes.size() - 1);
}

absl::StatusOr<size_t> ReadAny(std::string_view bytes, size_t begin, Charset charset,
                               BlockSink sink) {
  if (charset == Charset::kUtf8) return ReadUtf8(bytes, begin, sink);
  return ReadByIcu(bytes, begin, charset, sink);
}

// CR LF counts once; so do the other line ends.
size_t LineAt(std::string_view bytes, size_t begin, Charset charset, size_t offset) {
  size_t line = 1;
  char32_t last = 0;
  const auto count = [&](const Block& block) {
    for (size_t i = 0; i < block.size; ++i) {
      const char32_t c = block.chars[i];
      if (EndsLine(c) && !(c == U'\n' && last == U'\r')) ++line;
      last = c;
    }
    return absl::OkStatus();
  };
  return ReadAny(bytes.substr(0, offset), begin, charset, count).ok() ? line : 0;
}

}  // namespace

absl::Status ReadBlocks(std::string_view bytes, size_t begin, Charset charset, BlockSink sink) {
  const auto bad = ReadAny(bytes, begin, charset, sink);
  if (!bad.ok()) return bad.status();
  if (*bad == std::string_view::npos) return absl::OkStatus();
  const auto byte = static_cast<unsigned>(Data(bytes)[*bad]);
  const size_t line = LineAt(bytes, begin, charset, *bad);
  return Refuse(absl::StatusCode::kInvalidArgument,
                absl::StrFormat("the document is not valid %s: byte 0x%02X at offset %d, line %d",
                                NameOf(charset), byte, *bad, line),
                absl::StrFormat("文件不是有效的%s文本：第%d行偏移%d处的字节0x%02X无法识别",
                                NameOf(charset), line, *bad, byte));
}

Utf8Check CheckUtf8(std::string_view bytes) {
  Utf8Check check;
  const uint8_t* data = Data(bytes);
  const auto size = static_cast<int64_t>(bytes.size());
  for (int64_t i = 0; i < size;) {
    const int64_t from = i;
    const int32_t c = Next(data, i, size);
    if (c >= 0x20 && c < 0x7F) continue;
    if (c == U'\t' || c == U'\n' || c == U'\r') continue;
    check.plain = false;
    if (c >= 0x800) ++check.good;
    if (c >= 0) continue;
    if (check.bad++ == 0) check.bad_offset = static_cast<size_t>(from);
  }
  return check;
}

}  // namespace eduplan::importer
