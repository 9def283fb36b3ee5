#include "gateway/transcode/errors.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"

namespace eduplan::transcode {
namespace {

std::string_view Std(absl::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

absl::Status BadField(absl::string_view reason, absl::string_view field, absl::string_view english,
                      absl::string_view chinese) {
  return status::InvalidField(Std(field), Std(reason), Std(english), Std(chinese));
}

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view english,
                   absl::string_view chinese) {
  return status::Error(code, Std(reason)).Message(Std(english), Std(chinese));
}

absl::Status AtLine(const absl::Status& status, size_t line) {
  const std::string field = status::FieldOf(status);
  return status::Error(status.code(), status::ReasonOf(status))
      .Message(absl::StrCat("line ", line, ": ", status.message()),
               absl::StrCat("第 ", line, " 行：", status::ChineseMessageOf(status)))
      .Field(field, Std(status.message()))
      .With("field", field)
      .With("line", absl::StrCat(line));
}

std::string Excerpt(absl::string_view text) {
  return api::Excerpt(Std(text), 200);
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status out;
  out.set_code(static_cast<int>(status.code()));
  out.set_message(std::string(status.message()));
  // Payloads have no order of their own.
  std::vector<std::pair<std::string, std::string>> payloads;
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& value) {
    payloads.emplace_back(std::string(url), std::string(value));
  });
  std::sort(payloads.begin(), payloads.end());
  for (auto& [url, value] : payloads) {
    auto* detail = out.add_details();
    detail->set_type_url(std::move(url));
    detail->set_value(std::move(value));
  }
  return out;
}

}  // namespace eduplan::transcode
