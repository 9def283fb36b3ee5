#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_WITHDRAWALS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_WITHDRAWALS_H_

#include <optional>
#include <vector>

#include "eduplan/plan/v1/link_service.pb.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// What a decision means for the values that earlier ones on the same figure wrote. Pure.

// Whether a value is to be written.
bool WritesValue(const v1::Link& link);

// The value that it writes; no version yet.
v1::Link::WrittenValue PlaceOf(const v1::Link& link);
// Of the same indicator, period and kind.
bool SamePlace(const v1::Link::WrittenValue& a, const v1::Link::WrittenValue& b);

// The values of the figure that stand, as its latest decision knows.
std::vector<v1::Link::WrittenValue> StandingValues(const v1::Link& link);

// Whether a decision says nothing of the link there is: it rejects another indicator.
bool LeavesLink(const v1::Link& before, const v1::Link& decision);

// Gives a new decision its state and what it takes over from the one before, if there is one: what
// stands and is not written anew is to be withdrawn.
void TakeOver(const v1::Link* before, v1::Link& decision);

// The decision that a link's plan is deleted: what it says stays said, without a value. Nothing if
// no value stands or waits to be written. It has no principal, time and sequence of its own yet.
std::optional<v1::Link> TakenBack(const v1::Link& before);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_WITHDRAWALS_H_
