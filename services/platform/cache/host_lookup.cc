#include "services/platform/cache/host_lookup.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/socket.h>

#include <thread>
#include <utility>

#include "absl/status/status.h"

namespace eduplan::cache {
namespace {

bool IsNumeric(const std::string& host) {
  in6_addr address;
  return ::inet_pton(AF_INET, host.c_str(), &address) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> HostLookup::Addresses(const std::string& host,
                                                               Deadline deadline) {
  if (IsNumeric(host)) return std::vector<std::string>{host};
  std::shared_ptr<Lookup> lookup;
  {
    std::lock_guard lock(mutex_);
    std::shared_ptr<Lookup>& running = running_[host];
    if (running == nullptr) {
      running = std::make_shared<Lookup>();
      std::thread([host, shared = running] { Run(host, *shared); }).detach();
    }
    lookup = running;
  }
  std::unique_lock lock(lookup->mutex);
  if (!lookup->ended.wait_until(lock, deadline, [&] { return lookup->over; })) {
    return absl::UnavailableError("the name " + host + " was not looked up in time");
  }
  {
    std::lock_guard running_lock(mutex_);
    if (auto found = running_.find(host); found != running_.end() && found->second == lookup) {
      running_.erase(found);
    }
  }
  if (lookup->addresses.empty()) return absl::UnavailableError(host + ": " + lookup->error);
  return lookup->addresses;
}

void HostLookup::Run(const std::string& host, Lookup& lookup) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  std::vector<std::string> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    char numeric[INET6_ADDRSTRLEN + IF_NAMESIZE] = {};
    if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, numeric, sizeof numeric, nullptr, 0,
                      NI_NUMERICHOST) == 0) {
      addresses.emplace_back(numeric);
    }
  }
  if (found != nullptr) ::freeaddrinfo(found);
  std::lock_guard lock(lookup.mutex);
  lookup.error = failed == 0 ? "no address" : ::gai_strerror(failed);
  lookup.addresses = std::move(addresses);
  lookup.over = true;
  lookup.ended.notify_all();
}

}  // namespace eduplan::cache
