#include <map>
#include <set>
#include <utility>

#include "google/rpc/error_details.pb.h"
#include "services/indicators/model/definition.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

std::string DayText(absl::CivilDay day) {
  if (day == absl::CivilDay::min()) return "the beginning";
  return std::string(absl::FormatCivilTime(day));
}

std::string ChineseDay(absl::CivilDay day) {
  if (day == absl::CivilDay::min()) return "最初";
  return text::Cat(day.year(), "年", day.month(), "月", day.day(), "日");
}

// What one edition refers to, checked on every day of its time on which anything changes.
class ReferenceChecker {
 public:
  ReferenceChecker(const Catalogue& catalogue, const Definition& edition, absl::CivilDay until,
                   std::vector<ReferenceProblem>* problems)
      : catalogue_(catalogue), edition_(edition), until_(until), problems_(problems) {}

  void Check() {
    if (!edition_.numerator.empty()) CheckSum("numerator", edition_.numerator);
    if (!edition_.denominator.empty()) CheckSum("denominator", edition_.denominator);
    if (edition_.formula) {
      for (const Reference& reference : edition_.formula->references()) {
        Exists("formula", reference.code);
      }
    }
    for (size_t i = 0; i < edition_.disaggregations.size(); ++i) {
      const Disaggregation& category = edition_.disaggregations[i];
      for (size_t j = 0; j < category.parts.size(); ++j) {
        CheckPart(text::Cat("disaggregations[", i, "].parts[", j, "].indicator"),
                  category.parts[j].code);
      }
    }
  }

 private:
  // The editions of `code` in force while this one is; null in it where there is none.
  std::vector<const Definition*> Meanwhile(std::string_view code) const {
    const int index = catalogue_.IndexOf(code);
    if (index < 0) return {nullptr};
    std::vector<const Definition*> editions;
    for (const Definition* other : catalogue_.Editions(index)) {
      if (other->effective_from >= until_) continue;
      editions.push_back(other);
      if (other->effective_from <= edition_.effective_from) return editions;
    }
    editions.push_back(nullptr);
    return editions;
  }

  bool Exists(std::string_view field, std::string_view code) {
    for (const Definition* other : Meanwhile(code)) {
      if (other != nullptr) continue;
      if (catalogue_.IndexOf(code) < 0) {
        Add(field, "UNKNOWN_REFERENCE", code, "which does not exist", "该指标不存在");
      } else {
        Add(field, "REFERENCE_NOT_YET_DEFINED", code,
            text::Cat("which is not defined yet on the first day, ",
                      DayText(edition_.effective_from)),
            text::Cat("该指标在生效之日（", ChineseDay(edition_.effective_from), "）尚未定义"));
      }
      return false;
    }
    return true;
  }

  void CheckSum(std::string_view field, std::string_view code) {
    if (!Exists(field, code)) return;
    for (const Definition* other : Meanwhile(code)) {
      if (other->aggregation() == v1::AGGREGATION_SUM) continue;
      Add(field, "INVALID_REFERENCE", code, "which is not an indicator aggregated by SUM",
          "该指标不是求和汇总的指标");
      return;
    }
  }

  void CheckPart(std::string_view field, std::string_view code) {
    if (edition_.aggregation() != v1::AGGREGATION_SUM) {
      Add(field, "INVALID_DISAGGREGATION", code, "but only totals aggregated by SUM have parts",
          "但只有求和汇总的指标可以分组");
      return;
    }
    if (code == edition_.code) {
      Add(field, "INVALID_DISAGGREGATION", code, "which is no part of itself",
          "指标不能是自己的一部分");
      return;
    }
    if (!Exists(field, code)) return;
    for (const Definition* other : Meanwhile(code)) {
      if (other->aggregation() == v1::AGGREGATION_SUM &&
          other->proto.unit() == edition_.proto.unit() &&
          other->temporal_kind() == edition_.temporal_kind()) {
        continue;
      }
      Add(field, "INVALID_DISAGGREGATION", code,
          "which is not aggregated by SUM in the same unit and temporal kind",
          "该指标不是计量单位、时间属性相同且求和汇总的指标");
      return;
    }
  }

  void Add(std::string_view field, std::string_view reason, std::string_view code,
           std::string_view english, std::string_view chinese) {
    problems_->push_back({&edition_,
                          {std::string(field), std::string(reason),
                           text::Cat(edition_.code, " refers to ", code, ", ", english),
                           text::Cat(edition_.code, "引用了", code, "，", chinese)},
                          std::string(code)});
  }

  const Catalogue& catalogue_;
  const Definition& edition_;
  const absl::CivilDay until_;
  std::vector<ReferenceProblem>* problems_;
};

std::string Detail(const absl::Status& status, const std::string& key) {
  google::rpc::ErrorInfo info;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  const auto found = info.metadata().find(key);
  return found == info.metadata().end() ? "" : found->second;
}

// A circle of formulas in force together. Days between two first days of editions are like the
// first of them; through time no circle closes that none of them has, for no formula looks ahead.
void AddCycle(const Catalogue& catalogue, absl::CivilDay day,
              std::vector<ReferenceProblem>* problems) {
  FormulaReferences formulas;
  std::map<std::string, const Definition*, std::less<>> editions;
  for (size_t i = 0; i < catalogue.definitions().size(); ++i) {
    const Definition* edition = catalogue.On(static_cast<int>(i), day);
    if (edition == nullptr || !edition->formula) continue;
    formulas[edition->code] = edition->formula->references();
    editions[edition->code] = edition;
  }
  const absl::Status cycle = CheckFormulaCycles(formulas);
  if (cycle.ok()) return;
  const std::string named = Detail(cycle, "indicator");
  problems->push_back({editions.at(named),
                       {"formula", status::ReasonOf(cycle),
                        std::string(text::ToStd(cycle.message())), status::ChineseMessageOf(cycle)},
                       Detail(cycle, "cycle")});
}

}  // namespace

std::vector<ReferenceProblem> Catalogue::ReferenceProblems() const {
  std::vector<ReferenceProblem> problems;
  std::set<absl::CivilDay> first_days;
  for (size_t i = 0; i < definitions_.size(); ++i) {
    absl::CivilDay until = absl::CivilDay::max();
    for (const Definition* edition : Editions(static_cast<int>(i))) {
      ReferenceChecker(*this, *edition, until, &problems).Check();
      until = edition->effective_from;
      first_days.insert(until);
    }
  }
  for (const absl::CivilDay day : first_days) {
    const size_t before = problems.size();
    AddCycle(*this, day, &problems);
    if (problems.size() > before) break;
  }
  return problems;
}

absl::Status Catalogue::CheckReferences() const {
  const std::vector<ReferenceProblem> problems = ReferenceProblems();
  if (problems.empty()) return absl::OkStatus();
  const auto& [definition, problem, refers_to] = problems[0];
  status::Error error =
      status::InvalidField(problem.field, problem.reason, problem.english, problem.chinese);
  error.With("indicator", definition->code);
  error.With(problem.reason == "FORMULA_CYCLE" ? "cycle" : "refers_to", refers_to);
  return error;
}

}  // namespace eduplan::indicators
