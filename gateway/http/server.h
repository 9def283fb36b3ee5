#ifndef EDUPLAN_GATEWAY_HTTP_SERVER_H_
#define EDUPLAN_GATEWAY_HTTP_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/exchange.h"

namespace eduplan::http {

struct Limits {
  size_t header_bytes = size_t{32} << 10;          // beyond: 431
  size_t body_bytes = size_t{64} << 20;            // beyond: 413, without keeping what was sent
  uint64_t stream_body_bytes = uint64_t{4} << 30;  // of a body taken in pieces; beyond: 413
  // A body taken in pieces has no request_time, but ends when nothing of it moves for so long: 408
  // when the client sends nothing, 504 when it is the service that takes nothing.
  absl::Duration stream_idle_time = absl::Seconds(60);
  int connections = 4096;                           // beyond: 503 and closed
  absl::Duration request_time = absl::Seconds(60);  // from a request's first byte to its last
  absl::Duration idle_time = absl::Seconds(75);     // between requests of a connection
  absl::Duration write_time = absl::Seconds(60);    // for one reply or one chunk to be taken
};

// An HTTP/1.1 server: keep-alive, chunked streams, limits, drain.
class Server {
 public:
  struct Options {
    std::string listen = "127.0.0.1:0";  // port 0: any free one
    int threads = 2;
    Limits limits;
  };

  // Listens and serves from then on. `handler` must outlive the server. INVALID_ARGUMENT for an
  // address that is none, UNAVAILABLE when it cannot be listened on.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options, Handler& handler);

  virtual ~Server() = default;  // closes everything at once
  virtual int port() const = 0;
  virtual int connections() const = 0;
  // Stops accepting, lets running requests finish and answers them with Connection: close. Returns
  // when no connection is left or after `longest`; what is left then is closed by the destructor.
  virtual void Drain(absl::Duration longest) = 0;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_SERVER_H_
