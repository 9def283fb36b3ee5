#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "services/platform/client/client.h"
#include "services/platform/log/log.h"

namespace eduplan::client {
namespace {

constexpr int kMaxMessage = 64 << 20;

bool IsNumeric(const std::string& address) {
  return !address.empty() && address.find_first_not_of("0123456789.:") == address.npos;
}

// The name that gRPC resolves. Its lists are of numbers only; a name may have several records.
std::string Target(const std::string& addresses) {
  if (addresses.find("://") != addresses.npos || addresses.starts_with("unix:")) {
    return addresses;
  }
  std::vector<std::string> each = absl::StrSplit(addresses, ',', absl::SkipWhitespace());
  for (std::string& address : each) {
    address = absl::StrReplaceAll(address, {{"localhost:", "127.0.0.1:"}, {" ", ""}});
  }
  if (std::ranges::all_of(each, IsNumeric)) {
    return "ipv4:" + absl::StrJoin(each, ",");
  }
  if (each.size() > 1) {
    log::Warning("several addresses must be numbers; only the first is used",
                 {{"addresses", addresses}});
  }
  return "dns:///" + each.front();
}

}  // namespace

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& addresses) {
  // As in server.cc: Debian's Abseil looks for deadlocks at every use of a mutex otherwise.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");
  arguments.SetMaxReceiveMessageSize(kMaxMessage);
  arguments.SetMaxSendMessageSize(kMaxMessage);
  // A peer that vanished without a word is noticed while calls wait for it.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A restarted service is found again within a second or two, not gRPC's two minutes.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  return grpc::CreateCustomChannel(Target(addresses), grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace eduplan::client
