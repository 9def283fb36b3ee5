#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_HEALTH_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_HEALTH_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/server/server.h"

namespace eduplan::server {

// Looks after each dependency in a thread of its own, so that one that hangs hides no other, and
// publishes what changes: under its name, and under "" whether all vital ones are well.
// Thread-safe.
class Health {
 public:
  using Publish = std::function<void(const std::string& name, bool serving)>;
  Health(std::vector<Server::Dependency> dependencies, absl::Duration interval, Publish publish);
  ~Health();
  Health(const Health&) = delete;
  Health& operator=(const Health&) = delete;

  // NOT_SERVING under every name from now on.
  void Drain();
  bool Serving() const;
  // {"status":"SERVING","dependencies":{"database":{"status":"SERVING","vital":true},…}} with the
  // error of those that fail.
  std::string Json() const;

 private:
  struct Watched {
    Server::Dependency dependency;
    absl::Status status = absl::UnavailableError("not looked at yet");
    std::thread thread;
  };
  void Watch(Watched& watched, absl::Duration interval);
  void Record(Watched& watched, absl::Status status);
  bool ServingLocked() const;

  const Publish publish_;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool draining_ = false;
  bool stopping_ = false;
  std::vector<Watched> watched_;  // of fixed size once its threads run
};

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_HEALTH_H_
