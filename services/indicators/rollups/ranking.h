#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_RANKING_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_RANKING_H_

#include <vector>

#include "absl/status/status.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// FAILED_PRECONDITION (NOT_RANKABLE) saying why for an indicator that must not be ranked: promotion
// rates may be collected but are neither ranked nor published.
absl::Status CheckRankable(const Definition& definition);

// The places of rollups of one cell each: best first by the indicator's direction, equal ones share
// a rank, those without a total come last. Ranks by the exact values where these are shown exactly,
// else by the quotient of their parts. Pure.
v1::RankRollupsResponse Rank(const Definition& definition, std::vector<v1::Rollup> rollups);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_RANKING_H_
