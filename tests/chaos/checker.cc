#include "tests/chaos/checker.h"

#include <fmt/format.h>

#include <utility>

#include "tests/chaos/checks.h"

namespace eduplan::chaos {
namespace {

constexpr int64_t kMostOfAKind = 5;

}  // namespace

std::string Name(const Read& read) {
  return fmt::format("read {} of {} rows by client {} on replica {}, as of {} (tree {})", read.id,
                     read.rows.size(), read.client, read.replica, read.as_of.sequence,
                     read.as_of.tree_sequence);
}

std::string Name(const Write& write) {
  return fmt::format("write of {} by client {} with total {} at {}", write.county, write.client,
                     write.figures[kTotal], write.sequence);
}

std::string_view NameOf(Fault fault) {
  switch (fault) {
    case Fault::kMissesWrite:
      return "MISSES_WRITE";
    case Fault::kWentBack:
      return "WENT_BACK";
    case Fault::kFromTheFuture:
      return "FROM_THE_FUTURE";
    case Fault::kBehindToken:
      return "BEHIND_TOKEN";
    case Fault::kNotItsMoment:
      return "NOT_ITS_MOMENT";
    case Fault::kMixedMoments:
      return "MIXED_MOMENTS";
    case Fault::kNotRepeated:
      return "NOT_REPEATED";
    case Fault::kUnsettled:
      return "UNSETTLED";
    case Fault::kOutOfOrder:
      return "OUT_OF_ORDER";
    case Fault::kLost:
      return "LOST";
    case Fault::kUnknownVersion:
      return "UNKNOWN_VERSION";
  }
  return "";
}

void Report::Add(Fault fault, std::string what) {
  if (++counts[fault] <= kMostOfAKind) violations.push_back({fault, std::move(what)});
}

std::string Report::Text() const {
  std::string text = fmt::format(
      "{} writes; {} reads, {} of them of past moments; {} cells compared with their moment, {} "
      "sums "
      "within answers, {} versions\n",
      writes, reads, repeated, cells, sums, versions);
  for (const auto& [fault, count] : counts) {
    text += fmt::format("{}: {}\n", NameOf(fault), count);
  }
  for (const Violation& violation : violations) {
    text += fmt::format("  {}: {}\n", NameOf(violation.fault), violation.what);
  }
  return text;
}

Report Check(const History& history) {
  Report report;
  report.writes = std::ssize(history.writes);
  report.reads = std::ssize(history.reads);
  CheckFreshness(history, &report);
  CheckFuture(history, &report);
  CheckTotals(history, &report);
  CheckRepeats(history, &report);
  CheckVersions(history, &report);
  return report;
}

}  // namespace eduplan::chaos
