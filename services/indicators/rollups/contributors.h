#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_CONTRIBUTORS_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_CONTRIBUTORS_H_

#include <string>
#include <vector>

#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/model/rollup.h"
#include "services/indicators/seals/filed_version.h"
#include "services/indicators/values/value_store.h"

namespace eduplan::indicators {

// What stands beside the totals of a base period, to be shown with its contributors.
struct Beside {
  std::vector<ValueRow> filed;     // as they stand
  std::vector<ValueRow> verified;  // 核定数
  std::map<std::string, std::vector<FiledVersion>> seals;
};

// Each organization that takes part in the total of one indicator (its place) for one base period,
// the root's own part first, then by place in the tree; details below a contributor only where they
// have a value. Pure.
std::vector<v1::Contributor> ListContributors(const RollupInput& input, int indicator,
                                              tree::Forest::Index root, const Beside& beside);

// 本级 + children = total, in Chinese; empty for what is no sum.
std::string Reconcile(const Definition& definition,
                      const std::vector<v1::Contributor>& contributors, const v1::RollupCell& cell);

// What moved a total: the versions of its contributors' figures after sequence `since`, oldest
// first, each with what it replaced. `rows` come by organization, indicator and version.
std::vector<v1::Movement> ListMovements(const Definition& definition,
                                        const std::vector<ValueRow>& rows, int64_t since);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_CONTRIBUTORS_H_
