#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_APART_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_APART_H_

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/plan/v1/plan_service.pb.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// Reads documents in a process of their own, eduplan-plan-reader: whatever their bytes do to the
// library that parses them, they do it there, within bounds of time and memory. Thread-safe.
class Apart {
 public:
  struct Options {
    std::string program = {};  // Path of eduplan-plan-reader; empty: beside our own program.
    int at_once = 2;           // Processes; more documents wait.
  };
  explicit Apart(Options options);

  const std::string& program() const { return program_; }

  // `type`: the content type, to be read as no other; `classified`: documents marked as secret are
  // read, too. Statuses as of Reader::Read.
  absl::StatusOr<v1::ParsedPlan> Read(std::string_view bytes, std::string_view type,
                                      absl::Time deadline, bool classified = false);

 private:
  class Place;

  const std::string program_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int free_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_APART_H_
