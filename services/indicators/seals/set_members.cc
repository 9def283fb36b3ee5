#include "services/indicators/seals/set_members.h"

#include "services/indicators/catalogue/set_store.h"
#include "services/indicators/model/definition.h"
#include "services/platform/status/macros.h"

namespace eduplan::indicators {

absl::StatusOr<std::set<std::string, std::less<>>> SetMembers(sql::Transaction& transaction,
                                                              std::string_view set) {
  EDUPLAN_ASSIGN_OR_RETURN(const v1::IndicatorSet found, ReadSet(transaction, set));
  std::set<std::string, std::less<>> members;
  for (const v1::IndicatorSet::Member& member : found.members()) {
    members.emplace(CodeOf(member.indicator()));
  }
  return members;
}

}  // namespace eduplan::indicators
