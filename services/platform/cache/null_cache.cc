#include "services/platform/cache/cache.h"

namespace eduplan::cache {
namespace {

class NullCache : public Cache {
 public:
  absl::StatusOr<std::optional<std::string>> Get(std::string_view) override {
    return std::optional<std::string>();
  }
  absl::StatusOr<std::vector<std::optional<std::string>>> GetMany(
      std::span<const std::string> keys) override {
    return std::vector<std::optional<std::string>>(keys.size());
  }
  absl::Status Set(std::string_view, std::string_view, absl::Duration) override {
    return absl::OkStatus();
  }
  absl::StatusOr<bool> Lock(std::string_view, std::string_view, absl::Duration) override {
    return true;
  }
  absl::Status Unlock(std::string_view, std::string_view) override { return absl::OkStatus(); }
  absl::Status Ping() override { return absl::OkStatus(); }
};

}  // namespace

std::unique_ptr<Cache> MakeNullCache() {
  return std::make_unique<NullCache>();
}

}  // namespace eduplan::cache
