#include "gateway/options.h"

namespace eduplan::gateway {

void Options::AddTo(config::Flags& flags) {
  flags.Add("--listen", listen, "HOST:PORT of the HTTP API; port 0 takes a free one");
  flags.Add("--operations-listen", operations_listen,
            "HOST:PORT of /metrics, /healthz and /readyz; empty: none");
  flags.Add("--ports-file", ports_file,
            "Where the chosen addresses are written, as http=HOST:PORT and operations=HOST:PORT");
  flags.Add("--organizations", organizations, "HOST:PORT[,HOST:PORT…] of eduplan-organizations");
  flags.Add("--plan-items", plan_items, "HOST:PORT[,HOST:PORT…] of eduplan-plan-items");
  flags.Add("--indicators", indicators, "HOST:PORT[,HOST:PORT…] of eduplan-indicators");
  flags.Add("--documents", documents, "HOST:PORT[,HOST:PORT…] of eduplan-documents");
  flags.Add("--key-dir", key_dir, "Folder of the signing key; the same for all processes");
  flags.Add("--log-level", log_level, "debug, info, warning or error");
  flags.Add("--threads", threads, "Threads that read requests and write replies");
  flags.Add("--max-connections", max_connections, "Open connections; beyond, 503");
  flags.Add("--max-body-mib", max_body_mib, "Largest request body in MiB; beyond, 413");
  flags.Add("--max-stream-body-mib", max_stream_body_mib,
            "Largest body that is streamed to a service, in MiB; beyond, 413");
  flags.Add("--reply-cache-mib", reply_cache_mib, "Memory for replies written before, in MiB");
  flags.Add("--default-timeout", default_timeout, "A call's deadline unless the caller gives one");
  flags.Add("--longest-timeout", longest_timeout, "The longest that a caller can give");
  flags.Add("--request-time", request_time, "Longest time for a request to arrive");
  flags.Add("--stream-idle-time", stream_idle_time,
            "Longest time in which nothing of a streamed body moves; beyond, 408 or 504");
  flags.Add("--idle-time", idle_time, "Longest time between requests of a connection");
  flags.Add("--drain-delay", drain_delay,
            "On SIGTERM: how long /readyz fails before connections are turned away");
  flags.Add("--drain-time", drain_time, "On SIGTERM: how long running requests may take to finish");
}

}  // namespace eduplan::gateway
