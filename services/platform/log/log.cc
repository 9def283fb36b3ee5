#include "services/platform/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/platform/log/trace.h"

namespace eduplan::log {
namespace {

thread_local std::string current_trace_id;

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view Name(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "error";
}

// Never destroyed: threads may still log while the process exits.
struct Output {
  std::string service = "eduplan";
  spdlog::logger logger{"eduplan", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
  Output() {
    logger.set_pattern("%v");
    logger.set_level(spdlog::level::info);
  }
};

Output& TheOutput() {
  static auto& output = *new Output;
  return output;
}

}  // namespace

Field::Field(std::string_view k, int64_t v) : key(k), value(std::to_string(v)) {}

void Init(std::string_view service, std::string_view level) {
  Output& output = TheOutput();
  output.service = service;
  output.logger.set_level(level == "debug"     ? spdlog::level::debug
                          : level == "warning" ? spdlog::level::warn
                          : level == "error"   ? spdlog::level::err
                                               : spdlog::level::info);
}

bool Enabled(Level level) {
  return TheOutput().logger.should_log(ToSpdlog(level));
}

void Write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (!Enabled(level)) {
    return;
  }
  Output& output = TheOutput();
  nlohmann::ordered_json line = {
      {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone())},
      {"level", Name(level)},
      {"service", output.service},
      {"message", message}};
  if (!current_trace_id.empty()) {
    line["trace_id"] = current_trace_id;
  }
  for (const Field& field : fields) {
    line[std::string(field.key)] = field.value;
  }
  // Bytes that are not UTF-8 are replaced: a log line must always be JSON.
  std::string text = line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  output.logger.log(ToSpdlog(level), spdlog::string_view_t(text.data(), text.size()));
}

TraceScope::TraceScope(std::string_view trace_parent)
    : previous_(std::exchange(current_trace_id, std::string(TraceId(trace_parent)))) {}

TraceScope::~TraceScope() {
  current_trace_id = std::move(previous_);
}

}  // namespace eduplan::log
