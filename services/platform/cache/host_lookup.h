#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_HOST_LOOKUP_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_HOST_LOOKUP_H_

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/cache/deadline.h"

namespace eduplan::cache {

// Turns host names into IP addresses by the system's resolver, which knows no deadline and may take
// half a minute when the name servers are gone. Thread-safe.
class HostLookup {
 public:
  // At least one numeric address; UNAVAILABLE if there is none by the deadline. A lookup that is
  // not over by then goes on by itself, and the next caller waits for the same one: at most one
  // runs a host.
  absl::StatusOr<std::vector<std::string>> Addresses(const std::string& host, Deadline deadline);

 private:
  // Shared with the thread that looks up, which may outlive this object.
  struct Lookup {
    std::mutex mutex;
    std::condition_variable ended;
    bool over = false;
    std::string error;
    std::vector<std::string> addresses;
  };
  static void Run(const std::string& host, Lookup& lookup);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Lookup>> running_;
};

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_HOST_LOOKUP_H_
