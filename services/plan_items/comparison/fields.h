// The fields of plans and items that a document says, as texts that can be set side by side.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FIELDS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/comparison/plan_view.h"
#include "services/plan_items/comparison/words.h"

namespace eduplan::comparison {

// What a list, a day or a kind looks like beside another: joined by 、, 2021-06-30, its name. Empty
// if there is none.
std::string ShownNames(const Names& names);
std::string ShownDay(const google::type::Date& day);

// The first 500 characters.
std::string Shortened(std::string_view text);

// The fields that differ, but for marker and path, which are an item's number. Texts have spans if
// `words` is not null.
std::vector<v1::FieldDifference> PlanFields(const PlanView& old_plan, const PlanView& new_plan,
                                            WordDifference* words);
std::vector<v1::FieldDifference> ItemFields(const ItemView& old_item, const ItemView& new_item,
                                            WordDifference* words);

// The names of the fields that differ in two readings of one figure; where it stands is none.
std::vector<std::string> FigureFields(const v1::Measurement& old_figure,
                                      const v1::Measurement& new_figure);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_FIELDS_H_
