#include <pthread.h>
#include <signal.h>

#include <string>

#include "gateway/gateway.h"
#include "gateway/options.h"
#include "gateway/token_command.h"
#include "services/platform/config/flags.h"
#include "services/platform/log/log.h"

int main(int argc, char** argv) {
  using namespace eduplan;
  if (argc > 1 && std::string(argv[1]) == "token") {
    return gateway::TokenCommand(argc - 1, argv + 1);
  }
  gateway::Options options;
  config::Flags flags("eduplan-gateway",
                      "HTTP/JSON in front of eduplan's services. `eduplan-gateway token --help` "
                      "tells how to make a token for it.");
  options.AddTo(flags);
  if (const auto exit_code = flags.Parse(argc, argv)) return *exit_code;
  log::Init("eduplan-gateway", options.log_level);

  // Blocked in every thread, so that only the wait below sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  auto gateway = gateway::Gateway::Start(options);
  if (!gateway.ok()) {
    log::Error("cannot start", {{"error", gateway.status().ToString()}});
    return 1;
  }
  int received = 0;
  sigwait(&signals, &received);
  log::Info("draining", {{"signal", static_cast<int64_t>(received)}});
  (*gateway)->Drain();
  return 0;
}
