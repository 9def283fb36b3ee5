#include "services/indicators/values/target_parts.h"

#include <algorithm>

#include "services/indicators/model/decimal.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// What the parts come to, in millionths; of a ratio rounded to the digits that are shown of it.
struct Allotted {
  Wide amount = 0;
  std::string unit;  // of the difference
};

bool Adds(const Definition& definition) {
  return definition.aggregation() == v1::AGGREGATION_SUM ||
         definition.aggregation() == v1::AGGREGATION_COUNT_TRUE;
}

Wide SumOf(const std::vector<TargetPart>& parts, const std::string& indicator,
           const TargetTable& targets) {
  Wide sum = 0;
  for (const TargetPart& part : parts) {
    sum += targets.Find(part.organization, indicator).value_or(0);
  }
  return sum;
}

// Nothing unless every part that has a target for the ratio has one for both of its parts.
std::optional<Wide> QuotientOf(const Definition& definition, const std::vector<TargetPart>& parts,
                               const TargetTable& targets) {
  Wide numerator = 0;
  Wide denominator = 0;
  for (const TargetPart& part : parts) {
    if (!targets.Find(part.organization, definition.code)) continue;
    const auto above = targets.Find(part.organization, definition.numerator);
    const auto below = targets.Find(part.organization, definition.denominator);
    if (!above || !below) return std::nullopt;
    numerator += *above;
    denominator += *below;
  }
  if (denominator == 0) return std::nullopt;
  // The factor is in millionths, as the result is to be.
  const std::string rounded = FormatQuotient(numerator * definition.factor, denominator * kScale,
                                             std::max(definition.proto.decimals(), 2));
  const std::optional<int64_t> amount = ParseDecimal(rounded);
  return amount ? std::optional<Wide>(*amount) : std::nullopt;
}

v1::CheckFinding NotFullyDecomposed(const Definition& definition, const std::string& target,
                                    const Allotted& allotted, const Wide& left) {
  v1::CheckFinding finding;
  finding.set_severity(v1::CheckFinding::SEVERITY_WARNING);
  finding.set_indicator(NameOf(definition.code));
  finding.set_reason("NOT_FULLY_DECOMPOSED");
  finding.set_found(target);
  finding.set_expected(FormatDecimal(allotted.amount));
  finding.set_difference(FormatDecimal(left));
  const std::string& name = definition.proto.display_name();
  const std::string size = FormatDecimal(left < 0 ? Wide(-left) : left);
  finding.set_message(text::Cat(definition.code, ": the target is ", target, ", its parts come to ",
                                finding.expected(), ", ", size,
                                left < 0 ? " too much" : " is not handed down"));
  finding.set_message_zh(text::Cat(name, "：目标", target, definition.proto.unit(), "，已分解",
                                   finding.expected(), definition.proto.unit(),
                                   left < 0 ? "，超分解" : "，未分解", size, allotted.unit));
  return finding;
}

}  // namespace

std::optional<int64_t> TargetTable::Find(const std::string& organization,
                                         const std::string& indicator) const {
  const auto found = amounts_.find({organization, indicator});
  return found == amounts_.end() ? std::nullopt : std::optional<int64_t>(found->second);
}

v1::TargetDecomposition Decompose(const Definition& definition, const std::string& organization,
                                  const std::vector<TargetPart>& parts,
                                  const TargetTable& targets) {
  v1::TargetDecomposition result;
  result.set_indicator(NameOf(definition.code));
  for (const TargetPart& part : parts) {
    v1::TargetDecomposition::Part& listed = *result.add_parts();
    listed.set_organization(text::Cat("organizations/", part.organization));
    listed.set_display_name(part.display_name);
    if (const auto amount = targets.Find(part.organization, definition.code)) {
      listed.set_target(FormatDecimal(*amount));
    }
  }
  const std::optional<int64_t> target = targets.Find(organization, definition.code);
  if (target) result.set_target(FormatDecimal(*target));
  if (parts.empty()) return result;
  Allotted allotted = {.unit = definition.proto.unit()};
  if (Adds(definition)) {
    allotted.amount = SumOf(parts, definition.code, targets);
  } else if (definition.aggregation() == v1::AGGREGATION_RATIO) {
    const std::optional<Wide> quotient = QuotientOf(definition, parts, targets);
    if (!quotient) return result;
    allotted.amount = *quotient;
    if (allotted.unit == "%") allotted.unit = "个百分点";
  } else {
    return result;
  }
  result.set_allotted(FormatDecimal(allotted.amount));
  if (!target) return result;
  const Wide left = Wide(*target) - allotted.amount;
  result.set_undistributed(FormatDecimal(left));
  if (left != 0) {
    *result.add_findings() = NotFullyDecomposed(definition, result.target(), allotted, left);
  }
  return result;
}

}  // namespace eduplan::indicators
