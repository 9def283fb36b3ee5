#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEALS_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEALS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/seals/seal_request.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of SealService that move a seal. Thread-safe.
class Seals {
 public:
  Seals(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
        CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<v1::Seal> Transition(const server::Call& call,
                                      const v1::TransitionSealRequest& request);
  absl::StatusOr<v1::Seal> Reopen(const server::Call& call, const v1::ReopenSealRequest& request);

 private:
  struct Move;

  absl::StatusOr<v1::Seal> Run(const server::Call& call, const google::protobuf::Message& message,
                               const Move& move);
  absl::Status RunIn(change_log::Change& change, const Move& move, v1::Seal* response);
  absl::StatusOr<FiledVersion> Next(change_log::Change& change, const Move& move,
                                    const std::vector<std::string>& codes,
                                    const SealVersion& before);

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEALS_H_
