#ifndef EDUPLAN_SERVICES_PLATFORM_LOG_TRACE_H_
#define EDUPLAN_SERVICES_PLATFORM_LOG_TRACE_H_

#include <string>
#include <string_view>

namespace eduplan::log {

// W3C trace context, version 00: "00-<32 hex trace id>-<16 hex span id>-<2 hex flags>".

// Whether `trace_parent` is one that may be passed on: lower-case hex, ids not all zero.
bool IsTraceParent(std::string_view trace_parent);
// Begins a trace. Ids are random, not secret.
std::string NewTraceParent();
// The same trace with a span id of its own, for a call made within it; a new trace if `parent` is
// not valid.
std::string ChildTraceParent(std::string_view parent);
// The 32 hex digits of the trace id; empty if `trace_parent` is not valid.
std::string_view TraceId(std::string_view trace_parent);

}  // namespace eduplan::log

#endif  // EDUPLAN_SERVICES_PLATFORM_LOG_TRACE_H_
