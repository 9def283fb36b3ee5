#include "services/plan_items/apart.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/time/clock.h"
#include "services/plan_items/document_error.h"
#include "services/plan_items/importer/refusal.h"
#include "services/plan_items/plan_reader/reply.h"
#include "services/platform/log/log.h"
#include "services/platform/process/run.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

// An honest megabyte takes about a second of a processor, a small file a sixth of one. Its process
// may have to wait for the processor.
constexpr int kStartMs = 700;
constexpr size_t kBytesASecond = size_t{512} << 10;
constexpr int kWaitFactor = 10;

// Libraries and their tables take half of it before the document is looked at.
constexpr int kMemoryMib = 176;

constexpr size_t kMostReply = size_t{64} << 20;

std::string BesideUs() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "eduplan-plan-reader" : (self.parent_path() / "eduplan-plan-reader").string();
}

absl::Status Refused(std::string_view english, std::string_view chinese) {
  return NotReadable(importer::Refuse(absl::StatusCode::kInvalidArgument, english, chinese));
}

absl::Status TooLong(int cpu_ms) {
  const std::string seconds = text::Cat(cpu_ms / 1000, ".", cpu_ms / 100 % 10);
  return Refused(text::Cat("reading took more than ", seconds,
                           " s, longer than a file of this size takes: it is made or damaged so "
                           "that its structure does not end"),
                 text::Cat("读取超过", seconds, "秒，远超同等大小文件所需：文件结构异常或已损坏"));
}

absl::Status TooLarge(int mib) {
  return Refused(text::Cat("reading takes more than ", mib,
                           " MiB of memory: the file unpacks to far more than its size"),
                 text::Cat("读取所需内存超过", mib, "MiB：文件解压后过大"));
}

absl::StatusOr<v1::ParsedPlan> Understand(const process::Outcome& outcome, int cpu_ms, int mib) {
  using End = process::Outcome::End;
  if (outcome.end == End::kTimedOut) return ReadingBusy();
  if (outcome.end == End::kTooMuchOutput) return TooLarge(mib);
  if (outcome.end == End::kKilledBySignal) {
    if (outcome.code == SIGPROF || outcome.code == SIGXCPU || outcome.code == SIGKILL) {
      return TooLong(cpu_ms);
    }
    return Refused(text::Cat("the file is damaged: its reader stopped (signal ", outcome.code, ")"),
                   text::Cat("文件已损坏：读取进程异常终止（信号", outcome.code, "）"));
  }
  v1::ParsedPlan plan;
  switch (static_cast<ReaderExit>(outcome.code)) {
    case ReaderExit::kRead:
      if (plan.ParseFromString(outcome.output)) return plan;
      break;
    case ReaderExit::kRefused:
      return NotReadable(ParseRefusal(outcome.output));
    case ReaderExit::kOutOfMemory:
      return TooLarge(mib);
    case ReaderExit::kMisused:
      break;
  }
  // Libraries may end the process themselves when they find something impossible.
  return Refused(text::Cat("the file is damaged: its reader ended (code ", outcome.code, ")"),
                 text::Cat("文件已损坏：读取进程异常退出（代码", outcome.code, "）"));
}

}  // namespace

// One of the processes that may run at a time.
class Apart::Place {
 public:
  Place(Apart& apart, absl::Time deadline) : apart_(apart) {
    std::unique_lock lock(apart_.mutex_);
    const absl::Duration wait = std::min(deadline - absl::Now(), absl::Seconds(60));
    taken_ = apart_.freed_.wait_for(lock, absl::ToChronoMilliseconds(wait),
                                    [this] { return apart_.free_ > 0; });
    if (taken_) --apart_.free_;
  }
  ~Place() {
    if (!taken_) return;
    {
      const std::lock_guard lock(apart_.mutex_);
      ++apart_.free_;
    }
    apart_.freed_.notify_one();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  bool taken() const { return taken_; }

 private:
  Apart& apart_;
  bool taken_ = false;
};

Apart::Apart(Options options)
    : program_(options.program.empty() ? BesideUs() : std::move(options.program)),
      free_(options.at_once) {}

absl::StatusOr<v1::ParsedPlan> Apart::Read(std::string_view bytes, std::string_view type,
                                           absl::Time deadline, bool classified) {
  const Place place(*this, deadline);
  if (!place.taken()) return ReadingBusy();
  const int cpu_ms = kStartMs + static_cast<int>(bytes.size() * 1000 / kBytesASecond);
  const int mib = kMemoryMib + static_cast<int>(bytes.size() >> 20);
  const absl::Time limit = absl::Now() + kWaitFactor * absl::Milliseconds(cpu_ms);
  const auto outcome =
      process::Run({.arguments = {program_, classified ? "read-classified" : "read",
                                  std::string(type), text::Cat(cpu_ms), text::Cat(mib)},
                    .environment = {"LANG=C.UTF-8"},
                    .input = bytes,
                    .most_output = kMostReply,
                    .deadline = std::min(deadline, limit)});
  if (!outcome.ok()) {
    log::Error("reader not started", {{"error", outcome.status().ToString()}});
    return status::Internal();
  }
  if (absl::Now() > deadline) return ReadingTooLong();
  return Understand(*outcome, cpu_ms, mib);
}

}  // namespace eduplan::plan_items
