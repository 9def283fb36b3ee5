#include "services/indicators/rollups/explain.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using tree::Forest;
using RowIndex = std::map<std::pair<std::string_view, std::string_view>, const ValueRow*>;

v1::Contributor::Status StatusOf(const State& state) {
  if (state.not_applicable > 0) return v1::Contributor::STATUS_NOT_APPLICABLE;
  if (state.reported == 0) return v1::Contributor::STATUS_MISSING;
  if (state.rate_only > 0) return v1::Contributor::STATUS_RATE_ONLY;
  return v1::Contributor::STATUS_REPORTED;
}

// The version shown: of the indicator itself, else of the numerator.
const ValueRow* ShownRow(const RowIndex& rows, std::string_view organization,
                         const Definition& definition) {
  for (const std::string& code : {definition.code, definition.numerator}) {
    if (code.empty()) continue;
    const auto found = rows.find({organization, code});
    if (found != rows.end() && found->second->entry.content != Entry::Content::kMissing) {
      return found->second;
    }
  }
  return nullptr;
}

void FillValue(const Definition& definition, const State& state, const ValueRow* row,
               v1::Contributor* contributor) {
  contributor->set_value(PresentValue(definition, state, contributor->mutable_numerator(),
                                      contributor->mutable_denominator()));
  if (row == nullptr) return;
  if (contributor->status() == v1::Contributor::STATUS_RATE_ONLY) {
    contributor->set_value(FormatDecimal(row->entry.amount));
  }
  contributor->set_version(row->valid_from);
  contributor->set_note(row->note);
  *contributor->mutable_update_time() = api::ToProto(api::FromMicros(row->time_us));
}

// For a contributor with details right below it: its value less their sum (未细分).
void FillUndistributed(const RollupInput& input, const Definition& definition, Forest::Index node,
                       tree::Day day, const State& state, v1::Contributor* contributor) {
  if (definition.aggregation() != v1::AGGREGATION_SUM || state.merged() == 0) return;
  const int index = input.catalogue->IndexOf(definition.code);
  Wide detailed = 0;
  bool any = false;
  for (const Forest::Index child : input.forest->Children(node, day)) {
    const Entry entry = input.entries->Get(input.forest->Id(child), index);
    if (entry.content != Entry::Content::kNumber) continue;
    detailed += entry.amount;
    any = true;
  }
  if (any) contributor->set_undistributed(FormatDecimal(state.a - detailed));
}

}  // namespace

std::vector<v1::Contributor> ListContributors(const RollupInput& input,
                                              const Definition& definition, Forest::Index root,
                                              const std::vector<ValueRow>& rows) {
  RowIndex by_key;
  for (const ValueRow& row : rows) by_key[{row.organization, row.indicator}] = &row;
  const tree::Day day = tree::ToDay(definition.ReferenceDay(*input.period));
  std::vector<v1::Contributor> contributors;
  VisitParts(*input.forest, root, day, definition.entry_level, [&](Forest::Index node, Part part) {
    if (part == Part::kOwnPart && !OwnPartCounts(input, definition, node)) return true;
    const Forest::View organization = input.forest->At(node, day);
    const State state = Contribution(definition, [&](std::string_view code) {
      return input.entries->Get(organization.id, input.catalogue->IndexOf(code));
    });
    if (part == Part::kDetail && !state.heard()) return true;
    v1::Contributor contributor;
    contributor.set_organization(text::Cat("organizations/", organization.id));
    contributor.set_display_name(std::string(organization.name));
    contributor.set_own_part(part == Part::kOwnPart);
    contributor.set_status(part == Part::kDetail ? v1::Contributor::STATUS_DETAIL
                                                 : StatusOf(state));
    contributor.set_period(input.period->text());
    FillValue(definition, state, ShownRow(by_key, organization.id, definition), &contributor);
    if (part == Part::kContributor) {
      FillUndistributed(input, definition, node, day, state, &contributor);
    }
    contributors.push_back(std::move(contributor));
    return true;
  });
  return contributors;
}

std::string Reconcile(const Definition& definition,
                      const std::vector<v1::Contributor>& contributors,
                      const v1::RollupCell& cell) {
  if (definition.aggregation() != v1::AGGREGATION_SUM || cell.derived_from_size() > 0) return "";
  Wide own = 0;
  Wide below = 0;
  for (const v1::Contributor& contributor : contributors) {
    if (contributor.status() != v1::Contributor::STATUS_REPORTED) continue;
    (contributor.own_part() ? own : below) += ParseDecimal(contributor.value()).value_or(0);
  }
  return text::Cat("本级", FormatDecimal(own), " + 下级", FormatDecimal(below), " = 合计",
                   FormatDecimal(own + below),
                   cell.completeness().missing() > 0
                       ? text::Cat("，缺报", cell.completeness().missing(), "家")
                       : "");
}

absl::StatusOr<v1::ExplainRollupResponse> RollupExplainer::Explain(const RollupQuery& query) {
  change_log::Tick tick;
  int64_t sequence = kCurrent;
  if (query.read_time) {
    EDUPLAN_ASSIGN_OR_RETURN(tick, changes_.AtTime(*query.read_time));
    sequence = tick.sequence;
  }
  v1::ExplainRollupResponse response;
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read([&](sql::Transaction& transaction) {
    response.Clear();
    return ExplainIn(transaction, query, sequence, &response);
  }));
  if (query.read_time) {
    response.mutable_as_of()->set_sequence(tick.sequence);
    *response.mutable_as_of()->mutable_time() = api::ToProto(tick.time);
  }
  return response;
}

absl::Status RollupExplainer::ExplainIn(sql::Transaction& transaction, const RollupQuery& query,
                                        int64_t sequence, v1::ExplainRollupResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(transaction));
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(transaction));
  EDUPLAN_ASSIGN_OR_RETURN(const Versions versions, ReadVersions(transaction, {}, {}));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected, catalogue->Select(query.indicators));
  const int index = selected.front();
  const Definition& definition = catalogue->definitions()[index];
  const Forest::Index root = forest->Find(query.organization);
  if (root == Forest::kNone) return status::NotFound("organizations/" + query.organization);
  StatesByPeriod states;
  std::map<std::string, std::vector<v1::Contributor>> contributors;
  for (const calendar::Period& period : BasePeriods(query.period)) {
    std::vector<std::string> organizations;
    forest->VisitSubtree(
        root, tree::ToDay(definition.ReferenceDay(period)),
        [&](Forest::Index node, int) { organizations.emplace_back(forest->Id(node)); });
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<ValueRow> rows,
                             ReadValues(transaction, period.text(), organizations, sequence));
    if (rows.empty() && !(period == query.period)) continue;
    const EntryTable table = MakeEntryTable(*catalogue, rows);
    const RollupInput input = {catalogue.get(), forest.get(), &table, &period};
    states[period.text()] = ComputeStates(input, root, [](Forest::Index) { return nullptr; });
    contributors[period.text()] = ListContributors(input, definition, root, rows);
  }
  const Derived derived = DeriveOverTime(definition, index, query.period, states);
  *response->mutable_cell() = PresentCell(definition, query.period, derived);
  response->mutable_as_of()->set_sequence(versions.tick.sequence);
  *response->mutable_as_of()->mutable_time() = api::ToProto(versions.tick.time);
  response->mutable_as_of()->set_tree_sequence(versions.tree_sequence);
  std::vector<std::string> sources = derived.sources;
  if (sources.empty()) sources = {query.period.text()};
  std::vector<v1::Contributor> shown;
  for (const std::string& source : sources) {
    for (v1::Contributor& contributor : contributors[source])
      shown.push_back(std::move(contributor));
  }
  for (const v1::Contributor& contributor : shown) {
    if (contributor.status() == v1::Contributor::STATUS_MISSING) {
      response->add_missing(contributor.organization());
    }
  }
  response->set_reconciliation(Reconcile(definition, shown, response->cell()));
  response->mutable_contributors()->Assign(shown.begin(), shown.end());
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
