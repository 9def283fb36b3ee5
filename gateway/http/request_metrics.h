#ifndef EDUPLAN_GATEWAY_HTTP_REQUEST_METRICS_H_
#define EDUPLAN_GATEWAY_HTTP_REQUEST_METRICS_H_

#include <map>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "services/platform/metrics/metrics.h"

namespace eduplan::http {

// Counts and times requests by RPC method and HTTP status, and logs those that failed. Thread-safe.
class RequestMetrics {
 public:
  explicit RequestMetrics(metrics::Registry& registry) : registry_(registry) {}

  // `method` is /package.Service/Method, or empty for a request that reached none.
  void Record(const std::string& method, int http_status, absl::Duration took,
              const std::string& trace_parent);

 private:
  struct OfMethod {
    metrics::Histogram* seconds = nullptr;
    std::map<int, metrics::Counter*> by_status;
  };

  metrics::Registry& registry_;
  std::mutex mutex_;
  std::map<std::string, OfMethod> methods_;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_REQUEST_METRICS_H_
