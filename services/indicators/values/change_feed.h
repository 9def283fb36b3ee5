#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_CHANGE_FEED_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_CHANGE_FEED_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/change_log/clock_reader.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// Sends the changes of values from a sequence on, in its order. Thread-safe.
//
// None is left out: the sequence is ticked first in every writing transaction, and the next one
// waits there for its commit, so the changes that a snapshot shows are all up to its clock, and
// what commits later has a greater sequence.
//
// Where a transaction changed several organizations or periods, all its messages but the last carry
// the sequence before it: whoever goes on after the sequence of any message gets what is missing of
// that transaction, and what came of it already once more. The versions of the values are always
// the sequence itself.
class ChangeFeed {
 public:
  ChangeFeed(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access)
      : changes_(changes), replica_(replica), access_(access), clock_(changes) {}

  // Returns when the present is reached, or, if it is to follow, once `cancelled`, or `send` is
  // false because nobody listens any more. FAILED_PRECONDITION (SEQUENCE_AHEAD) if the database
  // does not know that sequence: it was restored, and the caller knows changes that are lost.
  absl::Status Stream(const server::Call& call, const v1::StreamValueChangesRequest& request,
                      absl::FunctionRef<bool()> cancelled,
                      absl::FunctionRef<bool(const v1::ValueChange&)> send);

 private:
  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  change_log::ClockReader clock_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_CHANGE_FEED_H_
