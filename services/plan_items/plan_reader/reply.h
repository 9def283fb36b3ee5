// What eduplan-plan-reader says to the service that started it.
//
//   eduplan-plan-reader read TYPE CPU MEMORY <file   TYPE: a content type; CPU: milliseconds;
//   MEMORY: MiB eduplan-plan-reader run CPU MEMORY PROGRAM …     runs another program within the
//   same bounds
//
// kRead: the plan, kRefused: a google.rpc.Status, both serialized on standard output.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_REPLY_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_REPLY_H_

#include <string>

#include "absl/status/status.h"

namespace eduplan::plan_items {

enum class ReaderExit {
  kRead = 0,
  kMisused = 2,
  kRefused = 3,
  kOutOfMemory = 4,
};

// A status of the importer, with its Chinese message, as bytes and back.
std::string SerializeRefusal(const absl::Status& refused);
// INTERNAL for bytes that are none.
absl::Status ParseRefusal(const std::string& bytes);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_REPLY_H_
