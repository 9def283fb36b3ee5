#include "services/plan_items/links/linked_indicators.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "services/plan_items/links/link_store.h"
#include "services/platform/status/macros.h"

namespace eduplan::plan_items {
namespace {

using Indicators = std::set<std::string>;

// The indicator that a decision links its figure to; of one that was refused that of the value that
// still stands. Empty if there is none.
const std::string& LinkedTo(const v1::Link& link) {
  const bool refused = link.state() == v1::Link::STATE_REFUSED;
  if (link.verdict() == v1::Link::VERDICT_ACCEPTED && !refused) return link.indicator();
  return link.written().indicator();
}

absl::StatusOr<std::vector<Indicators>> Linked(sql::Transaction& transaction, const PlanId& plan,
                                               int64_t sequence,
                                               std::span<v1::PlanItem* const> items) {
  std::vector<std::string_view> figures;
  for (const v1::PlanItem* item : items) {
    for (const v1::Measurement& figure : item->measurements()) figures.push_back(figure.id());
  }
  EDUPLAN_ASSIGN_OR_RETURN(const auto links, LinksOf(transaction, plan, sequence, figures));
  std::vector<Indicators> linked(items.size());
  if (links.empty()) return linked;
  for (size_t i = 0; i < items.size(); ++i) {
    for (const v1::Measurement& figure : items[i]->measurements()) {
      const auto link = links.find(figure.id());
      if (link == links.end() || LinkedTo(link->second).empty()) continue;
      linked[i].insert(LinkedTo(link->second));
    }
  }
  return linked;
}

}  // namespace

absl::Status AddLinkedIndicators(sql::Transaction& transaction, const PlanId& plan,
                                 int64_t sequence, std::span<v1::PlanItem* const> items) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Indicators> linked,
                           Linked(transaction, plan, sequence, items));
  for (size_t i = 0; i < items.size(); ++i) {
    const auto& given = items[i]->indicators();
    for (const std::string& indicator : linked[i]) {
      if (std::find(given.begin(), given.end(), indicator) == given.end()) {
        items[i]->add_indicators(indicator);
      }
    }
  }
  return absl::OkStatus();
}

absl::Status TakeLinkedIndicators(sql::Transaction& transaction, const PlanId& plan,
                                  int64_t sequence, const v1::PlanItem& before,
                                  v1::PlanItem& item) {
  if (item.indicators().empty()) return absl::OkStatus();
  // The figures that it had: those are what the caller saw.
  v1::PlanItem seen = before;
  v1::PlanItem* const one[] = {&seen};
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Indicators> linked,
                           Linked(transaction, plan, sequence, one));
  const auto& given = before.indicators();
  auto& kept = *item.mutable_indicators();
  kept.erase(std::remove_if(kept.begin(), kept.end(),
                            [&](const std::string& indicator) {
                              return linked[0].contains(indicator) &&
                                     std::find(given.begin(), given.end(), indicator) ==
                                         given.end();
                            }),
             kept.end());
  return absl::OkStatus();
}

}  // namespace eduplan::plan_items
