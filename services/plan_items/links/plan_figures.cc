#include "services/plan_items/links/plan_figures.h"

#include <algorithm>
#include <array>
#include <utility>

#include "services/plan_items/filters.h"
#include "services/plan_items/item_store.h"
#include "services/platform/status/macros.h"

namespace eduplan::plan_items {
namespace {

constexpr int kPageSize = 1000;
// Between a figure and the one before it in the sentence: "，比例达".
constexpr int kLongestGap = 8;

// A heading that a sentence follows in, up to that.
std::string HeadingOf(std::string_view heading) {
  constexpr std::array<std::string_view, 5> kStops = {"。", "，", "；", "：", "\n"};
  size_t end = heading.size();
  for (const std::string_view stop : kStops) end = std::min(end, heading.find(stop));
  return std::string(heading.substr(0, end));
}

void Append(const google::protobuf::RepeatedPtrField<v1::Measurement>& measurements,
            std::string_view source, std::string_view heading, std::vector<PlanFigure>& figures) {
  const v1::Measurement* before = nullptr;
  for (const v1::Measurement& measurement : measurements) {
    PlanFigure& figure = figures.emplace_back();
    figure.measurement = measurement;
    figure.source = source;
    figure.heading = HeadingOf(heading);
    const int gap = before == nullptr ? -1 : measurement.start() - before->end();
    if (gap >= 0 && gap <= kLongestGap) figure.previous = before->name();
    before = &measurement;
  }
}

absl::StatusOr<v1::ParsedPlan> ReadSource(sql::Transaction& transaction, const PlanId& plan,
                                          int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT reading FROM plan_sources WHERE organization = $1 AND plan = $2 AND "
          "sequence <= $3 ORDER BY sequence DESC LIMIT 1",
          {plan.organization, plan.plan, sequence}));
  v1::ParsedPlan reading;
  if (!rows.empty() && !reading.ParseFromString(rows[0][0].bytes())) {
    return absl::DataLossError("stored reading");
  }
  return reading;
}

}  // namespace

absl::StatusOr<std::vector<PlanFigure>> ReadFigures(sql::Transaction& transaction,
                                                    const PlanId& plan, int64_t sequence) {
  std::vector<PlanFigure> figures;
  EDUPLAN_ASSIGN_OR_RETURN(const v1::ParsedPlan preamble, ReadSource(transaction, plan, sequence));
  Append(preamble.measurements(), plan.Name(), "", figures);
  std::string after;
  for (;;) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<v1::PlanItem> items,
                             QueryItems(transaction, plan, {}, sequence, after, kPageSize));
    for (const v1::PlanItem& item : items) {
      Append(item.measurements(), item.name(), item.heading(), figures);
    }
    if (items.size() < kPageSize) return figures;
    after = items.back().path();
  }
}

std::string PeriodOf(const v1::Plan& plan, const v1::Measurement& measurement) {
  if (plan.periods().empty()) return "";
  const bool target = measurement.kind() == v1::MEASUREMENT_KIND_TARGET;
  return target ? *plan.periods().rbegin() : *plan.periods().begin();
}

v1::LinkValueKind ValueKindOf(const v1::Measurement& measurement) {
  return measurement.kind() == v1::MEASUREMENT_KIND_TARGET ? v1::LINK_VALUE_KIND_TARGET
                                                           : v1::LINK_VALUE_KIND_FILED;
}

bool NeedsValue(const v1::Measurement& measurement) {
  return measurement.masked() || measurement.value().empty() ||
         (measurement.comparator() != v1::COMPARATOR_UNSPECIFIED &&
          measurement.comparator() != v1::COMPARATOR_EQUAL);
}

}  // namespace eduplan::plan_items
