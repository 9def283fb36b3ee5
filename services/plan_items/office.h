#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_OFFICE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_OFFICE_H_

#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace eduplan::plan_items {

// The soffice to use: `choice` itself if it is a path, "" for "none", and for "auto" the one on
// this machine or "" if there is none. INVALID_ARGUMENT for a path that cannot be executed.
absl::StatusOr<std::string> FindOffice(const std::string& choice);

// Converts documents of Word 97 to 2003 by LibreOffice: one at a time, each with a profile and a
// folder of its own that go with it, without macros, updates of links and, where the system allows
// it, network. The folder of a process that was killed goes when the service starts again, or makes
// another one. Thread-safe.
class Office {
 public:
  // `program`: path of eduplan-plan-reader, which bounds what it runs; `soffice`: as of FindOffice.
  Office(std::string program, std::string soffice)
      : program_(std::move(program)), soffice_(std::move(soffice)) {}

  // The .docx that it becomes. Statuses as of Reader::Read.
  absl::StatusOr<std::string> Convert(std::string_view doc, absl::Time deadline);

 private:
  const std::string program_;
  const std::string soffice_;
  std::timed_mutex one_at_a_time_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_OFFICE_H_
