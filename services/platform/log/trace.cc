#include "services/platform/log/trace.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"

namespace eduplan::log {
namespace {

constexpr size_t kTraceAt = 3;
constexpr size_t kTraceSize = 32;
constexpr size_t kSpanAt = kTraceAt + kTraceSize + 1;
constexpr size_t kSpanSize = 16;
constexpr size_t kFlagsAt = kSpanAt + kSpanSize + 1;
constexpr size_t kSize = kFlagsAt + 2;

bool IsLowerHex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsId(std::string_view text) {
  return IsLowerHex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

// Never zero, which the standard reserves for "no id".
uint64_t RandomId() {
  thread_local absl::InsecureBitGen generator;
  return absl::Uniform<uint64_t>(absl::IntervalClosed, generator, 1, UINT64_MAX);
}

}  // namespace

bool IsTraceParent(std::string_view trace_parent) {
  return trace_parent.size() == kSize && trace_parent.starts_with("00-") &&
         trace_parent[kSpanAt - 1] == '-' && trace_parent[kFlagsAt - 1] == '-' &&
         IsId(trace_parent.substr(kTraceAt, kTraceSize)) &&
         IsId(trace_parent.substr(kSpanAt, kSpanSize)) && IsLowerHex(trace_parent.substr(kFlagsAt));
}

std::string NewTraceParent() {
  return absl::StrCat("00-", absl::Hex(RandomId(), absl::kZeroPad16),
                      absl::Hex(RandomId(), absl::kZeroPad16), "-",
                      absl::Hex(RandomId(), absl::kZeroPad16), "-01");
}

std::string ChildTraceParent(std::string_view parent) {
  if (!IsTraceParent(parent)) {
    return NewTraceParent();
  }
  std::string child(parent);
  child.replace(kSpanAt, kSpanSize, absl::StrCat(absl::Hex(RandomId(), absl::kZeroPad16)));
  return child;
}

std::string_view TraceId(std::string_view trace_parent) {
  return IsTraceParent(trace_parent) ? trace_parent.substr(kTraceAt, kTraceSize)
                                     : std::string_view();
}

}  // namespace eduplan::log
