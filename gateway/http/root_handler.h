#ifndef EDUPLAN_GATEWAY_HTTP_ROOT_HANDLER_H_
#define EDUPLAN_GATEWAY_HTTP_ROOT_HANDLER_H_

#include <map>
#include <string>
#include <variant>

#include "gateway/http/exchange.h"
#include "gateway/http/readiness.h"
#include "services/platform/metrics/metrics.h"

namespace eduplan::http {

// A document that is served as it is, to anyone, with an entity tag.
struct StaticDocument {
  std::string content_type;
  std::string body;
};

// What the public port serves: /healthz (this process is alive), /readyz, the static documents by
// path, and for everything else the API.
class RootHandler : public Handler {
 public:
  RootHandler(Handler& api, const Readiness& readiness,
              const std::map<std::string, StaticDocument>& documents);
  Admission Admit(const RequestHead& head) override;

 private:
  Handler& api_;
  const Readiness& readiness_;
  std::map<std::string, Reply> documents_;
};

// What the operations port serves: /metrics, /healthz, /readyz.
class OperationsHandler : public Handler {
 public:
  OperationsHandler(const metrics::Registry& metrics, const Readiness& readiness)
      : metrics_(metrics), readiness_(readiness) {}
  Admission Admit(const RequestHead& head) override;

 private:
  const metrics::Registry& metrics_;
  const Readiness& readiness_;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_ROOT_HANDLER_H_
