#ifndef EDUPLAN_TESTS_SUPPORT_REDIS_SERVER_H_
#define EDUPLAN_TESTS_SUPPORT_REDIS_SERVER_H_

#include <memory>
#include <string>

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::test {

// A redis-server of the test's own, on a free port of this host and without persistence.
class RedisServer {
 public:
  explicit RedisServer(std::string password = "");

  // Starts it again on the same port and returns once it answers; aborts the test program if it
  // does not.
  void Start();
  void Kill();  // SIGKILL; what it held is lost
  // SIGSTOP hangs it, SIGCONT lets it go on.
  void Signal(int signal) { process_->Signal(signal); }
  std::string Url() const;

 private:
  bool Answers() const;

  std::string password_;
  TemporaryDirectory directory_;
  int port_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_REDIS_SERVER_H_
