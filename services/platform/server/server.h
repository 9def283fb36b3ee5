#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_SERVER_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_SERVER_H_

#include <grpcpp/impl/service_type.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace eduplan::metrics {
class Registry;
}

namespace eduplan::server {

// A gRPC server with health (grpc.health.v1, one entry per dependency and "" for all), an
// operations port (plain HTTP: /metrics, /healthz, and /readyz with what each dependency says),
// gRPC reflection when asked for, and a drain on SIGTERM or SIGINT: health fails first, then new
// calls are refused, running ones finish within drain_time, then Run returns.
class Server {
 public:
  struct Options {
    std::string listen = "127.0.0.1:0";             // port 0: any free one
    std::string operations_listen = "127.0.0.1:0";  // empty: none
    // Where the chosen ports are written, as "grpc=HOST:PORT\noperations=HOST:PORT\n", atomically;
    // empty: nowhere. For whoever started the process on port 0.
    std::string ports_file;
    absl::Duration drain_time = absl::Seconds(10);
    bool reflection = true;
    int threads = 0;  // most threads that serve calls; 0: 16 × cores
    // Called when the drain begins, to end what would hold it up: CallRunner::EndStreams.
    std::function<void()> on_drain;
  };
  // Something the service needs. `check` is called every second; NOT_SERVING under its name while
  // it fails, and under "" too if `vital`.
  struct Dependency {
    std::string name;
    std::function<absl::Status()> check;
    bool vital = true;
  };

  // Listens and serves from here on. SIGTERM and SIGINT are blocked in the calling thread; a
  // process that makes threads before it calls this calls BlockStopSignals() (signals.h) first.
  // Reflection and health are switches of gRPC for the whole process. UNAVAILABLE if an address
  // cannot be listened on. The destructor drains if Run did not.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options,
                                                       std::vector<grpc::Service*> services,
                                                       std::vector<Dependency> dependencies,
                                                       metrics::Registry& metrics);
  virtual ~Server() = default;
  virtual int port() const = 0;
  virtual int operations_port() const = 0;
  // Serves until SIGTERM, SIGINT or Stop(), then drains.
  virtual void Run() = 0;
  virtual void Stop() = 0;
};

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_SERVER_H_
