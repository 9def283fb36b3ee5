#include "services/indicators/checks/confirmations.h"

#include <map>

#include "nlohmann/json.hpp"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {

absl::Status AddConfirmations(sql::Transaction& transaction, std::string_view organization,
                              std::string_view period, std::vector<v1::CheckFinding>* findings) {
  std::multimap<std::string, v1::CheckFinding*> warnings;
  for (v1::CheckFinding& finding : *findings) {
    if (finding.severity() == v1::CheckFinding::SEVERITY_WARNING) {
      warnings.emplace(finding.fingerprint(), &finding);
    }
  }
  if (warnings.empty()) return absl::OkStatus();
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT fingerprint, reason, principal, time_us FROM "
                        "finding_confirmations WHERE organization = $1 AND period = $2",
                        {organization, period}));
  for (const sql::Row& row : rows) {
    const auto [begin, end] = warnings.equal_range(row[0].text());
    for (auto warning = begin; warning != end; ++warning) {
      v1::Confirmation& confirmation = *warning->second->mutable_confirmation();
      confirmation.set_reason(row[1].text());
      confirmation.set_principal(row[2].text());
      *confirmation.mutable_time() = api::ToProto(api::FromMicros(row[3].integer()));
    }
  }
  return absl::OkStatus();
}

absl::Status StoreConfirmations(change_log::Change& change, std::string_view organization,
                                std::string_view period,
                                std::span<const v1::CheckFinding* const> findings,
                                std::string_view reason) {
  std::vector<sql::Statement> statements;
  nlohmann::json confirmed = nlohmann::json::array();
  for (const v1::CheckFinding* finding : findings) {
    statements.push_back(
        {"INSERT INTO finding_confirmations (organization, period, fingerprint, indicator, "
         "finding, reason, principal, time_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT "
         "(organization, period, fingerprint) DO UPDATE SET reason = excluded.reason, principal = "
         "excluded.principal, time_us = excluded.time_us",
         {organization, period, finding->fingerprint(), finding->indicator(), finding->reason(),
          reason, change.principal().subject, api::ToMicros(change.time())}});
    confirmed.push_back({{"fingerprint", finding->fingerprint()},
                         {"indicator", finding->indicator()},
                         {"finding", finding->reason()},
                         {"found", finding->found()},
                         {"expected", finding->expected()}});
  }
  EDUPLAN_RETURN_IF_ERROR(change.sql().ExecuteAll(statements));
  const std::string subject = text::Cat("organizations/", organization, "/values/", period);
  const std::string detail = nlohmann::json({{"period", std::string(period)},
                                             {"findings", confirmed},
                                             {"reason", std::string(reason)}})
                                 .dump();
  EDUPLAN_RETURN_IF_ERROR(
      change.Emit("eduplan.indicator.finding.confirmed", subject, organization, detail));
  return change.Audit("findings.confirm", subject, detail);
}

}  // namespace eduplan::indicators
