#include "services/platform/api/resource_name.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr size_t kMostIdBytes = 128;

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= kMostIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '~' || c == '-';
  });
}

absl::Status Malformed(std::string_view name, std::initializer_list<std::string_view> collections,
                       std::string_view field) {
  std::string shape;
  for (std::string_view collection : collections) {
    shape += text::Cat(shape.empty() ? "" : "/", collection, "/{id}");
  }
  const std::string shown = Excerpt(name);
  return status::InvalidField(field, "RESOURCE_NAME_INVALID",
                              text::Cat("\"", shown, "\" is not of the form ", shape),
                              text::Cat("“", shown, "”不是 ", shape, " 形式的资源名称"))
      .With("value", shown)
      .With("pattern", shape);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ParseName(
    std::string_view name, std::initializer_list<std::string_view> collections,
    std::string_view field) {
  std::vector<std::string> ids;
  std::string_view rest = name;
  for (std::string_view collection : collections) {
    if (!ids.empty()) {
      if (rest.empty() || rest.front() != '/') return Malformed(name, collections, field);
      rest.remove_prefix(1);
    }
    if (rest.substr(0, collection.size()) != collection) return Malformed(name, collections, field);
    rest.remove_prefix(collection.size());
    if (rest.empty() || rest.front() != '/') return Malformed(name, collections, field);
    rest.remove_prefix(1);
    const std::string_view id = rest.substr(0, rest.find('/'));
    if (!IsId(id)) return Malformed(name, collections, field);
    ids.emplace_back(id);
    rest.remove_prefix(id.size());
  }
  if (!rest.empty()) return Malformed(name, collections, field);
  return ids;
}

absl::StatusOr<std::string> ParseId(std::string_view name, std::string_view collection,
                                    std::string_view field) {
  auto ids = ParseName(name, {collection}, field);
  if (!ids.ok()) return std::move(ids).status();
  return std::move(ids->front());
}

std::string NewUlid() {
  // 130 bits for 26 characters of five: two zero bits, then time and randomness.
  std::array<unsigned char, 16> bytes;
  uint64_t millis = static_cast<uint64_t>(absl::ToUnixMillis(absl::Now()));
  for (int i = 5; i >= 0; --i, millis >>= 8) bytes[i] = static_cast<unsigned char>(millis);
  // Fails only without any entropy source, where nothing secret could be made either.
  if (RAND_bytes(bytes.data() + 6, 10) != 1) std::abort();
  std::string ulid(26, '0');
  for (int i = 0; i < 26; ++i) {
    int value = 0;
    for (int bit = i * 5 - 2; bit < i * 5 + 3; ++bit) {
      value = value << 1 | (bit < 0 ? 0 : bytes[bit / 8] >> (7 - bit % 8) & 1);
    }
    ulid[i] = kCrockford[value];
  }
  return ulid;
}

bool IsUlid(std::string_view id) {
  return id.size() == 26 && id.front() <= '7' && std::all_of(id.begin(), id.end(), [](char c) {
           return kCrockford.find(c) != std::string_view::npos;
         });
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !absl::ascii_isxdigit(text[i])) return false;
  }
  return true;
}

}  // namespace eduplan::api
