#include "services/indicators/rollups/rollups.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "services/indicators/rollups/ranking.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

constexpr size_t kMostOrganizations = 1000;
constexpr size_t kMostPeriods = 60;
// Organizations × periods.
constexpr size_t kMostRows = 5000;
constexpr int kMostAttempts = 5;

template <typename Enum, typename IsValid>
absl::StatusOr<Enum> Choice(Enum given, Enum otherwise, IsValid is_valid, std::string_view field) {
  if (!is_valid(given)) {
    return status::InvalidField(field, "UNKNOWN_VALUE", text::Cat(field, " has an unknown value"),
                                text::Cat(field, "的取值无效"));
  }
  return given == 0 ? otherwise : given;
}

absl::Status TooMany(std::string_view field, std::string_view what, size_t most) {
  return status::InvalidField(field, "TABLE_TOO_LARGE",
                              text::Cat("a table has at most ", most, " ", what),
                              text::Cat("一张汇总表不超过", most, "（", what, "）"));
}

absl::StatusOr<std::vector<Period>> PeriodsOf(const v1::QueryRollupsRequest& request) {
  std::vector<Period> periods;
  for (int i = 0; i < request.periods_size(); ++i) {
    EDUPLAN_ASSIGN_OR_RETURN(Period period,
                             Period::Parse(request.periods(i), text::Cat("periods[", i, "]")));
    periods.push_back(std::move(period));
  }
  if (!request.from_period().empty() || !request.to_period().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const Period from,
                             Period::Parse(request.from_period(), "from_period"));
    EDUPLAN_ASSIGN_OR_RETURN(const Period to, Period::Parse(request.to_period(), "to_period"));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Period> range,
                             Period::Range(from, to, kMostPeriods));
    periods.insert(periods.end(), range.begin(), range.end());
  }
  std::vector<Period> distinct;
  for (Period& period : periods) {
    if (std::find(distinct.begin(), distinct.end(), period) == distinct.end()) {
      distinct.push_back(std::move(period));
    }
  }
  if (distinct.empty()) {
    return status::InvalidField("periods", "PERIOD_REQUIRED", "at least one period is required",
                                "至少需要一个期间");
  }
  if (distinct.size() > kMostPeriods) return TooMany("periods", "periods", kMostPeriods);
  return distinct;
}

absl::Status CheckSize(const Question& question) {
  if (question.organizations.empty()) {
    return status::InvalidField("organizations", "ORGANIZATION_REQUIRED",
                                "at least one organization is required", "至少需要一个机构");
  }
  if (question.organizations.size() > kMostOrganizations) {
    return TooMany("organizations", "organizations", kMostOrganizations);
  }
  const size_t rows = question.organizations.size() * question.periods.size();
  if (rows > kMostRows) return TooMany("periods", "rows", kMostRows);
  return absl::OkStatus();
}

std::vector<std::string> ChildrenOf(const tree::Forest& forest, std::string_view organization,
                                    const Period& period) {
  std::vector<std::string> children;
  const tree::Forest::Index node = forest.Find(organization);
  if (node == tree::Forest::kNone) return children;
  for (const tree::Forest::Index child : forest.Children(node, tree::ToDay(period.end() - 1))) {
    children.emplace_back(forest.Id(child));
  }
  return children;
}

}  // namespace

template <typename Request>
absl::Status Rollups::FillCommon(const server::Call& call, const Request& request,
                                 Question* question) {
  EDUPLAN_ASSIGN_OR_RETURN(question->view,
                           Choice(request.view(), v1::VIEW_LIVE, v1::View_IsValid, "view"));
  EDUPLAN_ASSIGN_OR_RETURN(question->hierarchy, Choice(request.hierarchy(), v1::HIERARCHY_AT_PERIOD,
                                                       v1::Hierarchy_IsValid, "hierarchy"));
  EDUPLAN_ASSIGN_OR_RETURN(question->figures, Choice(request.figures(), v1::FIGURES_FILED,
                                                     v1::Figures_IsValid, "figures"));
  question->today = tree::ToDay(api::LocalDay(absl::Now()));
  question->deadline = call.deadline;
  if (request.has_read_time()) {
    EDUPLAN_ASSIGN_OR_RETURN(question->read_time, api::FromProto(request.read_time(), "read_time"));
    // What was today's tree then.
    question->today = tree::ToDay(api::LocalDay(*question->read_time));
  }
  const std::string& token = request.consistency_token();
  if (!token.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(question->least_sequence,
                             change_log::TokenSequence(token, "indicators"));
    EDUPLAN_ASSIGN_OR_RETURN(const int64_t tree, change_log::TokenSequence(token, "organizations"));
    if (tree > 0) EDUPLAN_RETURN_IF_ERROR(replica_.AtLeast(tree, call.deadline).status());
  }
  if constexpr (requires { request.compare(); }) {
    for (const int comparison : request.compare()) {
      if (!v1::Comparison_IsValid(comparison) || comparison == 0) {
        return status::InvalidField("compare", "UNKNOWN_VALUE",
                                    "compare has TARGET, PREVIOUS_PERIOD and LAST_YEAR",
                                    "compare的取值为TARGET、PREVIOUS_PERIOD、LAST_YEAR");
      }
      question->compare.push_back(static_cast<v1::Comparison>(comparison));
    }
    if (request.has_max_staleness()) {
      question->max_staleness = absl::Seconds(request.max_staleness().seconds()) +
                                absl::Nanoseconds(request.max_staleness().nanos());
    }
  }
  return absl::OkStatus();
}

template <typename Request>
absl::StatusOr<Question> Rollups::QuestionOf(const server::Call& call, const Request& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                           api::ParseName(request.name(), {"organizations", "rollups"}));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, ids[0]).status());
  EDUPLAN_ASSIGN_OR_RETURN(Period period, Period::Parse(ids[1], "name"));
  Question question;
  question.organizations = {ids[0]};
  question.periods = {std::move(period)};
  EDUPLAN_RETURN_IF_ERROR(FillCommon(call, request, &question));
  return question;
}

absl::Status Rollups::Get(const server::Call& call, const v1::GetRollupRequest& request,
                          v1::Rollup* response) {
  EDUPLAN_ASSIGN_OR_RETURN(Question question, QuestionOf(call, request));
  question.indicators.assign(request.indicators().begin(), request.indicators().end());
  EDUPLAN_ASSIGN_OR_RETURN(const auto answer, reader_.Get(question));
  *response = answer->rollups[0];
  return absl::OkStatus();
}

absl::StatusOr<v1::ExplainRollupResponse> Rollups::Explain(
    const server::Call& call, const v1::ExplainRollupRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(Question question, QuestionOf(call, request));
  if (request.indicator().empty() || request.indicator().find(',') != std::string::npos) {
    return status::InvalidField("indicator", "INDICATOR_REQUIRED", "one indicator is required",
                                "必须指定一个指标");
  }
  question.indicators = {request.indicator()};
  std::optional<absl::Time> since;
  if (request.has_since()) {
    EDUPLAN_ASSIGN_OR_RETURN(since, api::FromProto(request.since(), "since"));
  }
  return explainer_.Explain(question, since);
}

absl::StatusOr<std::shared_ptr<const RollupAnswer>> Rollups::Ask(Question& question,
                                                                 std::vector<std::string> named,
                                                                 const std::string& parent) {
  // The children are those of the tree that the totals are of: it may move on in between.
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    std::vector<std::string> ids = named;
    std::shared_ptr<const tree::Forest> forest;
    if (!parent.empty()) {
      EDUPLAN_ASSIGN_OR_RETURN(forest, reader_.ForestOf(question));
      const auto children = ChildrenOf(*forest, parent, question.periods.back());
      ids.insert(ids.end(), children.begin(), children.end());
    }
    std::set<std::string> seen;
    question.organizations.clear();
    for (std::string& id : ids) {
      if (seen.insert(id).second) question.organizations.push_back(std::move(id));
    }
    if (question.organizations.empty() && !parent.empty()) return nullptr;
    EDUPLAN_RETURN_IF_ERROR(CheckSize(question));
    EDUPLAN_ASSIGN_OR_RETURN(auto answer, reader_.Get(question));
    if (forest == nullptr || answer->rollups[0].stale() ||
        answer->rollups[0].as_of().tree_sequence() == forest->sequence()) {
      return answer;
    }
  }
  return status::Unavailable("TREE_MOVING", "the tree changes too fast for a table of its children",
                             "机构树变动频繁，请稍后重试", absl::Milliseconds(200));
}

absl::StatusOr<v1::QueryRollupsResponse> Rollups::Query(const server::Call& call,
                                                        const v1::QueryRollupsRequest& request) {
  Question question;
  EDUPLAN_ASSIGN_OR_RETURN(question.periods, PeriodsOf(request));
  std::vector<std::string> asked;
  for (int i = 0; i < request.organizations_size(); ++i) {
    EDUPLAN_ASSIGN_OR_RETURN(std::string id, api::ParseId(request.organizations(i), "organizations",
                                                          text::Cat("organizations[", i, "]")));
    asked.push_back(std::move(id));
  }
  if (asked.size() > kMostOrganizations) {
    return TooMany("organizations", "organizations", kMostOrganizations);
  }
  for (const std::string& id : asked) {
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, id).status());
  }
  EDUPLAN_RETURN_IF_ERROR(FillCommon(call, request, &question));
  std::string parent;
  if (!request.children_of().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(parent,
                             api::ParseId(request.children_of(), "organizations", "children_of"));
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, parent).status());
  }
  question.indicators.assign(request.indicators().begin(), request.indicators().end());
  EDUPLAN_ASSIGN_OR_RETURN(const auto answer, Ask(question, std::move(asked), parent));
  v1::QueryRollupsResponse response;
  if (answer == nullptr) return response;
  response.mutable_rollups()->Reserve(static_cast<int>(answer->rollups.size()));
  for (const v1::Rollup& rollup : answer->rollups) *response.add_rollups() = rollup;
  *response.mutable_as_of() = answer->rollups[0].as_of();
  return response;
}

absl::StatusOr<v1::RankRollupsResponse> Rollups::Rank(const server::Call& call,
                                                      const v1::RankRollupsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(Question question, QuestionOf(call, request));
  if (request.indicator().empty() || request.indicator().find(',') != std::string::npos) {
    return status::InvalidField("indicator", "INDICATOR_REQUIRED", "one indicator is required",
                                "必须指定一个指标");
  }
  question.indicators = {request.indicator()};
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, reader_.Definitions());
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected, catalogue->Select(question.indicators));
  const Definition& latest = catalogue->definitions()[selected[0]];
  const Definition* edition = catalogue->At(selected[0], question.periods[0]);
  const Definition& definition = edition == nullptr ? latest : *edition;
  EDUPLAN_RETURN_IF_ERROR(CheckRankable(definition));
  const std::string parent = question.organizations[0];
  EDUPLAN_ASSIGN_OR_RETURN(const auto answer, Ask(question, {}, parent));
  if (answer == nullptr) return v1::RankRollupsResponse();
  return indicators::Rank(definition, answer->rollups);
}

}  // namespace eduplan::indicators
