#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_PRESENTER_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_PRESENTER_H_

#include <vector>

#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/indicators/rollups/moment.h"
#include "services/indicators/rollups/question.h"

namespace eduplan::indicators {

v1::AsOf AsOfOf(const Moment& moment);

// A question's answer from the totals of a moment: by organization, then by period. Pure.
std::vector<v1::Rollup> PresentRollups(const Question& question, const Moment& moment,
                                       const std::vector<int>& selected);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_PRESENTER_H_
