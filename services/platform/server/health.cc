#include "services/platform/server/health.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "services/platform/log/log.h"

namespace eduplan::server {
namespace {

constexpr const char* Name(bool serving) {
  return serving ? "SERVING" : "NOT_SERVING";
}

}  // namespace

Health::Health(std::vector<Server::Dependency> dependencies, absl::Duration interval,
               Publish publish)
    : publish_(std::move(publish)) {
  for (Server::Dependency& dependency : dependencies) {
    publish_(dependency.name, false);
    watched_.emplace_back().dependency = std::move(dependency);
  }
  publish_("", ServingLocked());
  for (Watched& watched : watched_) {
    watched.thread = std::thread([this, &watched, interval] { Watch(watched, interval); });
  }
}

Health::~Health() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  for (Watched& watched : watched_) {
    watched.thread.join();
  }
}

void Health::Watch(Watched& watched, absl::Duration interval) {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    Record(watched, watched.dependency.check());
    lock.lock();
    stop_.wait_for(lock, absl::ToChronoNanoseconds(interval), [this] { return stopping_; });
  }
}

void Health::Record(Watched& watched, absl::Status status) {
  std::lock_guard lock(mutex_);
  const bool changed = status.ok() != watched.status.ok();
  watched.status = std::move(status);
  if (!changed || draining_) {
    return;
  }
  publish_(watched.dependency.name, watched.status.ok());
  publish_("", ServingLocked());
  log::Write(watched.status.ok() ? log::Level::kInfo : log::Level::kWarning,
             watched.status.ok() ? "dependency is there" : "dependency lost",
             {{"dependency", watched.dependency.name}, {"status", watched.status.ToString()}});
}

void Health::Drain() {
  std::lock_guard lock(mutex_);
  draining_ = true;
  for (const Watched& watched : watched_) {
    publish_(watched.dependency.name, false);
  }
  publish_("", false);
}

bool Health::ServingLocked() const {
  return !draining_ && std::ranges::all_of(watched_, [](const Watched& watched) {
    return watched.status.ok() || !watched.dependency.vital;
  });
}

bool Health::Serving() const {
  std::lock_guard lock(mutex_);
  return ServingLocked();
}

std::string Health::Json() const {
  std::lock_guard lock(mutex_);
  nlohmann::ordered_json dependencies = nlohmann::ordered_json::object();
  for (const Watched& watched : watched_) {
    auto& entry = dependencies[watched.dependency.name];
    entry["status"] = Name(watched.status.ok() && !draining_);
    entry["vital"] = watched.dependency.vital;
    if (!watched.status.ok()) {
      entry["error"] = watched.status.ToString();
    }
  }
  nlohmann::ordered_json all = {{"status", Name(ServingLocked())},
                                {"draining", draining_},
                                {"dependencies", std::move(dependencies)}};
  return all.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace eduplan::server
