#include "gateway/http/call_headers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gateway/transcode/errors.h"
#include "services/platform/log/trace.h"

namespace eduplan::http {
namespace {

std::optional<absl::Duration> GrpcTimeout(absl::string_view text) {
  if (text.size() < 2 || text.size() > 9) return std::nullopt;
  const char unit = text.back();
  text.remove_suffix(1);
  int64_t count = 0;
  if (!std::all_of(text.begin(), text.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(text, &count)) {
    return std::nullopt;
  }
  switch (unit) {
    case 'H':
      return absl::Hours(count);
    case 'M':
      return absl::Minutes(count);
    case 'S':
      return absl::Seconds(count);
    case 'm':
      return absl::Milliseconds(count);
    case 'u':
      return absl::Microseconds(count);
    case 'n':
      return absl::Nanoseconds(count);
    default:
      return std::nullopt;
  }
}

std::optional<absl::Duration> SecondsTimeout(absl::string_view text) {
  absl::ConsumeSuffix(&text, "s");
  double seconds = 0;
  if (!absl::SimpleAtod(text, &seconds) || !(seconds > 0 && seconds < 1e9)) return std::nullopt;
  return absl::Seconds(seconds);
}

}  // namespace

absl::StatusOr<std::optional<absl::Duration>> RequestedTimeout(const RequestHead& head) {
  const std::string* text = head.Find("grpc-timeout");
  std::optional<absl::Duration> timeout;
  const char* name = "Grpc-Timeout";
  if (text != nullptr) {
    timeout = GrpcTimeout(*text);
  } else if (text = head.Find("x-request-timeout"); text != nullptr) {
    name = "X-Request-Timeout";
    timeout = SecondsTimeout(*text);
  } else {
    return timeout;
  }
  if (!timeout || *timeout <= absl::ZeroDuration()) {
    return transcode::BadField("INVALID_TIMEOUT", name,
                               absl::StrCat("header ", name, " is not a timeout"),
                               absl::StrCat("请求头 ", name, " 不是有效的时限"));
  }
  return timeout;
}

std::string TraceParent(const RequestHead& head) {
  const std::string* given = head.Find("traceparent");
  return given != nullptr && log::IsTraceParent(*given) ? *given : log::NewTraceParent();
}

bool NamesTag(const std::string& if_none_match, const std::string& tag) {
  const auto opaque = [](absl::string_view text) {
    absl::ConsumePrefix(&text, "W/");
    return text;
  };
  for (absl::string_view piece : absl::StrSplit(if_none_match, ',')) {
    piece = absl::StripAsciiWhitespace(piece);
    if (piece == "*" || opaque(piece) == opaque(tag)) return true;
  }
  return false;
}

}  // namespace eduplan::http
