#include "services/documents/gather.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>

#include "absl/strings/strip.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/documents/layout/validate.h"
#include "services/documents/parallel.h"
#include "services/documents/report/plan_outline.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

using tree::Forest;

constexpr size_t kWorkers = 8;  // calls of one rendering at a time
constexpr size_t kMostBelow = 1000;
constexpr size_t kMostPlansRead = 3;  // of one organization
constexpr size_t kMostExplained = 200;

// What one organization's plans gave.
struct Filed {
  Filing filing;
  bool any = false;
  bool draft = false;
  int64_t sequence = 0;
  std::vector<std::string> plans;
};

int64_t SequenceOf(const std::string& etag) {
  int64_t sequence = 0;
  const bool quoted = etag.size() > 2 && etag.front() == '"' && etag.back() == '"';
  if (!quoted || !absl::SimpleAtoi(etag.substr(1, etag.size() - 2), &sequence)) return 0;
  return sequence;
}

// The text that all parts of one rendering may hold together.
class TextBudget {
 public:
  absl::Status Take(size_t bytes) {
    return (used_ += bytes) > layout::kMaxTextBytes ? TooLarge() : absl::OkStatus();
  }

 private:
  std::atomic<size_t> used_ = 0;
};

absl::Status Count(const Filing& filing, TextBudget& budget) {
  size_t bytes = filing.organization.size() + filing.preamble.size();
  for (const OutlineItem& item : filing.items) bytes += item.heading.size() + item.text.size();
  return budget.Take(bytes);
}

// The day of a report: names, kinds and places are those of the period's end.
tree::Day LastDay(const calendar::Period& period) {
  return tree::ToDay(period.end() - 1);
}

// The organizations right below that should file.
std::vector<Forest::Index> Filers(const Forest& forest, Forest::Index root,
                                  const calendar::Period& period) {
  std::vector<Forest::Index> all = forest.Children(root, LastDay(period));
  const auto is_school = [&](Forest::Index index) {
    return forest.At(index, LastDay(period)).kind == organization::v1::ORGANIZATION_KIND_SCHOOL;
  };
  if (!std::all_of(all.begin(), all.end(), is_school)) std::erase_if(all, is_school);
  return all;
}

class Gatherer {
 public:
  Gatherer(const server::Call& call, Sources& sources, const Forest& forest,
           const GatherRequest& request)
      : outgoing_(client::Forward(call)),
        sources_(sources),
        forest_(forest),
        request_(request),
        gathered_{.report = {.organization = request.organization,
                             .name = {},
                             .period = request.period,
                             .as_of = absl::UnixEpoch()},
                  .as_of = {},
                  .plans = {}} {}

  absl::StatusOr<Gathered> Run() {
    const Forest::Index root = forest_.Find(request_.organization);
    gathered_.report.name = forest_.At(root, LastDay(request_.period)).name;
    gathered_.as_of.set_organizations(forest_.sequence());
    EDUPLAN_RETURN_IF_ERROR(ReadPlans(root));
    EDUPLAN_RETURN_IF_ERROR(ReadRollup());
    return std::move(gathered_);
  }

 private:
  absl::Status ReadPlans(Forest::Index root);
  absl::Status ReadFiled(Forest::Index organization, Filed* filed);
  void Use(Filed* filed);
  absl::Status ReadRollup();
  absl::Status NameMissing(const indicator_v1::Rollup& rollup);
  std::string RollupName() const {
    return text::Cat("organizations/", request_.organization, "/rollups/", request_.period.text());
  }

  const client::Outgoing outgoing_;
  Sources& sources_;
  const Forest& forest_;
  const GatherRequest& request_;
  TextBudget budget_;
  Gathered gathered_;
};

absl::Status Gatherer::ReadFiled(Forest::Index organization, Filed* filed) {
  const Forest::View node = forest_.At(organization, LastDay(request_.period));
  filed->filing.organization = node.name;
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<plan_v1::Plan> plans,
                           sources_.ListPlans(outgoing_, std::string(node.id)));
  plans = RankPlans(std::move(plans), request_.period);
  filed->any = !plans.empty();
  if (!filed->any) return absl::OkStatus();
  filed->draft = !UseOf(plans.front(), request_.period).filed;
  if (plans.size() > kMostPlansRead) plans.resize(kMostPlansRead);
  for (const plan_v1::Plan& plan : plans) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<plan_v1::PlanItem> items,
                             sources_.ListItems(outgoing_, plan.name()));
    filed->plans.push_back(plan.name());
    filed->sequence = std::max(filed->sequence, SequenceOf(plan.etag()));
    for (const plan_v1::PlanItem& item : items) {
      filed->sequence = std::max(filed->sequence, SequenceOf(item.etag()));
    }
    if (AddToFiling(UseOf(plan, request_.period), plan, OutlineOf(items, plan.kind()),
                    &filed->filing)) {
      break;
    }
  }
  return Count(filed->filing, budget_);
}

void Gatherer::Use(Filed* filed) {
  gathered_.as_of.set_plan_items(std::max(gathered_.as_of.plan_items(), filed->sequence));
  gathered_.plans.insert(gathered_.plans.end(), filed->plans.begin(), filed->plans.end());
}

absl::Status Gatherer::ReadPlans(Forest::Index root) {
  std::vector<Forest::Index> organizations = Filers(forest_, root, request_.period);
  if (organizations.size() > kMostBelow) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "TOO_MANY_ORGANIZATIONS")
        .Message(text::Cat("more than ", kMostBelow, " organizations stand right below"),
                 text::Cat("直接下级超过", kMostBelow, "家，无法汇编"));
  }
  organizations.insert(organizations.begin(), root);
  std::vector<Filed> filed(organizations.size());
  EDUPLAN_RETURN_IF_ERROR(ForEachInParallel(organizations.size(), kWorkers, [&](size_t i) {
    return ReadFiled(organizations[i], &filed[i]);
  }));
  Report& report = gathered_.report;
  report.expected = static_cast<int>(organizations.size()) - 1;
  for (size_t i = 0; i < filed.size(); ++i) {
    if (!filed[i].any) {
      if (i > 0) report.not_received.push_back(filed[i].filing.organization);
      continue;
    }
    Use(&filed[i]);
    if (i == 0) {
      report.own = std::move(filed[i].filing);
      continue;
    }
    if (filed[i].draft) ++report.drafts;
    report.below.push_back(std::move(filed[i].filing));
  }
  return absl::OkStatus();
}

IndicatorRow RowOf(const indicator_v1::RollupCell& cell) {
  const indicator_v1::Completeness& completeness = cell.completeness();
  IndicatorRow row = {.indicator = cell.indicator(),
                      .display_name = cell.display_name(),
                      .unit = cell.unit(),
                      // The unit has a column of its own.
                      .total = std::string(absl::StripSuffix(cell.text(), cell.unit())),
                      .expected = completeness.expected(),
                      .reported = completeness.reported(),
                      .missing = completeness.missing(),
                      .not_applicable = completeness.not_applicable(),
                      .rate_only = completeness.rate_only(),
                      .incomplete = cell.incomplete(),
                      .derived_from = {cell.derived_from().begin(), cell.derived_from().end()},
                      .missing_names = {}};
  if (cell.value().empty()) row.total.clear();
  return row;
}

absl::Status Gatherer::ReadRollup() {
  indicator_v1::GetRollupRequest request;
  request.set_name(RollupName());
  request.set_view(indicator_v1::VIEW_LIVE);
  request.mutable_indicators()->Assign(request_.indicators.begin(), request_.indicators.end());
  request.set_consistency_token(request_.consistency_token);
  EDUPLAN_ASSIGN_OR_RETURN(const indicator_v1::Rollup rollup,
                           sources_.GetRollup(outgoing_, request));
  for (const indicator_v1::RollupCell& cell : rollup.cells()) {
    if (request_.indicators.empty() && cell.value().empty()) continue;
    gathered_.report.rows.push_back(RowOf(cell));
  }
  EDUPLAN_ASSIGN_OR_RETURN(gathered_.report.as_of,
                           api::FromProto(rollup.as_of().time(), "as_of.time"));
  gathered_.report.indicators_sequence = rollup.as_of().sequence();
  gathered_.as_of.set_indicators(rollup.as_of().sequence());
  *gathered_.as_of.mutable_time() = rollup.as_of().time();
  return NameMissing(rollup);
}

// Asks who is missing as of the moment of the totals.
absl::Status Gatherer::NameMissing(const indicator_v1::Rollup& rollup) {
  std::vector<IndicatorRow*> rows;
  for (IndicatorRow& row : gathered_.report.rows) {
    if (row.missing > 0 && rows.size() < kMostExplained) rows.push_back(&row);
  }
  return ForEachInParallel(rows.size(), kWorkers, [&](size_t i) -> absl::Status {
    indicator_v1::ExplainRollupRequest request;
    request.set_name(RollupName());
    request.set_indicator(rows[i]->indicator);
    *request.mutable_read_time() = rollup.as_of().time();
    EDUPLAN_ASSIGN_OR_RETURN(const indicator_v1::ExplainRollupResponse explained,
                             sources_.Explain(outgoing_, request));
    std::vector<std::string>& names = rows[i]->missing_names;
    for (const indicator_v1::Contributor& contributor : explained.contributors()) {
      if (contributor.status() != indicator_v1::Contributor::STATUS_MISSING) continue;
      std::string name =
          text::Cat(contributor.display_name(), contributor.own_part() ? "（本级）" : "");
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace

absl::StatusOr<Gathered> Gather(const server::Call& call, Sources& sources,
                                const tree::Forest& forest, const GatherRequest& request) {
  return Gatherer(call, sources, forest, request).Run();
}

}  // namespace eduplan::documents
