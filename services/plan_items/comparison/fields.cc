#include "services/plan_items/comparison/fields.h"

#include <unicode/utf8.h>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace eduplan::comparison {
namespace {

constexpr int32_t kLongestShown = 500;

class FieldList {
 public:
  explicit FieldList(WordDifference* words) : words_(words) {}

  void AddText(const char* field, std::string_view before, std::string_view after) {
    if (before == after) return;
    v1::FieldDifference& difference = Add(field, Shortened(before), Shortened(after));
    if (words_ == nullptr) return;
    for (v1::TextSpan& span : words_->Spans(before, after))
      *difference.add_spans() = std::move(span);
  }
  void AddValue(const char* field, std::string before, std::string after) {
    if (before != after) Add(field, std::move(before), std::move(after));
  }
  std::vector<v1::FieldDifference> Take() { return std::move(fields_); }

 private:
  v1::FieldDifference& Add(const char* field, std::string before, std::string after) {
    v1::FieldDifference& difference = fields_.emplace_back();
    difference.set_field(field);
    difference.set_old_value(std::move(before));
    difference.set_new_value(std::move(after));
    return difference;
  }

  WordDifference* words_;
  std::vector<v1::FieldDifference> fields_;
};

std::string Joined(const std::vector<std::string>& texts) {
  return absl::StrJoin(texts, "、");
}

}  // namespace

std::string ShownNames(const Names& names) {
  return absl::StrJoin(names, "、");
}

std::string ShownDay(const google::type::Date& day) {
  if (day.year() == 0) return "";
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::string Shortened(std::string_view text) {
  int32_t end = 0;
  const auto size = static_cast<int32_t>(text.size());
  // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
  U8_FWD_N(text.data(), end, size, kLongestShown);
  return std::string(text.substr(0, static_cast<size_t>(end)));
}

std::vector<v1::FieldDifference> PlanFields(const PlanView& old_plan, const PlanView& new_plan,
                                            WordDifference* words) {
  FieldList fields(words);
  fields.AddValue("kind", v1::DocumentKind_Name(old_plan.kind),
                  v1::DocumentKind_Name(new_plan.kind));
  fields.AddValue("periods", Joined(old_plan.periods), Joined(new_plan.periods));
  fields.AddText("title", old_plan.title, new_plan.title);
  fields.AddText("preamble", old_plan.preamble, new_plan.preamble);
  fields.AddValue("recipients", ShownNames(*old_plan.recipients), ShownNames(*new_plan.recipients));
  fields.AddText("issuer", old_plan.issuer, new_plan.issuer);
  return fields.Take();
}

std::vector<v1::FieldDifference> ItemFields(const ItemView& old_item, const ItemView& new_item,
                                            WordDifference* words) {
  FieldList fields(words);
  fields.AddText("heading", old_item.heading, new_item.heading);
  fields.AddText("text", old_item.text, new_item.text);
  fields.AddValue("section_kind", v1::SectionKind_Name(old_item.section_kind),
                  v1::SectionKind_Name(new_item.section_kind));
  fields.AddValue("lead_units", ShownNames(*old_item.lead_units), ShownNames(*new_item.lead_units));
  fields.AddValue("assisting_units", ShownNames(*old_item.assisting_units),
                  ShownNames(*new_item.assisting_units));
  fields.AddValue("due_date", ShownDay(*old_item.due_date), ShownDay(*new_item.due_date));
  return fields.Take();
}

std::vector<std::string> FigureFields(const v1::Measurement& old_figure,
                                      const v1::Measurement& new_figure) {
  std::vector<std::string> fields;
  const auto add = [&](const char* field, bool differs) {
    if (differs) fields.emplace_back(field);
  };
  add("name", old_figure.name() != new_figure.name());
  add("value", old_figure.value() != new_figure.value());
  add("unit", old_figure.unit() != new_figure.unit());
  add("comparator", old_figure.comparator() != new_figure.comparator());
  add("kind", old_figure.kind() != new_figure.kind());
  add("masked", old_figure.masked() != new_figure.masked());
  add("change", old_figure.change() != new_figure.change());
  add("per", old_figure.per() != new_figure.per());
  add("part_of", old_figure.part_of() != new_figure.part_of());
  add("row_heading", old_figure.row_heading() != new_figure.row_heading());
  add("column_heading", old_figure.column_heading() != new_figure.column_heading());
  return fields;
}

}  // namespace eduplan::comparison
