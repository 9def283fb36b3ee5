#include "gateway/transcode/percent.h"

#include <cstdint>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace eduplan::transcode {
namespace {

int Hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsReserved(char c) {
  return c != '\0' && std::strchr(":/?#[]@!$&'()*+,;=", c) != nullptr;
}

// Length of the well-formed sequence at `p`, or 0. Table 3-7 of the Unicode standard.
size_t SequenceLength(const uint8_t* p, size_t left) {
  const auto tail = [&](size_t i) { return i < left && (p[i] & 0xC0) == 0x80; };
  if (p[0] < 0x80) return 1;
  if (p[0] >= 0xC2 && p[0] <= 0xDF) return tail(1) ? 2 : 0;
  if (p[0] >= 0xE0 && p[0] <= 0xEF) {
    if (!tail(1) || !tail(2)) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
    return p[0] == 0xED && p[1] > 0x9F ? 0 : 3;
  }
  if (p[0] >= 0xF0 && p[0] <= 0xF4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    return p[0] == 0xF4 && p[1] > 0x8F ? 0 : 4;
  }
  return 0;
}

}  // namespace

std::optional<size_t> PercentDecode(absl::string_view text, PercentRule rule, std::string& out) {
  out.clear();
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && rule == PercentRule::kForm) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? Hex(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? Hex(text[i + 2]) : -1;
      if (high < 0 || low < 0) return i;
      const char c = static_cast<char>(high * 16 + low);
      if (rule == PercentRule::kKeepReserved && IsReserved(c)) {
        absl::StrAppend(&out, text.substr(i, 3));
      } else {
        out += c;
      }
      i += 2;
    }
  }
  return std::nullopt;
}

std::optional<size_t> FindInvalidUtf8(absl::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  size_t at = 0;
  while (at < text.size()) {
    uint64_t word;
    while (at + sizeof word <= text.size() &&
           (std::memcpy(&word, bytes + at, sizeof word), (word & 0x8080808080808080u) == 0)) {
      at += sizeof word;
    }
    if (at == text.size()) break;
    const size_t length = SequenceLength(bytes + at, text.size() - at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

}  // namespace eduplan::transcode
