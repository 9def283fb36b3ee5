#ifndef EDUPLAN_SERVICES_PLATFORM_CONFIG_FLAGS_H_
#define EDUPLAN_SERVICES_PLATFORM_CONFIG_FLAGS_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace CLI {
class App;
}

namespace eduplan::config {

// Flags of a process; each is also an environment variable EDUPLAN_<NAME> (--key-dir is
// EDUPLAN_KEY_DIR). The help text is the documentation.
//
//   Flags flags("eduplan-indicators", "Definitions, values and rollups.");
//   flags.Add("--listen", options.listen, "Address of the gRPC server; port 0 takes a free one");
//   if (auto exit = flags.Parse(argc, argv)) return *exit;
class Flags {
 public:
  Flags(std::string_view program, std::string_view description);
  ~Flags();
  Flags(const Flags&) = delete;
  Flags& operator=(const Flags&) = delete;

  void Add(std::string_view flag, std::string& value, std::string_view help);
  void Add(std::string_view flag, int& value, std::string_view help);
  void Add(std::string_view flag, bool& value, std::string_view help);
  void Add(std::string_view flag, absl::Duration& value, std::string_view help);  // "30s", "200ms"

  // Exit code if the process should end now (--help, --version, a wrong flag), printed already.
  std::optional<int> Parse(int argc, char** argv);

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace eduplan::config

#endif  // EDUPLAN_SERVICES_PLATFORM_CONFIG_FLAGS_H_
