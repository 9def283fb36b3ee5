#include "services/organizations/model/shares.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr int kDecimals = 9;
constexpr int64_t kWhole = 1'000'000'000;
constexpr size_t kLongestKey = 32;

// In billionths: "0.6" is 600,000,000.
std::optional<int64_t> ParseShare(std::string_view text) {
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string digits(point == std::string_view::npos ? "" : text.substr(point + 1));
  if ((whole != "0" && whole != "1") || digits.size() > kDecimals ||
      (point != std::string_view::npos && digits.empty()) ||
      !std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit)) {
    return std::nullopt;
  }
  digits.resize(kDecimals, '0');
  int64_t value = whole == "1" ? kWhole : 0;
  int64_t fraction = 0;
  for (const char digit : digits) {
    fraction = fraction * 10 + (digit - '0');
  }
  value += fraction;
  return value > 0 && value <= kWhole ? std::optional(value) : std::nullopt;
}

bool IsKey(std::string_view key) {
  return key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '_';
         });
}

absl::Status AddShares(v1::SplitTarget* target, const std::string& field,
                       std::map<std::string, int64_t>* shares) {
  for (int i = 0; i < target->shares_size(); ++i) {
    v1::Share& share = *target->mutable_shares(i);
    const std::string place = text::Cat(field, ".shares[", i, "]");
    if (share.key().empty()) {
      share.set_key(kDefaultKey);
    }
    if (!IsKey(share.key())) {
      return status::InvalidField(text::Cat(place, ".key"), "INVALID_SHARE_KEY",
                                  "a key has lower-case letters, digits, - and _, at most 32",
                                  "分摊依据名称无效");
    }
    const std::optional<int64_t> value = ParseShare(share.share());
    if (!value.has_value()) {
      return status::InvalidField(
          text::Cat(place, ".share"), "INVALID_SHARE",
          text::Cat("\"", share.share().substr(0, 40),
                    "\" is not a share: above 0, at most 1, at most 9 decimals"),
          text::Cat("“", share.share().substr(0, 40),
                    "”不是有效比例（大于0、不超过1、至多9位小数）"));
    }
    if (!shares->try_emplace(share.key(), *value).second) {
      return status::InvalidField(text::Cat(place, ".key"), "DUPLICATE_SHARE_KEY",
                                  text::Cat("key ", share.key(), " is given twice"),
                                  text::Cat("分摊依据 ", share.key(), " 重复"));
    }
  }
  return absl::OkStatus();
}

// Billionths as a decimal: "0.6".
std::string ShareText(int64_t value) {
  std::string fraction = std::to_string(value % kWhole);
  fraction.insert(0, kDecimals - fraction.size(), '0');
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return text::Cat(value / kWhole, fraction.empty() ? "" : ".", fraction);
}

}  // namespace

absl::Status CheckShares(v1::SplitOrganizationRequest* request) {
  std::map<std::string, int64_t> sums;
  for (int i = 0; i < request->targets_size(); ++i) {
    const std::string field = text::Cat("targets[", i, "]");
    std::map<std::string, int64_t> shares;
    EDUPLAN_RETURN_IF_ERROR(AddShares(request->mutable_targets(i), field, &shares));
    if (!shares.contains(kDefaultKey)) {
      return status::InvalidField(text::Cat(field, ".shares"), "DEFAULT_SHARE_REQUIRED",
                                  "a default share is required", "必须给出默认比例");
    }
    for (const auto& [key, value] : shares) {
      const auto [sum, is_first] = sums.try_emplace(key, 0);
      if (is_first && i > 0) {
        return status::InvalidField(text::Cat(field, ".shares"), "SHARE_KEYS_DIFFER",
                                    text::Cat("key ", key, " is missing from another target"),
                                    text::Cat("其他目标缺少分摊依据 ", key));
      }
      sum->second += value;
    }
    if (shares.size() != sums.size()) {
      return status::InvalidField(text::Cat(field, ".shares"), "SHARE_KEYS_DIFFER",
                                  "it lacks a key that another target has",
                                  "缺少其他目标已有的分摊依据");
    }
  }
  for (const auto& [key, sum] : sums) {
    if (sum != kWhole) {
      return status::InvalidField(
                 "targets", "SHARES_DO_NOT_ADD_UP",
                 text::Cat("the shares by ", key, " add up to ", ShareText(sum), ", not to 1"),
                 text::Cat("按 ", key, " 的比例之和为 ", ShareText(sum), "，应为1"))
          .With("key", key)
          .With("sum", ShareText(sum));
    }
  }
  return absl::OkStatus();
}

}  // namespace eduplan::organizations
