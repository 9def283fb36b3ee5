#include "services/indicators/seals/seal_findings.h"

#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

absl::Status Stopped(const v1::CheckFinding& finding) {
  return status::Error(absl::StatusCode::kFailedPrecondition, finding.reason())
      .Message(finding.message(), finding.message_zh())
      .Field(finding.indicator(), finding.rule())
      .With("indicator", finding.indicator())
      .With("found", finding.found())
      .With("expected", finding.expected())
      .With("difference", finding.difference());
}

absl::Status NotConfirmed(const v1::CheckFinding& finding) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "WARNING_NOT_CONFIRMED")
      .Message(text::Cat("a warning must be confirmed with a reason first: ", finding.message()),
               text::Cat("须先说明理由并确认提示：", finding.message_zh()))
      .Field(finding.indicator(), finding.rule())
      .With("indicator", finding.indicator())
      .With("check", finding.reason())
      .With("fingerprint", finding.fingerprint());
}

}  // namespace

absl::Status RefuseFindings(const std::vector<v1::CheckFinding>& findings) {
  const v1::CheckFinding* warning = nullptr;
  for (const v1::CheckFinding& finding : findings) {
    if (finding.severity() == v1::CheckFinding::SEVERITY_ERROR) return Stopped(finding);
    const bool open =
        finding.severity() == v1::CheckFinding::SEVERITY_WARNING && !finding.has_confirmation();
    if (open && warning == nullptr) warning = &finding;
  }
  return warning == nullptr ? absl::OkStatus() : NotConfirmed(*warning);
}

}  // namespace eduplan::indicators
