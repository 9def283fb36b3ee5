#ifndef EDUPLAN_GATEWAY_GATEWAY_H_
#define EDUPLAN_GATEWAY_GATEWAY_H_

#include <memory>

#include "absl/status/statusor.h"
#include "gateway/options.h"

namespace eduplan::gateway {

// The whole process but its signals: what is built, in the order it is made and destroyed.
class Gateway {
 public:
  // Serves from then on. INVALID_ARGUMENT for a missing flag, UNAVAILABLE for a taken address.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(const Options& options);
  virtual ~Gateway() = default;
  virtual int port() const = 0;
  virtual int operations_port() const = 0;  // 0: none
  // Fails readiness, waits for the drain delay, then lets running requests finish.
  virtual void Drain() = 0;
};

}  // namespace eduplan::gateway

#endif  // EDUPLAN_GATEWAY_GATEWAY_H_
