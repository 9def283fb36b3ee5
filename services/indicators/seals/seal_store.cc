#include "services/indicators/seals/seal_store.h"

#include "nlohmann/json.hpp"
#include "services/platform/api/etag.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kSelect =
    "SELECT state, sequence, transition, changed, time_us FROM seals WHERE organization = $1 AND "
    "period = $2";

v1::Seal FromRow(std::string_view organization, std::string_view period, const sql::Row& row) {
  v1::Seal seal;
  seal.set_name(text::Cat("organizations/", organization, "/seals/", period));
  seal.set_state(static_cast<v1::Seal::State>(row[0].integer()));
  seal.set_sequence(row[1].integer());
  seal.set_etag(api::MakeEtag(row[3].integer()));
  *seal.mutable_update_time() = api::ToProto(api::FromMicros(row[4].integer()));
  return seal;
}

bool MayMove(v1::Seal::State from, v1::Seal::State to) {
  switch (to) {
    case v1::Seal::STATE_SUBMITTED:
      return from == v1::Seal::STATE_OPEN;
    case v1::Seal::STATE_APPROVED:
      return from == v1::Seal::STATE_SUBMITTED;
    case v1::Seal::STATE_OPEN:
      return from != v1::Seal::STATE_OPEN;
    default:
      return false;
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> SealedOrganizations(
    sql::Transaction& transaction, std::string_view period,
    const std::vector<std::string>& organizations) {
  // A round has at most a few thousand seals of one period: reading those that are closed and
  // sorting them out here beats naming every organization.
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          organizations.size() == 1
              ? "SELECT organization FROM seals WHERE period = $1 AND state <> $2 AND "
                "organization = $3"
              : "SELECT organization FROM seals WHERE period = $1 AND state <> $2",
          organizations.size() == 1
              ? sql::Params{period, static_cast<int64_t>(v1::Seal::STATE_OPEN), organizations[0]}
              : sql::Params{period, static_cast<int64_t>(v1::Seal::STATE_OPEN)}));
  std::vector<std::string> sealed;
  for (const sql::Row& row : rows) sealed.push_back(row[0].text());
  return sealed;
}

absl::Status SealedError(std::string_view place, std::string_view organization,
                         std::string_view period) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "SEALED")
      .Message(
          text::Cat(place, ": the values of ", organization, " for ", period,
                    " are filed; they must be returned or a correction ordered first"),
          text::Cat(place, "：", organization, "的", period, "数据已上报，须先退回或下达更正单"))
      .Field(place, "sealed")
      .With("organization", organization)
      .With("period", period);
}

absl::StatusOr<v1::Seal> ReadSeal(sql::Transaction& transaction, std::string_view organization,
                                  std::string_view period) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           transaction.Query(kSelect, {organization, period}));
  if (!rows.empty()) return FromRow(organization, period, rows[0]);
  return FromRow(organization, period, {static_cast<int64_t>(v1::Seal::STATE_OPEN), 0, "", 0, 0});
}

absl::StatusOr<v1::Seal> MoveSeal(change_log::Change& change, std::string_view organization,
                                  std::string_view period, v1::Seal::State target,
                                  std::string_view transition, std::string_view reason) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           change.sql().Query(kSelect, {organization, period}));
  if (!rows.empty() && rows[0][2].text() == transition)
    return FromRow(organization, period, rows[0]);
  EDUPLAN_ASSIGN_OR_RETURN(const v1::Seal seal, ReadSeal(change.sql(), organization, period));
  if (!MayMove(seal.state(), target)) {
    const std::string from = v1::Seal::State_Name(seal.state());
    const std::string to = v1::Seal::State_Name(target);
    return status::Error(absl::StatusCode::kFailedPrecondition, "INVALID_TRANSITION")
        .Message(text::Cat("a seal does not go from ", from, " to ", to),
                 text::Cat("封存状态不能从", from, "变为", to))
        .Field("target", "not reachable")
        .With("from", from)
        .With("to", to);
  }
  EDUPLAN_RETURN_IF_ERROR(
      change.sql()
          .Execute("INSERT INTO seals (organization, period, state, sequence, transition, changed, "
                   "time_us) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organization, period) DO "
                   "UPDATE SET "
                   "state = excluded.state, sequence = excluded.sequence, "
                   "transition = excluded.transition, changed = excluded.changed, "
                   "time_us = excluded.time_us",
                   {organization, period, static_cast<int64_t>(target), change.sequence(),
                    transition, change.sequence(), api::ToMicros(change.time())})
          .status());
  const std::string detail = nlohmann::json({{"period", std::string(period)},
                                             {"state", v1::Seal::State_Name(target)},
                                             {"reason", std::string(reason)}})
                                 .dump();
  EDUPLAN_RETURN_IF_ERROR(change.Emit("eduplan.indicator.seal.moved",
                                      text::Cat("organizations/", organization, "/seals/", period),
                                      organization, detail));
  EDUPLAN_RETURN_IF_ERROR(change.Audit(
      "seal.move", text::Cat("organizations/", organization, "/seals/", period), detail));
  return ReadSeal(change.sql(), organization, period);
}

}  // namespace eduplan::indicators
