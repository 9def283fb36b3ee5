#ifndef EDUPLAN_SERVICES_DOCUMENTS_PARALLEL_H_
#define EDUPLAN_SERVICES_DOCUMENTS_PARALLEL_H_

#include <cstddef>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace eduplan::documents {

// Runs task(0) … task(count - 1), at most `workers` at a time, and returns once all that began have
// ended: the first error, after which none is begun.
absl::Status ForEachInParallel(size_t count, size_t workers,
                               absl::FunctionRef<absl::Status(size_t)> task);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_PARALLEL_H_
