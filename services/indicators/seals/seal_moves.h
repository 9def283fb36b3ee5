#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_MOVES_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_MOVES_H_

#include <cstdint>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "services/indicators/seals/filed_version.h"

namespace eduplan::indicators {

// What becomes of a seal by each move; pure. `now` is the sequence of the change. Each is
// FAILED_PRECONDITION (INVALID_TRANSITION) where there is no such way. The result has no change_id.

// Filed for the first time or after a return; again where cells were open for a correction. What
// was approved stands.
absl::StatusOr<FiledVersion> Submitted(const FiledVersion& before, int64_t now);

// What was submitted is approved, cell by cell: a cell that is open and was returned is not.
// Approved again: what stands now is accepted, but for cells that are open.
absl::StatusOr<FiledVersion> Approved(const FiledVersion& before, int64_t now);

// Returned by a reviewer: what was approved before counts as submitted again. Only the cells of
// `codes`, which become open while the others stay filed; all of them if there are none.
absl::StatusOr<FiledVersion> Returned(const FiledVersion& before,
                                      std::span<const std::string> codes, int64_t now);

// Taken back by the filer before the review. Never approved: everything is open. Else only a
// submission that nothing has followed, and it stands again as `earlier`, the version before it;
// null if `before` is not such a submission.
absl::StatusOr<FiledVersion> Recalled(const FiledVersion& before, const FiledVersion* earlier,
                                      int64_t now);

// Opened for a correction. KEEP leaves what counts; WITHDRAW lets the cells count no more until
// they are submitted, and approved, again.
absl::StatusOr<FiledVersion> Reopened(const FiledVersion& before,
                                      std::span<const std::string> codes,
                                      v1::Seal::Meanwhile meanwhile, int64_t now);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_MOVES_H_
