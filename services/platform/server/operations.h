#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_OPERATIONS_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_OPERATIONS_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::server {

struct OperationsReply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
};

// A small HTTP/1.1 server in one thread for those who watch the process: GET and HEAD only, bounded
// in size, time and number of connections. Stops in its destructor.
class OperationsServer {
 public:
  // Called in the server's thread; must answer at once.
  using Handler = std::function<OperationsReply(std::string_view path)>;
  // UNAVAILABLE if "HOST:PORT" cannot be listened on.
  static absl::StatusOr<std::unique_ptr<OperationsServer>> Start(const std::string& listen,
                                                                 Handler handler);
  virtual ~OperationsServer() = default;
  virtual int port() const = 0;
};

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_OPERATIONS_H_
