#ifndef EDUPLAN_TESTS_CHAOS_COMMON_H_
#define EDUPLAN_TESTS_CHAOS_COMMON_H_

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace eduplan::chaos {

// What the clients of one run tell one another. Thread-safe.
class Common {
 public:
  static constexpr int kWriters = 8;

  explicit Common(const std::vector<std::string>& counties);

  bool stopped() const { return stopped_; }
  void Stop() { stopped_ = true; }

  // The latest tokens that anyone was given: of writes, and of changes of the tree as well.
  std::string write_token() const;
  std::string token() const;
  void MergeOfWrite(const std::string& token);
  void MergeOfTree(const std::string& token);

  // The counties that a writer alone writes to.
  std::vector<std::string> CountiesOf(int writer) const;
  std::vector<std::string> Counties() const;
  void Add(const std::string& county, int writer);

  // A call that failed: counted by its code and reason, and kept if a disturbed system may not say
  // so.
  void Failed(const char* call, const absl::Status& status);
  std::map<std::string, int> failures() const;
  std::vector<std::string> surprises() const;

 private:
  void Merge(const std::string& token, std::string* into);

  mutable std::mutex mutex_;
  std::atomic<bool> stopped_ = false;
  std::string write_token_;
  std::string tree_token_;
  std::vector<std::vector<std::string>> counties_;  // by writer
  std::map<std::string, int> failures_;
  std::vector<std::string> surprises_;
};

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_COMMON_H_
