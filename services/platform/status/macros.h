#ifndef EDUPLAN_SERVICES_PLATFORM_STATUS_MACROS_H_
#define EDUPLAN_SERVICES_PLATFORM_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Abseil 20220623 has no status macros yet; these have the shape of its later ones.

// EDUPLAN_RETURN_IF_ERROR(expr): returns the status of `expr` from this function unless it is OK.
// Names are made by __COUNTER__: within an argument (a lambda, say) all lines have one number.
#define EDUPLAN_RETURN_IF_ERROR(expr) \
  EDUPLAN_RETURN_IF_ERROR_IMPL_(EDUPLAN_STATUS_CONCAT_(eduplan_status_, __COUNTER__), expr)
#define EDUPLAN_RETURN_IF_ERROR_IMPL_(status, expr)   \
  do {                                                \
    if (absl::Status status = (expr); !status.ok()) { \
      return status;                                  \
    }                                                 \
  } while (false)

#define EDUPLAN_STATUS_CONCAT_INNER_(a, b) a##b
#define EDUPLAN_STATUS_CONCAT_(a, b) EDUPLAN_STATUS_CONCAT_INNER_(a, b)

// EDUPLAN_ASSIGN_OR_RETURN(auto x, expr): x is the value of `expr`, or its status is returned.
#define EDUPLAN_ASSIGN_OR_RETURN(lhs, expr) \
  EDUPLAN_ASSIGN_OR_RETURN_IMPL_(EDUPLAN_STATUS_CONCAT_(eduplan_or_, __COUNTER__), lhs, expr)
#define EDUPLAN_ASSIGN_OR_RETURN_IMPL_(result, lhs, expr) \
  auto result = (expr);                                   \
  if (!result.ok()) {                                     \
    return std::move(result).status();                    \
  }                                                       \
  lhs = *std::move(result)

#endif  // EDUPLAN_SERVICES_PLATFORM_STATUS_MACROS_H_
