#include "tests/chaos/common.h"

#include <fmt/format.h>

#include "services/platform/change_log/change_log.h"
#include "services/platform/status/error.h"

namespace eduplan::chaos {
namespace {

constexpr size_t kMostSurprises = 20;

// What a client has to expect of a system whose parts fail: it may be asked again.
bool MayBeRetried(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status);
}

}  // namespace

Common::Common(const std::vector<std::string>& counties) : counties_(kWriters) {
  for (size_t i = 0; i < counties.size(); ++i) counties_[i % kWriters].push_back(counties[i]);
}

std::string Common::write_token() const {
  const std::lock_guard lock(mutex_);
  return write_token_;
}

std::string Common::token() const {
  const std::lock_guard lock(mutex_);
  return change_log::MergeTokens(write_token_, tree_token_).value_or("");
}

void Common::MergeOfWrite(const std::string& token) {
  Merge(token, &write_token_);
}

void Common::MergeOfTree(const std::string& token) {
  Merge(token, &tree_token_);
}

void Common::Merge(const std::string& token, std::string* into) {
  const std::lock_guard lock(mutex_);
  if (auto merged = change_log::MergeTokens(*into, token); merged.ok()) {
    *into = *std::move(merged);
  } else if (surprises_.size() < kMostSurprises) {
    surprises_.push_back(fmt::format("token: {}", merged.status().ToString()));
  }
}

std::vector<std::string> Common::CountiesOf(int writer) const {
  const std::lock_guard lock(mutex_);
  return counties_[writer];
}

std::vector<std::string> Common::Counties() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  for (const auto& counties : counties_) all.insert(all.end(), counties.begin(), counties.end());
  return all;
}

void Common::Add(const std::string& county, int writer) {
  const std::lock_guard lock(mutex_);
  counties_[writer].push_back(county);
}

void Common::Failed(const char* call, const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  ++failures_[fmt::format("{} {} {}", call, absl::StatusCodeToString(status.code()),
                          status::ReasonOf(status))];
  if (!MayBeRetried(status) && surprises_.size() < kMostSurprises) {
    surprises_.push_back(fmt::format("{}: {}", call, status.ToString()));
  }
}

std::map<std::string, int> Common::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

std::vector<std::string> Common::surprises() const {
  const std::lock_guard lock(mutex_);
  return surprises_;
}

}  // namespace eduplan::chaos
