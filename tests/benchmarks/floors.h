#ifndef EDUPLAN_TESTS_BENCHMARKS_FLOORS_H_
#define EDUPLAN_TESTS_BENCHMARKS_FLOORS_H_

#include <optional>
#include <string>

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::benchmarks {

// A server that does nothing but answer, in a process of its own.
class Floor {
 public:
  enum class Kind {
    kNullCall,    // gRPC with the services' settings; GetRollup answers a copy of a message
    kCallRunner,  // the same inside the services' server and CallRunner
    kStatic,      // the gateway's HTTP server; every request is answered with the same JSON
    // As the first two for GetOrganization and ResolveOrganization, which answers the message;
    // the organization in it is what the other answers.
    kNullRegistry,
    kRegistryCallRunner,
  };
  // `content`: the serialized message, or the JSON. `key_dir`: where callers' tokens are signed.
  Floor(Kind kind, const std::string& content, const std::string& key_dir);

  const std::string& address() const { return address_; }

 private:
  test::TemporaryDirectory directory_;
  test::ChildProcess process_;
  std::string address_;
};

// The exit code if this program was started as a floor's server.
std::optional<int> ServeFloor(int argc, char** argv);

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_FLOORS_H_
