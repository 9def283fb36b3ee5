#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_PROJECTION_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_PROJECTION_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/indicators/model/state.h"
#include "services/platform/tree/forest.h"
#include "services/platform/tree/successions.h"

namespace eduplan::indicators {

// Divides an amount among heirs whose shares add up to 1, so that the parts add up to it exactly:
// by largest remainder in whole `quantum`s (of two equal remainders the earlier heir's), or in
// millionths where the amount itself is no whole number of quantums.
std::vector<Wide> Apportion(const Wide& amount, const std::vector<tree::Heir>& heirs,
                            int64_t quantum);

// Puts the figures that organizations had on one day on the boundaries of another: a merger adds, a
// split apportions by its recorded shares, and what cannot be divided is not inherited. Pure; keeps
// what it has worked out, so that it is for one thread.
class Projection {
 public:
  // Of what stood on `since` onto what stands on `until`. Amounts are divided as the editions in
  // force on `edition_day` say: the last day of the figures' period.
  Projection(const tree::Forest& forest, const Catalogue& catalogue, tree::Day since,
             tree::Day until, absl::CivilDay edition_day = absl::CivilDay::max())
      : forest_(forest),
        catalogue_(catalogue),
        since_(since),
        until_(until),
        edition_day_(edition_day) {}

  // Whose figures an organization has on `until`: its own if it stood on `since` and those of whom
  // it goes on with, by id. Empty for one that began since.
  std::vector<std::string> SourcesOf(std::string_view heir) const;

  // What of a source's contribution to an indicator the heir has, marked as estimated unless it is
  // the heir's own and whole. `definition` is that of place `own`.
  State Inherited(std::string_view source, std::string_view heir, const Definition& definition,
                  int own, const State& state);

  // The share by which the heir has the source's figures of an indicator: "1", "0.6"; empty if
  // none.
  std::string ShareOf(std::string_view source, std::string_view heir, const Definition& definition);

 private:
  const std::vector<tree::Heir>& HeirsOf(std::string_view source, const std::string& key);
  Wide Part(const Wide& amount, std::string_view source, std::string_view heir, int indicator);

  const tree::Forest& forest_;
  const Catalogue& catalogue_;
  tree::Day since_;
  tree::Day until_;
  absl::CivilDay edition_day_;
  std::map<std::pair<std::string, std::string>, std::vector<tree::Heir>> heirs_;  // by source, key
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_PROJECTION_H_
