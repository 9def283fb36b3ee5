#ifndef EDUPLAN_GATEWAY_HTTP_READINESS_H_
#define EDUPLAN_GATEWAY_HTTP_READINESS_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gateway/http/exchange.h"
#include "gateway/http/upstream.h"

namespace eduplan::http {

// Whether the services behind the gateway can be reached and say SERVING (grpc.health.v1).
// Thread-safe; outlives the checks it has begun by outliving the upstreams' calls.
class Readiness {
 public:
  // Names with their upstreams, which outlive this.
  explicit Readiness(std::vector<std::pair<std::string, Upstream*>> services,
                     absl::Duration timeout = absl::Seconds(1))
      : services_(std::move(services)), timeout_(timeout) {}

  // Asks all at once and gives {"status":…,"services":{name:…}}: 200 when all serve, else 503.
  void Check(std::function<void(Reply)> done) const;
  // From then on not ready, so that load balancers turn away.
  void Drain() { draining_ = true; }

 private:
  const std::vector<std::pair<std::string, Upstream*>> services_;
  const absl::Duration timeout_;
  std::atomic<bool> draining_ = false;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_READINESS_H_
