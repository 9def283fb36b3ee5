#include "tests/fuzz/check.h"

#include <unicode/utf8.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "services/plan_items/importer/formats/read.h"

namespace eduplan::importer::fuzz {
namespace {

// Sanitizers and coverage make a program several times slower.
#if defined(__SANITIZE_ADDRESS__)
constexpr double kSlower = 5;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr double kSlower = 5;
#else
constexpr double kSlower = 1;
#endif
#else
constexpr double kSlower = 1;
#endif

double Seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

void Check(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void CheckUtf8(std::string_view text, std::string_view what) {
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  for (int64_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    Check(c >= 0, std::string(what) + " is UTF-8");
  }
}

void CheckRefusal(const absl::Status& status) {
  Check(absl::IsInvalidArgument(status) || absl::IsResourceExhausted(status) ||
            absl::IsPermissionDenied(status),
        "a refusal has a code for one: " + status.ToString());
  const std::string message(status.message());
  Check(!message.empty(), "a refusal says why");
  Check(message.find('\n') == std::string::npos, "a refusal is one line");
  Check(message.size() < 1000, "a refusal is short");
  CheckUtf8(message, "a refusal");
}

void CheckTime(size_t size, const std::function<void()>& read) {
  const double begin = Seconds();
  read();
  const double taken = Seconds() - begin;
  const double allowed = kSlower * (1.0 + static_cast<double>(size) / 65536);
  Check(taken < allowed, "it takes less than " + std::to_string(allowed) +
                             " s of processor time, not " + std::to_string(taken));
}

Limits FuzzLimits() {
  return {.max_bytes = size_t{1} << 20, .max_nodes = 5000, .max_measurements = 5000};
}

void CheckFile(const Source& source, const Format& format) {
  const Limits limits = FuzzLimits();
  CheckTime(source.bytes.size(), [&] {
    const auto text = ReadSource(source, format, limits);
    if (!text.ok()) return CheckRefusal(text.status());
    CheckSource(*text, source.bytes.size());
    const auto again = ReadSource(source, format, limits);
    Check(again.ok() && *again == *text, "the same bytes have the same text");
  });
}

std::u32string FromBytes(const uint8_t* data, size_t size) {
  std::u32string text;
  for (size_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(data, i, size, c);
    const bool control = (c < 0x20 && c != U'\n' && c != U'\t') || c == 0x7f;
    if (!control) text.push_back(static_cast<char32_t>(c));
  }
  return text;
}

}  // namespace eduplan::importer::fuzz
