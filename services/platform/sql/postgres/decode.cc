#include "services/platform/sql/postgres/decode.h"

#include <charconv>
#include <string>

namespace eduplan::sql::postgres {
namespace {

constexpr uint32_t kBool = 16;
constexpr uint32_t kName = 19;
constexpr uint32_t kInt2 = 21;
constexpr uint32_t kInt4 = 23;
constexpr uint32_t kUnknown = 705;
constexpr uint32_t kBpchar = 1042;
constexpr uint32_t kVarchar = 1043;
constexpr uint32_t kNumeric = 1700;
constexpr uint32_t kVoid = 2278;

// Two's complement, big endian, of any width up to eight bytes.
int64_t BigEndian(std::string_view bytes) {
  int64_t value = !bytes.empty() && (bytes.front() & 0x80) != 0 ? -1 : 0;
  for (const char c : bytes) {
    value = static_cast<int64_t>(static_cast<uint64_t>(value) << 8 | static_cast<unsigned char>(c));
  }
  return value;
}

// int16 ndigits, weight, sign, dscale; then digits of base 10000, the first worth 10000^weight.
std::optional<Value> DecodeNumeric(std::string_view bytes) {
  constexpr int kNegative = 0x4000;
  if (bytes.size() < 8) return std::nullopt;
  const auto count = BigEndian(bytes.substr(0, 2));
  const auto weight = BigEndian(bytes.substr(2, 2));
  const auto sign = BigEndian(bytes.substr(4, 2));
  const auto scale = BigEndian(bytes.substr(6, 2));
  if ((sign != 0 && sign != kNegative) || scale != 0 || count > weight + 1) return std::nullopt;
  std::string text = sign == kNegative ? "-" : "";
  for (int64_t i = 0; i <= weight; ++i) {
    const int64_t digit = i < count ? BigEndian(bytes.substr(8 + 2 * i, 2)) : 0;
    std::string part = std::to_string(digit);
    if (i > 0) part.insert(0, 4 - part.size(), '0');
    text += part;
  }
  if (count == 0) text = "0";
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc()) return Value(value);
  return Value(std::move(text));
}

}  // namespace

std::optional<Value> DecodeCell(uint32_t type, std::string_view bytes) {
  switch (type) {
    case kInt8:
    case kInt4:
    case kInt2:
      return Value(BigEndian(bytes));
    case kBool:
      return Value(bytes == std::string_view("\1", 1) ? 1 : 0);
    case kText:
    case kVarchar:
    case kBpchar:
    case kName:
    case kUnknown:
      return Value(bytes);
    case kBytea:
      return Value(Bytes{std::string(bytes)});
    case kNumeric:
      return DecodeNumeric(bytes);
    case kVoid:
      return Value();
    default:
      return std::nullopt;
  }
}

}  // namespace eduplan::sql::postgres
