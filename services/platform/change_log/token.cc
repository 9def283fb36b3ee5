#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

// token = base64url( service "=" sequence { "," service "=" sequence } )

namespace eduplan::change_log {
namespace {

constexpr size_t kMostTokenBytes = 1024;
constexpr size_t kMostServices = 16;

using Sequences = std::map<std::string, int64_t, std::less<>>;

std::string Write(const Sequences& sequences) {
  std::string text;
  for (const auto& [service, sequence] : sequences) {
    text += text::Cat(text.empty() ? "" : ",", service, "=", sequence);
  }
  return absl::WebSafeBase64Escape(text);
}

bool IsService(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' || c == '_';
  });
}

bool Read(std::string_view token, Sequences& sequences) {
  std::string text;
  if (token.size() > kMostTokenBytes || !absl::WebSafeBase64Unescape(text::ToAbsl(token), &text)) {
    return false;
  }
  if (text.empty()) return token.empty();
  for (const absl::string_view entry : absl::StrSplit(text, ',')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(entry, absl::MaxSplits('=', 1));
    int64_t sequence = 0;
    if (!IsService(parts.first) || !absl::SimpleAtoi(parts.second, &sequence) || sequence < 0 ||
        sequences.size() == kMostServices) {
      return false;
    }
    int64_t& known = sequences[std::string(parts.first)];
    known = std::max(known, sequence);
  }
  return true;
}

absl::Status Malformed() {
  return status::InvalidField("consistency_token", "CONSISTENCY_TOKEN_INVALID",
                              "consistency_token is not one that was handed out",
                              "consistency_token 无效");
}

}  // namespace

std::string MakeToken(std::string_view service, int64_t sequence) {
  return Write({{std::string(service), sequence}});
}

absl::StatusOr<int64_t> TokenSequence(std::string_view token, std::string_view service) {
  Sequences sequences;
  if (!Read(token, sequences)) return Malformed();
  const auto it = sequences.find(service);
  return it == sequences.end() ? 0 : it->second;
}

absl::StatusOr<std::string> MergeTokens(std::string_view a, std::string_view b) {
  Sequences sequences;
  if (!Read(a, sequences) || !Read(b, sequences)) return Malformed();
  return sequences.empty() ? "" : Write(sequences);
}

}  // namespace eduplan::change_log
