#ifndef EDUPLAN_TESTS_SUPPORT_REDIS_SERVER_H_
#define EDUPLAN_TESTS_SUPPORT_REDIS_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::test {

// A redis-server of the test's own, on a free port of this host; it writes to disk only by Save().
// What cannot be done ends the test program with a message.
class RedisServer {
 public:
  explicit RedisServer(std::string password = "");
  // A replica that has all that `master` holds, with the same password. Writes are refused
  // (READONLY) until it is promoted.
  static RedisServer ReplicaOf(const RedisServer& master) { return RedisServer(&master); }

  // Starts it again on the same port and returns once it answers, with what was saved last.
  void Start();
  void Kill();  // SIGKILL; what was not saved is lost
  // Until Resume() it answers nothing, while the system still accepts connections for it.
  void Pause();
  void Resume();
  void Signal(int signal) { process_->Signal(signal); }

  void Flush();     // forgets all databases
  void Save();      // to disk, for RollBack()
  void RollBack();  // Kill and Start: back to what it held at the last Save()

  // What it answers to a command: the text of a status, string or number; "(nil)"; "(error) …"; the
  // elements of a list, a line each.
  std::string Command(const std::vector<std::string>& command) const;

  int port() const { return port_; }
  const std::string& password() const { return password_; }
  std::string Url() const;  // redis://[:password@]127.0.0.1:port

 private:
  explicit RedisServer(const RedisServer* master);

  std::string password_;
  TemporaryDirectory directory_;
  int port_;
  std::vector<std::string> replica_of_;  // arguments; none for a master
  std::unique_ptr<ChildProcess> process_;
};

// A Redis Sentinel that watches `master` and its one replica, alone (quorum 1). It takes a master
// that is silent for half a second for dead; the replica is promoted about two seconds later.
class RedisSentinel {
 public:
  static constexpr char kMasterName[] = "eduplan-test";

  // Returns once it knows the replica well enough to promote it. With `wants_login` it answers only
  // those who have the password of the master.
  explicit RedisSentinel(const RedisServer& master, bool wants_login = false);

  void Kill() { process_ = nullptr; }
  std::string Command(const std::vector<std::string>& command) const;
  int MasterPort() const;  // the port of what it holds to be the master
  int port() const { return port_; }
  // sentinel://[:password@]127.0.0.1:port/name
  std::string Url() const;

 private:
  std::string password_;
  bool wants_login_;
  TemporaryDirectory directory_;
  int port_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_REDIS_SERVER_H_
