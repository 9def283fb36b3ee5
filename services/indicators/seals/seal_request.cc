#include "services/indicators/seals/seal_request.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;
using v1::Seal;

constexpr size_t kLongestReason = 6000;  // bytes: 2,000 characters
constexpr int kMostCells = 5000;

absl::Status CheckCommon(const SealRequest& request) {
  if (!api::IsUuid(request.transition) && !api::IsUlid(request.transition)) {
    return InvalidField("transition", "INVALID_TRANSITION_ID", "a UUID or ULID is required",
                        "transition须为UUID或ULID");
  }
  if (request.reason.size() > kLongestReason) {
    return InvalidField("reason", "REASON_TOO_LONG", "a reason has at most 2,000 characters",
                        "理由不超过2000字");
  }
  if (request.cells.size() > kMostCells) {
    return InvalidField("indicators", "TOO_MANY_INDICATORS", "at most 5,000 indicators",
                        "指标不超过5000个");
  }
  return absl::OkStatus();
}

absl::Status NotInSet(const std::string& field, std::string_view code) {
  return InvalidField(field, "NOT_IN_SET",
                      text::Cat("the set of this seal does not hold \"", code, "\""),
                      text::Cat("该报表不含指标“", code, "”"))
      .With("indicator", code);
}

}  // namespace

std::string SealRequest::Digest() const {
  std::set<std::string_view> codes;
  for (const std::string& cell : cells) codes.insert(CodeOf(cell));
  std::string asked = text::Cat(static_cast<int>(target), " ", static_cast<int>(meanwhile));
  for (const std::string_view code : codes) text::Append(&asked, " ", code);
  return absl::BytesToHexString(api::Sha256(asked).substr(0, 16));
}

absl::StatusOr<SealRequest> ParseTransition(const v1::TransitionSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(SealKey key, ParseSealName(request.name()));
  SealRequest parsed = {.key = std::move(key),
                        .target = request.target(),
                        .cells = {request.indicators().begin(), request.indicators().end()},
                        .transition = request.transition(),
                        .reason = request.reason()};
  EDUPLAN_RETURN_IF_ERROR(CheckCommon(parsed));
  if (parsed.target != Seal::STATE_OPEN && parsed.target != Seal::STATE_SUBMITTED &&
      parsed.target != Seal::STATE_APPROVED) {
    return InvalidField("target", "TARGET_MISSING", "OPEN, SUBMITTED or APPROVED is required",
                        "须指明目标状态");
  }
  if (parsed.target != Seal::STATE_OPEN && !parsed.cells.empty()) {
    return InvalidField("indicators", "INDICATORS_NOT_ALLOWED",
                        "single indicators can only be returned, not submitted or approved",
                        "只能按指标退回，不能按指标上报或审定");
  }
  return parsed;
}

absl::StatusOr<SealRequest> ParseReopening(const v1::ReopenSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(SealKey key, ParseSealName(request.name()));
  SealRequest parsed = {.key = std::move(key),
                        .cells = {request.indicators().begin(), request.indicators().end()},
                        .transition = request.transition(),
                        .reason = request.reason()};
  if (request.meanwhile() == Seal::MEANWHILE_WITHDRAW) parsed.meanwhile = request.meanwhile();
  EDUPLAN_RETURN_IF_ERROR(CheckCommon(parsed));
  if (parsed.cells.empty()) {
    return InvalidField("indicators", "INDICATORS_MISSING",
                        "the indicators to be corrected are required", "须列明更正的指标");
  }
  if (absl::StripAsciiWhitespace(parsed.reason).empty()) {
    return InvalidField("reason", "REASON_MISSING", "a reason is required", "须写明理由");
  }
  return parsed;
}

absl::StatusOr<std::vector<std::string>> CodesOf(
    const Catalogue& catalogue, const calendar::Period& period,
    const std::vector<std::string>& cells, const std::set<std::string, std::less<>>* members) {
  std::set<std::string> codes;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string field = text::Cat("indicators[", i, "]");
    const std::string_view code = CodeOf(cells[i]);
    const int index = catalogue.IndexOf(code);
    const Definition* definition = index < 0 ? nullptr : catalogue.At(index, period);
    if (definition == nullptr) {
      return InvalidField(field, "UNKNOWN_INDICATOR",
                          text::Cat("there is no indicator \"", code, "\" in ", period.text()),
                          text::Cat(period.text(), "没有指标“", code, "”"))
          .With("indicator", code);
    }
    if (definition->aggregation() == v1::AGGREGATION_FORMULA) {
      return InvalidField(field, "NOT_ENTERED",
                          text::Cat("\"", code, "\" is computed; name what it is computed from"),
                          text::Cat("指标“", code, "”由公式计算，请列明其来源指标"))
          .With("indicator", code);
    }
    if (members != nullptr && !members->contains(code)) return NotInSet(field, code);
    codes.emplace(code);
    if (definition->aggregation() != v1::AGGREGATION_RATIO) continue;
    for (const std::string& part : {definition->numerator, definition->denominator}) {
      if (members == nullptr || members->contains(part)) codes.insert(part);
    }
  }
  return std::vector<std::string>(codes.begin(), codes.end());
}

}  // namespace eduplan::indicators
