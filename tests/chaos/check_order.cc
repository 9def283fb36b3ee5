#include <fmt/format.h>

#include "tests/chaos/checks.h"

namespace eduplan::chaos {
namespace {

double Millis(int64_t nanos) {
  return static_cast<double>(nanos) / 1e6;
}

}  // namespace

void CheckFreshness(const History& history, Report* report) {
  const auto writes = Sorted(
      history.writes, [](const Write& a, const Write& b) { return a.completed < b.completed; });
  const auto answers =
      Sorted(history.reads, [](const Read& a, const Read& b) { return a.completed < b.completed; });
  size_t written = 0;
  size_t answered = 0;
  const Write* latest = nullptr;
  const Read* newest = nullptr;
  const Read* newest_tree = nullptr;
  for (const Read* read :
       Sorted(history.reads, [](const Read& a, const Read& b) { return a.invoked < b.invoked; })) {
    for (; written < writes.size() && writes[written]->completed < read->invoked; ++written) {
      const Write* write = writes[written];
      if (latest == nullptr || write->sequence > latest->sequence) latest = write;
    }
    for (; answered < answers.size() && answers[answered]->completed < read->invoked; ++answered) {
      const Read* other = answers[answered];
      if (newest == nullptr || other->as_of.sequence > newest->as_of.sequence) newest = other;
      if (newest_tree == nullptr || other->as_of.tree_sequence > newest_tree->as_of.tree_sequence) {
        newest_tree = other;
      }
    }
    if (read->repeats != 0) continue;
    if (latest != nullptr && read->as_of.sequence < latest->sequence) {
      report->Add(Fault::kMissesWrite,
                  fmt::format("{}, begun {:.3f} ms after the {} was acknowledged", Name(*read),
                              Millis(read->invoked - latest->completed), Name(*latest)));
    }
    for (const Read* other : {newest, newest_tree}) {
      if (other == nullptr || (read->as_of.sequence >= other->as_of.sequence &&
                               read->as_of.tree_sequence >= other->as_of.tree_sequence)) {
        continue;
      }
      report->Add(Fault::kWentBack,
                  fmt::format("{}, begun {:.3f} ms after the answer to {}", Name(*read),
                              Millis(read->invoked - other->completed), Name(*other)));
      break;
    }
    if (read->as_of.tree_sequence < read->token_tree_sequence) {
      report->Add(Fault::kBehindToken, fmt::format("{}, with a token of tree {}", Name(*read),
                                                   read->token_tree_sequence));
    }
  }
}

void CheckFuture(const History& history, Report* report) {
  const auto writes =
      Sorted(history.writes, [](const Write& a, const Write& b) { return a.invoked > b.invoked; });
  const auto reads =
      Sorted(history.reads, [](const Read& a, const Read& b) { return a.completed > b.completed; });
  size_t next = 0;
  const Write* first = nullptr;  // of those that began after the answer
  for (const Read* read : reads) {
    for (; next < writes.size() && writes[next]->invoked > read->completed; ++next) {
      const Write* write = writes[next];
      if (write->sequence != 0 && (first == nullptr || write->sequence < first->sequence)) {
        first = write;
      }
    }
    if (first == nullptr || read->as_of.sequence < first->sequence) continue;
    report->Add(Fault::kFromTheFuture,
                fmt::format("{}, answered before the {} began", Name(*read), Name(*first)));
  }
}

}  // namespace eduplan::chaos
