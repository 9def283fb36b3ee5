#ifndef EDUPLAN_TESTS_SUPPORT_FAULT_PROXY_H_
#define EDUPLAN_TESTS_SUPPORT_FAULT_PROXY_H_

#include <cstddef>
#include <memory>

#include "absl/time/time.h"

namespace eduplan::test {

// A TCP proxy on a port of 127.0.0.1, in a thread of its own, in front of another port of this
// host; a test makes the network between a client and a server misbehave with it.
//
// It does one thing at a time, with the connections that are open and with new ones. The functions
// may be called from any thread and return once the proxy does so: after Hang() not one more byte
// passes. Bytes that it holds back are not lost, but go on when it forwards again, as after a
// disturbance on the network. At most kMostConnections at once, others wait in the backlog.
class FaultProxy {
 public:
  static constexpr int kMostConnections = 64;
  enum class Direction { kToServer, kToClient };

  explicit FaultProxy(int target_port);  // passes
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  int port() const;
  int connections() const;  // open ones

  void Pass();
  // What is read from now on is passed on, in both directions, so much later.
  void Delay(absl::Duration delay);
  // At most so many bytes a write.
  void Slice(size_t bytes);
  // Accepts, and forwards nothing.
  void Hang();
  // Forwards in the other direction only.
  void Partition(Direction held_back);
  // Closes all connections with a reset, and refuses new ones.
  void Cut();
  // Passes, until so many bytes in all went to clients; then as Cut(). At least one.
  void CutAfter(size_t bytes_to_client);

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_FAULT_PROXY_H_
