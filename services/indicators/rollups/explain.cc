#include "services/indicators/rollups/explain.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/indicators/rollups/contributors.h"
#include "services/indicators/rollups/presenter.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using tree::Forest;

// The indicators whose figures make up the total: itself, or the parts of a quotient too.
std::vector<std::string> CodesOf(const Definition& definition) {
  std::vector<std::string> codes = {definition.code};
  for (const std::string& part : {definition.numerator, definition.denominator}) {
    if (!part.empty()) codes.push_back(part);
  }
  return codes;
}

std::vector<std::string> Organizations(const Snapshot& snapshot, const Facet& facet,
                                       const Definition& definition, Forest::Index root,
                                       const Period& period) {
  const Forest& forest = *snapshot.forest;
  std::set<std::string> ids;
  forest.VisitSubtree(root, facet.boundaries.On(definition, period), [&](Forest::Index node, int) {
    ids.emplace(forest.Id(node));
    if (facet.boundaries.own()) return;
    for (std::string& source : forest.successions().SourcesOf(forest.Id(node))) {
      ids.insert(std::move(source));
    }
  });
  return {ids.begin(), ids.end()};
}

// What a total is made of for one base period.
absl::StatusOr<std::vector<v1::Contributor>> ContributorsOf(
    const Snapshot& snapshot, const Facet& facet, int index, Forest::Index root,
    const Period& period, const std::vector<std::string>& organizations) {
  sql::Transaction& transaction = *snapshot.transaction;
  const int64_t sequence = snapshot.live() ? kCurrent : snapshot.sequence;
  Beside beside;
  EDUPLAN_ASSIGN_OR_RETURN(beside.filed,
                           ReadValues(transaction, period.text(), organizations, sequence));
  EDUPLAN_ASSIGN_OR_RETURN(beside.verified, ReadValues(transaction, period.text(), organizations,
                                                       sequence, v1::VALUE_KIND_VERIFIED));
  EDUPLAN_ASSIGN_OR_RETURN(beside.seals,
                           ReadSealHistory(transaction, period.text(), organizations));
  EDUPLAN_ASSIGN_OR_RETURN(const EntryTable table,
                           ReadEntries(snapshot, facet, period, organizations));
  EDUPLAN_ASSIGN_OR_RETURN(const std::unique_ptr<Filings> filings,
                           ReadFilings(snapshot, facet, period));
  const RollupInput input = {.catalogue = snapshot.catalogue.get(),
                             .forest = snapshot.forest.get(),
                             .entries = &table,
                             .period = &period,
                             .boundaries = facet.boundaries,
                             .filings = filings.get(),
                             .sequence = snapshot.sequence};
  return ListContributors(input, index, root, beside);
}

void FillDeclared(const v1::RollupCell& cell, v1::ExplainRollupResponse* response) {
  if (cell.declared().empty()) return;
  response->set_declared(cell.declared());
  const auto declared = ParseDecimal(cell.declared());
  const auto computed = ParseDecimal(cell.value());
  if (declared && computed) {
    response->set_declared_difference(FormatDecimal(Wide(*computed) - *declared));
  }
}

}  // namespace

absl::StatusOr<v1::ExplainRollupResponse> RollupExplainer::Explain(
    const Question& question, const std::optional<absl::Time>& since) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto tick, computer_.TickOf(question));
  std::optional<change_log::Tick> since_tick;
  v1::ExplainRollupResponse response;
  std::string since_value;
  if (since) {
    Question then = question;
    then.read_time = since;
    EDUPLAN_ASSIGN_OR_RETURN(since_tick, computer_.TickOf(then));
    const absl::StatusOr<Moment> moment = computer_.Compute(then);
    // An organization that was not there yet had no total.
    if (moment.ok()) {
      EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                               moment->catalogue->Select(question.indicators));
      const v1::Rollup rollup = PresentRollups(then, *moment, selected)[0];
      if (rollup.cells_size() == 1) since_value = rollup.cells(0).value();
    } else if (moment.status().code() != absl::StatusCode::kNotFound) {
      return moment.status();
    }
  }
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        response.Clear();
        response.set_since_value(since_value);
        EDUPLAN_ASSIGN_OR_RETURN(MomentComputer::Opened opened,
                                 computer_.ComputeIn(transaction, question, tick));
        return ExplainIn(question, opened, since_tick, &response);
      }));
  return response;
}

absl::Status RollupExplainer::ExplainIn(const Question& question, MomentComputer::Opened& opened,
                                        const std::optional<change_log::Tick>& since,
                                        v1::ExplainRollupResponse* response) {
  const Snapshot& snapshot = opened.snapshot;
  const Catalogue& catalogue = *snapshot.catalogue;
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected, catalogue.Select(question.indicators));
  const int index = selected.front();
  const Period& period = question.periods[0];
  const Facet facet = FacetOf(question);
  *response->mutable_as_of() = AsOfOf(opened.moment);
  const v1::Rollup rollup = PresentRollups(question, opened.moment, selected)[0];
  const Definition* definition = catalogue.At(index, period);
  if (definition == nullptr || rollup.cells_size() != 1) return absl::OkStatus();
  *response->mutable_cell() = rollup.cells(0);
  FillDeclared(response->cell(), response);
  if (definition->formula) {
    response->set_reconciliation(text::Cat("由公式计算：", definition->formula->Text()));
    return absl::OkStatus();
  }
  const Forest::Index root = snapshot.forest->Find(question.organizations[0]);
  std::vector<std::string> sources(response->cell().derived_from().begin(),
                                   response->cell().derived_from().end());
  if (sources.empty()) sources = {period.text()};
  std::vector<v1::Contributor> shown;
  for (const std::string& source : sources) {
    EDUPLAN_ASSIGN_OR_RETURN(const Period base, Period::Parse(source));
    const std::vector<std::string> organizations =
        Organizations(snapshot, facet, *definition, root, base);
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::Contributor> contributors,
                             ContributorsOf(snapshot, facet, index, root, base, organizations));
    std::move(contributors.begin(), contributors.end(), std::back_inserter(shown));
    if (!since) continue;
    EDUPLAN_ASSIGN_OR_RETURN(
        const std::vector<ValueRow> rows,
        ReadVersionsSince(*snapshot.transaction, base.text(), organizations, CodesOf(*definition),
                          since->sequence, opened.moment.tick.sequence));
    for (v1::Movement& movement : ListMovements(*definition, rows, since->sequence)) {
      *response->add_movements() = std::move(movement);
    }
  }
  for (const v1::Contributor& contributor : shown) {
    if (contributor.status() == v1::Contributor::STATUS_MISSING ||
        contributor.status() == v1::Contributor::STATUS_NOT_FILED) {
      response->add_missing(contributor.organization());
    }
  }
  response->set_reconciliation(Reconcile(*definition, shown, response->cell()));
  response->mutable_contributors()->Assign(shown.begin(), shown.end());
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
