#ifndef EDUPLAN_GATEWAY_OPTIONS_H_
#define EDUPLAN_GATEWAY_OPTIONS_H_

#include <string>

#include "absl/time/time.h"
#include "services/platform/config/flags.h"

namespace eduplan::gateway {

// What the process can be told; the help texts are in options.cc.
struct Options {
  std::string listen = "127.0.0.1:8080";
  std::string operations_listen = "127.0.0.1:0";
  std::string ports_file;
  std::string organizations;
  std::string plan_items;
  std::string indicators;
  std::string documents;
  std::string key_dir;
  std::string log_level = "info";
  int threads = 2;
  int max_connections = 4096;
  int max_body_mib = 64;
  int max_stream_body_mib = 4096;
  int reply_cache_mib = 32;
  absl::Duration default_timeout = absl::Seconds(30);
  absl::Duration longest_timeout = absl::Seconds(120);
  absl::Duration request_time = absl::Seconds(60);
  absl::Duration stream_idle_time = absl::Seconds(60);
  absl::Duration idle_time = absl::Seconds(75);
  absl::Duration drain_delay = absl::ZeroDuration();
  absl::Duration drain_time = absl::Seconds(25);

  void AddTo(config::Flags& flags);
};

}  // namespace eduplan::gateway

#endif  // EDUPLAN_GATEWAY_OPTIONS_H_
