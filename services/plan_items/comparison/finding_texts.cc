#include "services/plan_items/comparison/finding_texts.h"

#include <string>

#include "services/plan_items/comparison/fields.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

using Severity = v1::Finding;

struct Kind {
  std::string_view code;
  v1::Finding::Severity severity;
};

// In the order of Code.
constexpr Kind kKinds[] = {
    {"PLAN_ITEM_NOT_ANSWERED", Severity::SEVERITY_WARNING},
    {"ITEM_NEW", Severity::SEVERITY_INFO},
    {"ITEM_DROPPED", Severity::SEVERITY_INFO},
    {"TARGET_LOWERED", Severity::SEVERITY_WARNING},
    {"TARGET_NOT_REACHED", Severity::SEVERITY_WARNING},
    {"TARGET_DROPPED", Severity::SEVERITY_WARNING},
    {"ACTUAL_BELOW_LAST_YEAR", Severity::SEVERITY_WARNING},
    {"FIGURE_DIFFERS", Severity::SEVERITY_WARNING},
    {"FIGURE_NOT_COMPARABLE", Severity::SEVERITY_INFO},
};

struct Words {
  std::string english;
  std::string chinese;
};

std::string_view Sign(v1::Comparator comparator) {
  switch (comparator) {
    case v1::COMPARATOR_AT_LEAST:
      return "≥";
    case v1::COMPARATOR_AT_MOST:
      return "≤";
    case v1::COMPARATOR_MORE_THAN:
      return ">";
    case v1::COMPARATOR_LESS_THAN:
      return "<";
    case v1::COMPARATOR_APPROXIMATE:
      return "≈";
    default:
      return "";
  }
}

// "≥94%", "x所" if it is masked.
std::string Said(const v1::Measurement& figure) {
  return text::Cat(Sign(figure.comparator()), figure.masked() ? "x" : figure.value(),
                   figure.unit());
}

// "“招聘教师” 36名".
std::string Named(const v1::Measurement& figure) {
  return text::Cat("“", figure.name(), "” ", Said(figure));
}

Words ItemWords(Code code, const std::string& heading) {
  switch (code) {
    case Code::kItemNotAnswered:
      return {text::Cat("nothing in the summary answers “", heading, "”"),
              text::Cat("总结中没有对应“", heading, "”的内容")};
    case Code::kItemNew:
      return {text::Cat("“", heading, "” was not in the other plan"),
              text::Cat("“", heading, "”为新增事项")};
    default:
      return {text::Cat("“", heading, "” does not go on"), text::Cat("“", heading, "”未再列入")};
  }
}

Words PairWords(Code code, const v1::Measurement& plan, const v1::Measurement& base) {
  const std::string named = Named(plan);
  const std::string other = Said(base);
  switch (code) {
    case Code::kTargetLowered:
      return {text::Cat("the target ", named, " is easier than ", other),
              text::Cat("目标", named, "，要求低于原定的", other)};
    case Code::kTargetNotReached: {
      const bool base_aims = base.kind() == v1::MEASUREMENT_KIND_TARGET;
      const std::string told = base_aims ? named : Named(base);
      const std::string aimed = Said(base_aims ? base : plan);
      return {text::Cat(told, " does not reach the target ", aimed),
              text::Cat(told, "，未达到目标", aimed)};
    }
    case Code::kActualBelowLastYear:
      return {text::Cat(named, " is worse than ", other, " a year before"),
              text::Cat(named, "，不及上年同期的", other)};
    case Code::kFigureDiffers:
      return {text::Cat(named, " is told as ", other, " for the same period"),
              text::Cat(named, "，而同一期间另作", other)};
    default:
      return {text::Cat(named, " cannot be compared with ", other, ": a value is masked"),
              text::Cat(named, "与", other, "无法比较：数值被遮盖")};
  }
}

void Fill(const ItemView& item, v1::PlanQuote& quote) {
  quote.set_item(std::string(item.name));
  quote.set_path(std::string(item.path));
  quote.set_quote(Shortened(text::Cat(item.marker, item.heading)));
  quote.set_start(item.start);
  quote.set_end(item.end);
}

void Fill(const PlanView& view, const FigureView& figure, v1::PlanQuote& quote) {
  if (figure.item >= 0) {
    const ItemView& item = view.items[static_cast<size_t>(figure.item)];
    quote.set_item(std::string(item.name));
    quote.set_path(std::string(item.path));
  } else {
    quote.set_path("0");
  }
  quote.set_measurement(figure.figure->id());
  quote.set_quote(figure.figure->quote());
  quote.set_start(figure.figure->start());
  quote.set_end(figure.figure->end());
}

v1::ComparisonFinding Of(Code code, Words words) {
  const Kind& kind = kKinds[static_cast<size_t>(code)];
  v1::ComparisonFinding finding;
  finding.set_code(std::string(kind.code));
  finding.set_severity(kind.severity);
  finding.set_message(std::move(words.english));
  finding.set_message_zh(std::move(words.chinese));
  return finding;
}

}  // namespace

v1::ComparisonFinding ItemFinding(Code code, const ItemView* plan, const ItemView* base) {
  const ItemView& about = plan != nullptr ? *plan : *base;
  v1::ComparisonFinding finding = Of(code, ItemWords(code, Shortened(about.heading)));
  if (plan != nullptr) Fill(*plan, *finding.mutable_plan());
  if (base != nullptr) Fill(*base, *finding.mutable_base());
  return finding;
}

v1::ComparisonFinding FigureFinding(Code code, const PlanView& plan, const FigureView* plan_figure,
                                    const PlanView& base, const FigureView* base_figure) {
  v1::ComparisonFinding finding;
  if (plan_figure != nullptr && base_figure != nullptr) {
    finding = Of(code, PairWords(code, *plan_figure->figure, *base_figure->figure));
  } else {
    const std::string named =
        Named(plan_figure != nullptr ? *plan_figure->figure : *base_figure->figure);
    finding = Of(code, {text::Cat("the target ", named, " appears nowhere in the other plan"),
                        text::Cat("目标", named, "未再出现")});
  }
  if (plan_figure != nullptr) Fill(plan, *plan_figure, *finding.mutable_plan());
  if (base_figure != nullptr) Fill(base, *base_figure, *finding.mutable_base());
  return finding;
}

}  // namespace eduplan::comparison
