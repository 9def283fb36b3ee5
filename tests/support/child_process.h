#ifndef EDUPLAN_TESTS_SUPPORT_CHILD_PROCESS_H_
#define EDUPLAN_TESTS_SUPPORT_CHILD_PROCESS_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace eduplan::test {

// A program started by a test. It is killed with the test if the test dies.
class ChildProcess {
 public:
  struct Options {
    std::vector<std::string> command;      // program and arguments
    std::string user;                      // run as this user if the test runs as root
    std::string output;                    // file for stdout and stderr; empty: the test's own
    std::vector<std::string> environment;  // NAME=value, added to the test's own
  };
  explicit ChildProcess(const Options& options);
  ~ChildProcess();  // SIGKILL, if it still runs
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  bool Running();
  void Signal(int signal);
  // Waits for its end: the exit code, or 128 + the signal that ended it.
  int Wait();

 private:
  pid_t pid_;
  std::optional<int> exit_code_;
};

// A TCP port of 127.0.0.1 that was free a moment ago, for programs that cannot choose one.
int FreePort();

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_CHILD_PROCESS_H_
