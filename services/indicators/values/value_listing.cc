#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_split.h"
#include "services/indicators/values/values.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

// Codes of names given one by one or comma-separated.
template <typename Names>
std::vector<std::string> CodesOf(const Names& names) {
  std::vector<std::string> codes;
  for (const std::string& listed : names) {
    for (const absl::string_view name : absl::StrSplit(listed, ',', absl::SkipWhitespace())) {
      codes.emplace_back(CodeOf(text::ToStd(absl::StripAsciiWhitespace(name))));
    }
  }
  return codes;
}

}  // namespace

absl::StatusOr<v1::ListValuesResponse> Values::List(const server::Call& call,
                                                    const v1::ListValuesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  ValueFilter filter = {.organization = organization,
                        .kind = v1::VALUE_KIND_FILED,
                        .period = {},
                        .indicators = CodesOf(request.indicators())};
  EDUPLAN_ASSIGN_OR_RETURN(filter.kind, KindOf(request.kind()));
  if (!request.period().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const Period parsed, Period::Parse(request.period()));
    filter.period = parsed.text();
  }
  if (page.sequence == 0) {
    change_log::Tick tick;
    if (request.has_read_time()) {
      EDUPLAN_ASSIGN_OR_RETURN(const absl::Time time,
                               api::FromProto(request.read_time(), "read_time"));
      EDUPLAN_ASSIGN_OR_RETURN(tick, changes_.AtTime(time));
    } else {
      EDUPLAN_ASSIGN_OR_RETURN(tick, changes_.Current());
    }
    page.sequence = tick.sequence;
  }
  std::vector<ValueRow> rows;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(
            rows, ListValues(transaction, filter, page.sequence, page.last_key, page.size + 1));
        return absl::OkStatus();
      }));
  v1::ListValuesResponse response;
  for (size_t i = 0; i < rows.size() && static_cast<int>(i) < page.size; ++i) {
    *response.add_values() = ToProto(rows[i]);
  }
  if (static_cast<int>(rows.size()) > page.size) {
    const ValueRow& last = rows[page.size - 1];
    response.set_next_page_token(
        api::NextPageToken(request, text::Cat(last.period, "/", last.indicator), page.sequence));
  }
  return response;
}

absl::StatusOr<v1::ListValueVersionsResponse> Values::ListVersions(
    const server::Call& call, const v1::ListValueVersionsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  EDUPLAN_ASSIGN_OR_RETURN(const v1::ValueKind kind, KindOf(request.kind()));
  v1::ListValueVersionsResponse response;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        response.Clear();
        EDUPLAN_ASSIGN_OR_RETURN(const std::vector<ValueRow> rows,
                                 ReadHistory(transaction, organization, period.text(),
                                             CodeOf(request.indicator()), kind));
        const ValueRow* newer = nullptr;
        for (const ValueRow& row : rows) {
          v1::Value& value = *response.add_values();
          value = ToProto(row);
          if (newer != nullptr) {
            *value.mutable_superseded_time() = api::ToProto(api::FromMicros(newer->time_us));
          }
          newer = &row;
        }
        return absl::OkStatus();
      }));
  return response;
}

}  // namespace eduplan::indicators
