#include "gateway/http/request_metrics.h"

#include "services/platform/log/log.h"

namespace eduplan::http {

void RequestMetrics::Record(const std::string& method, int http_status, absl::Duration took,
                            const std::string& trace_parent) {
  metrics::Counter* counter = nullptr;
  metrics::Histogram* seconds = nullptr;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    OfMethod& of_method = methods_[method];
    if (of_method.seconds == nullptr) {
      of_method.seconds = &registry_.GetHistogram("eduplan_gateway_request_seconds",
                                                  "Time from a request's last byte to its reply",
                                                  {{"method", method}});
    }
    metrics::Counter*& of_status = of_method.by_status[http_status];
    if (of_status == nullptr) {
      of_status = &registry_.GetCounter(
          "eduplan_gateway_requests_total", "Requests by RPC method and HTTP status",
          {{"method", method}, {"status", std::to_string(http_status)}});
    }
    counter = of_status;
    seconds = of_method.seconds;
  }
  counter->Add();
  seconds->Observe(took);
  if (http_status < 400) return;
  const log::TraceScope trace(trace_parent);
  log::Write(http_status >= 500 ? log::Level::kWarning : log::Level::kInfo, "request failed",
             {{"method", method},
              {"status", static_cast<int64_t>(http_status)},
              {"milliseconds", absl::ToInt64Milliseconds(took)}});
}

}  // namespace eduplan::http
