#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_CONFINE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_CONFINE_H_

#include "absl/status/status.h"

namespace eduplan::plan_items {

struct Bounds {
  int cpu_ms = 0;
  int memory_mib = 0;
};

// Bounds this process for good: processor time, address space, no core, no file written, few open,
// no child. For a reader of hostile bytes, before it looks at them.
absl::Status ConfineReader(const Bounds& bounds);

// The same for a program that needs children and files of its own: its memory counts without what
// it only maps, files are small, and where the system allows it there is no network.
absl::Status ConfineProgram(const Bounds& bounds);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_CONFINE_H_
