#include "tests/chaos/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/status/macros.h"
#include "tests/chaos/nemesis.h"
#include "tests/chaos/reader.h"
#include "tests/chaos/reorganizer.h"
#include "tests/chaos/writer.h"

namespace eduplan::chaos {
namespace {

// Everything has to work again so long after it is mended.
constexpr absl::Duration kRecovery = absl::Seconds(30);
constexpr int kFirstReader = 100;
constexpr int kLastReader = 200;  // reads what is there in the end

absl::Status Insist(const std::function<absl::Status()>& call) {
  const absl::Time until = absl::Now() + kRecovery;
  for (;;) {
    const absl::Status status = call();
    if (status.ok() || absl::Now() > until) return status;
    absl::SleepFor(absl::Milliseconds(20));
  }
}

template <typename T>
std::string Slowest(const std::vector<T>& calls) {
  int64_t slowest = 0;
  for (const T& call : calls) slowest = std::max(slowest, call.completed - call.invoked);
  return absl::FormatDuration(absl::Milliseconds(slowest / 1'000'000));
}

void Append(const std::vector<Read>& reads, History* history) {
  history->reads.insert(history->reads.end(), reads.begin(), reads.end());
}

absl::Status ReadTheEnd(World& world, Common& common, History* history) {
  ServiceTotals totals(world);
  Reader reader(totals, common, kLastReader, 1);
  for (int replica = 0; replica < World::kReplicas; ++replica) {
    EDUPLAN_RETURN_IF_ERROR(Insist(
        [&] { return reader.ReadNow(replica, TableOf(common.Counties()), common.token()); }));
    for (const std::string& one : TableOf({})) {
      EDUPLAN_RETURN_IF_ERROR(
          Insist([&] { return reader.ReadNow(replica, {one}, common.token()); }));
    }
  }
  Append(reader.reads(), history);
  int replica = 0;
  for (const std::string& county : common.Counties()) {
    for (size_t i = 0; i < kWritten; ++i) {
      EDUPLAN_RETURN_IF_ERROR(Insist([&]() -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(history->versions[std::make_pair(county, i)],
                                 ListVersions(world, replica++ % World::kReplicas, county, i));
        return absl::OkStatus();
      }));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Play(World& world, const RunOptions& options, Course* course) {
  EDUPLAN_RETURN_IF_ERROR(world.Register(&course->history));
  Common common(World::Counties());
  ServiceTotals service(world);
  std::vector<std::unique_ptr<Totals>> totals;
  std::vector<Writer> writers;
  std::vector<Reader> readers;
  for (int i = 0; i < Common::kWriters; ++i)
    writers.emplace_back(world, common, i, options.seed + i);
  for (int i = 0; i < options.readers; ++i) {
    Totals* read_from = &service;
    if (options.totals != nullptr) {
      read_from = totals.emplace_back(options.totals(service)).get();
    }
    readers.emplace_back(*read_from, common, kFirstReader + i, options.seed + kFirstReader + i);
  }
  std::vector<std::thread> threads;
  for (Writer& writer : writers) {
    threads.emplace_back([&writer, &options] { writer.Run(options.duration); });
  }
  for (Reader& reader : readers) threads.emplace_back([&reader] { reader.Run(); });
  Reorganizer reorganizer(world, common, &course->history, options.seed);
  Nemesis nemesis(world, options.seed);
  if (options.disturbed) {
    threads.emplace_back([&reorganizer] { reorganizer.Run(); });
    nemesis.Run(options.duration);
  } else {
    absl::SleepFor(options.duration);
  }
  const absl::Time mended = absl::Now();
  common.Stop();
  for (std::thread& thread : threads) thread.join();
  for (const Writer& writer : writers) {
    std::copy(writer.writes().begin(), writer.writes().end(),
              std::back_inserter(course->history.writes));
    course->write_attempts += writer.attempts();
  }
  for (const Reader& reader : readers) Append(reader.reads(), &course->history);
  course->disturbances = nemesis.done();
  course->most_cached = nemesis.most_cached();
  for (const auto& [what, count] : reorganizer.done()) {
    course->disturbances["county " + what] = count;
  }
  const absl::Status status = ReadTheEnd(world, common, &course->history);
  course->recovery = absl::Now() - mended;
  course->failures = common.failures();
  course->surprises = common.surprises();
  return status;
}

std::string Course::Text() const {
  std::string text = fmt::format(
      "{} writes in {} attempts, the slowest {}; {} reads, the slowest {}; recovered in {}; "
      "up to {} entries in Redis\n",
      history.writes.size(), write_attempts, Slowest(history.writes), history.reads.size(),
      Slowest(history.reads), absl::FormatDuration(recovery), most_cached);
  for (const auto& [what, count] : disturbances) text += fmt::format("  {}: {}\n", what, count);
  for (const auto& [what, count] : failures) text += fmt::format("  failed: {}: {}\n", what, count);
  for (const std::string& surprise : surprises) text += fmt::format("  SURPRISE {}\n", surprise);
  return text;
}

}  // namespace eduplan::chaos
