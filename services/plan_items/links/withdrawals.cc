#include "services/plan_items/links/withdrawals.h"

#include <algorithm>
#include <utility>

namespace eduplan::plan_items {

using WrittenValue = v1::Link::WrittenValue;
using Withdrawal = v1::Link::Withdrawal;

bool WritesValue(const v1::Link& link) {
  return link.verdict() == v1::Link::VERDICT_ACCEPTED &&
         link.value_kind() != v1::LINK_VALUE_KIND_NONE;
}

WrittenValue PlaceOf(const v1::Link& link) {
  WrittenValue place;
  place.set_indicator(link.indicator());
  place.set_period(link.period());
  place.set_value_kind(link.value_kind());
  return place;
}

bool SamePlace(const WrittenValue& a, const WrittenValue& b) {
  return a.indicator() == b.indicator() && a.period() == b.period() &&
         a.value_kind() == b.value_kind();
}

std::vector<WrittenValue> StandingValues(const v1::Link& link) {
  std::vector<WrittenValue> standing;
  if (link.has_written()) {
    standing.push_back(link.written());
  } else if (link.state() == v1::Link::STATE_APPLIED && WritesValue(link)) {
    // It was written before links said so.
    standing.push_back(PlaceOf(link));
    standing.back().set_version(link.value_version());
  }
  for (const Withdrawal& withdrawal : link.withdrawals()) {
    if (withdrawal.state() == Withdrawal::STATE_DONE ||
        withdrawal.state() == Withdrawal::STATE_SUPERSEDED) {
      continue;
    }
    const auto same = [&](const WrittenValue& value) {
      return SamePlace(value, withdrawal.value());
    };
    if (std::none_of(standing.begin(), standing.end(), same)) {
      standing.push_back(withdrawal.value());
    }
  }
  return standing;
}

bool LeavesLink(const v1::Link& before, const v1::Link& decision) {
  if (decision.verdict() != v1::Link::VERDICT_REJECTED ||
      before.verdict() != v1::Link::VERDICT_ACCEPTED ||
      before.indicator() == decision.indicator()) {
    return false;
  }
  const std::vector<WrittenValue> standing = StandingValues(before);
  return std::none_of(standing.begin(), standing.end(), [&](const WrittenValue& value) {
    return value.indicator() == decision.indicator();
  });
}

void TakeOver(const v1::Link* before, v1::Link& decision) {
  decision.clear_written();
  decision.clear_withdrawals();
  if (before != nullptr) {
    for (WrittenValue& value : StandingValues(*before)) {
      const bool anew = WritesValue(decision) && SamePlace(value, PlaceOf(decision));
      if (!anew) {
        Withdrawal& withdrawal = *decision.add_withdrawals();
        *withdrawal.mutable_value() = value;
        withdrawal.set_state(Withdrawal::STATE_PENDING);
      }
      if (anew || !decision.has_written()) *decision.mutable_written() = std::move(value);
    }
  }
  const bool pending = WritesValue(decision) || !decision.withdrawals().empty();
  decision.set_state(pending ? v1::Link::STATE_PENDING : v1::Link::STATE_DECIDED);
}

std::optional<v1::Link> TakenBack(const v1::Link& before) {
  v1::Link decision = before;
  if (WritesValue(before)) decision.set_value_kind(v1::LINK_VALUE_KIND_NONE);
  decision.clear_period();
  decision.clear_value();
  decision.clear_unit();
  decision.clear_note();
  decision.clear_expected_version();
  decision.clear_value_version();
  decision.clear_refusal();
  TakeOver(&before, decision);
  const bool waits = before.state() == v1::Link::STATE_PENDING;
  if (decision.withdrawals().empty() && !waits) return std::nullopt;
  return decision;
}

}  // namespace eduplan::plan_items
