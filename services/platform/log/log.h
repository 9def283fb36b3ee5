#ifndef EDUPLAN_SERVICES_PLATFORM_LOG_LOG_H_
#define EDUPLAN_SERVICES_PLATFORM_LOG_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace eduplan::log {

// Structured logs: one JSON object a line on standard error {"time","level","service","message",
// "trace_id", …fields}. Never a token, password or document text.
enum class Level { kDebug, kInfo, kWarning, kError };

struct Field {
  std::string_view key;
  std::string value;
  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, int64_t v);
};

// Once at start; `level` is debug, info, warning or error.
void Init(std::string_view service, std::string_view level);
// Whether lines of that level are written; for callers whose fields cost something to make.
bool Enabled(Level level);
void Write(Level level, std::string_view message, std::initializer_list<Field> fields = {});
inline void Debug(std::string_view m, std::initializer_list<Field> f = {}) {
  Write(Level::kDebug, m, f);
}
inline void Info(std::string_view m, std::initializer_list<Field> f = {}) {
  Write(Level::kInfo, m, f);
}
inline void Warning(std::string_view m, std::initializer_list<Field> f = {}) {
  Write(Level::kWarning, m, f);
}
inline void Error(std::string_view m, std::initializer_list<Field> f = {}) {
  Write(Level::kError, m, f);
}

// The trace of the call that this thread works on, put into every line until the end of the scope.
class TraceScope {
 public:
  explicit TraceScope(std::string_view trace_parent);
  ~TraceScope();
  TraceScope(const TraceScope&) = delete;
  TraceScope& operator=(const TraceScope&) = delete;

 private:
  std::string previous_;
};

}  // namespace eduplan::log

#endif  // EDUPLAN_SERVICES_PLATFORM_LOG_LOG_H_
