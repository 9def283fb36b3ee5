#include "services/indicators/checks/tree_checks.h"

#include "services/indicators/checks/figure_checks.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr auto kWarning = v1::CheckFinding::SEVERITY_WARNING;

Rational FromWide(const Wide& millionths) {
  return Rational(boost::multiprecision::cpp_int(millionths), kScale);
}

}  // namespace

std::optional<Finding> CheckOutlier(const Definition& definition, int64_t amount,
                                    std::span<const int64_t> siblings) {
  if (siblings.size() < kFewestSiblings) return std::nullopt;
  const Wide n = siblings.size();
  Wide sum = 0;
  Wide squares = 0;
  for (const int64_t sibling : siblings) {
    sum += sibling;
    squares += Wide(sibling) * sibling;
  }
  // With mean S/n and variance (nQ − S²)/n²: |x − S/n| > 3σ is (nx − S)² > 9(nQ − S²).
  const Wide spread = n * squares - sum * sum;
  const Wide distance = n * amount - sum;
  if (spread == 0 || distance * distance <= 9 * spread) return std::nullopt;
  Finding finding = Compared(kWarning, definition, "OUTLIER_AMONG_SIBLINGS",
                             "within 3 standard deviations of the siblings' mean",
                             FromMillionths(amount), FromWide(sum) / siblings.size());
  text::Append(&finding.figures, spread.str());
  v1::CheckFinding& proto = finding.proto;
  proto.set_message(text::Cat(definition.code, " is ", proto.found(),
                              ", more than 3 standard deviations from ", proto.expected(),
                              ", the mean of ", siblings.size(), " siblings: difference ",
                              proto.difference()));
  proto.set_message_zh(text::Cat(definition.proto.display_name(), "为", proto.found(), "，与",
                                 siblings.size(), "个同级单位的平均数", proto.expected(), "相差",
                                 proto.difference(), "，超过3倍标准差"));
  return finding;
}

std::optional<Finding> CheckWholeAsOwnPart(const Definition& definition, int64_t own,
                                           const Wide& below) {
  if (below <= 0 || own < below) return std::nullopt;
  Finding finding =
      Compared(kWarning, definition, "WHOLE_AS_OWN_PART",
               "own part < sum of the organizations below", FromMillionths(own), FromWide(below));
  v1::CheckFinding& proto = finding.proto;
  proto.set_message(text::Cat("the own part of ", definition.code, " is ", proto.found(),
                              ", not less than the ", proto.expected(),
                              " of those below: was the whole typed?"));
  proto.set_message_zh(text::Cat(definition.proto.display_name(), "本级数", proto.found(),
                                 "不小于下级合计", proto.expected(),
                                 "，是否误将全域数填作本级数？"));
  return finding;
}

std::optional<Finding> CheckDeclared(const Definition& definition, int64_t declared,
                                     const Wide& computed, int missing) {
  if (declared == computed) return std::nullopt;
  Finding finding =
      Compared(kWarning, definition, "DECLARED_DIFFERS", "the whole declared is the total computed",
               FromMillionths(declared), FromWide(computed));
  v1::CheckFinding& proto = finding.proto;
  const std::string late = missing == 0 ? "" : text::Cat(" (", missing, " missing)");
  const std::string late_zh = missing == 0 ? "" : text::Cat("（缺报", missing, "家）");
  proto.set_message(text::Cat(definition.code, " was declared as ", proto.found(),
                              ", the total computed is ", proto.expected(), late, ": difference ",
                              proto.difference()));
  proto.set_message_zh(text::Cat(definition.proto.display_name(), "上报数", proto.found(),
                                 "与汇总数", proto.expected(), late_zh, "相差",
                                 proto.difference()));
  return finding;
}

Finding DuplicateSchool(const Definition& definition, int64_t amount, const SharedFigure& shared) {
  Finding finding;
  v1::CheckFinding& proto = finding.proto;
  proto.set_severity(kWarning);
  proto.set_indicator(definition.proto.name());
  proto.set_reason("DUPLICATE_SCHOOL");
  proto.set_rule("a school counts once");
  proto.set_found(FormatDecimal(amount));
  const std::string at_school = FormatDecimal(shared.at_school);
  const std::string at_holder = FormatDecimal(shared.at_holder);
  finding.figures = text::Cat(shared.school, "=", at_school, ";", shared.holder, "=", at_holder,
                              ";own=", proto.found(), ";", shared.again);
  const bool twice = shared.again != shared.school;
  const std::string as = twice ? text::Cat(" (there as ", shared.again, ")") : "";
  const std::string as_zh = twice ? text::Cat("（在该处登记为", shared.again, "）") : "";
  proto.set_message(text::Cat("school ", shared.school, " with ", at_school, " of ",
                              definition.code, " stands below ", shared.holder, as,
                              " too: it may be counted both in the ", proto.found(),
                              " here and in the ", at_holder, " there"));
  proto.set_message_zh(text::Cat("学校", shared.school, "的", definition.proto.display_name(),
                                 at_school, "同时归属", shared.holder, as_zh, "，可能既计入本单位",
                                 proto.found(), "，又计入对方", at_holder));
  return finding;
}

}  // namespace eduplan::indicators
