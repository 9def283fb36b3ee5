// Brings a stored plan up to a corrected document.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_MERGE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_MERGE_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/draft.h"

namespace eduplan::plan_items {

// A plan as it is stored.
struct PlanState {
  v1::Plan plan;
  std::vector<v1::PlanItem> items;  // in document order
  v1::ParsedPlan rest;              // what the last import read beside them
};

// What the last import read of the plan and, by name, of each item. What is not here a person made.
struct LastReading {
  v1::Plan plan;
  std::map<std::string, v1::PlanItem, std::less<>> items;
};

struct Merged {
  PlanState state;  // with ids kept, paths and parents settled
  bool plan_changed = false;
  std::vector<size_t> written;     // indexes of the items that are new or changed
  std::vector<std::string> ended;  // names of the items that are no more
  std::vector<v1::PersonEdit> edits;
  v1::PlanDifference difference;  // between the state before and this one
  // By item id, "" for the plan: what the document says where the state says something else, as a
  // serialized message; empty where the document does not have the item.
  std::map<std::string, std::string> readings;
  bool has_changes() const { return plan_changed || !written.empty() || !ended.empty(); }
};

// `draft` is what was made of the document, its ids new. Pure; about linear in the items.
Merged Merge(const PlanState& before, const LastReading& last, Draft draft, v1::EditChoice choice);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_MERGE_H_
