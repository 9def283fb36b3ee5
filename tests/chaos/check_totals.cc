#include <fmt/format.h>

#include <map>
#include <optional>
#include <unordered_map>

#include "tests/chaos/checks.h"
#include "tests/chaos/reconstruction.h"

namespace eduplan::chaos {
namespace {

std::string Name(const Cell& cell) {
  return cell.there
             ? fmt::format("{}/{} ({} of {})", cell.sum, cell.divisor, cell.reported, cell.expected)
             : fmt::format("nothing ({} of {})", cell.reported, cell.expected);
}

// Totals of one answer against each other: no reconstruction is needed to see that they are of two
// moments.
class Sums {
 public:
  Sums(const Read& read, const History& history, Reconstruction& moment, Report* report)
      : read_(read), history_(history), moment_(moment), report_(report) {}

  void Check() {
    for (const Row& row : read_.rows) {
      rows_[row.organization] = &row;
      CheckParts(row);
    }
    if (read_.rows.size() < 2) return;
    for (size_t i = 0; i < kIndicators; ++i) {
      const auto indicator = static_cast<Indicator>(i);
      Compare(history_.province, indicator, history_.cities);
      for (const std::string& city : history_.cities) Compare(city, indicator, CountiesOf(city, i));
    }
  }

 private:
  // kTotal = kFirst + kSecond, and kShare is of the same two.
  void CheckParts(const Row& row) {
    const auto& cells = row.cells;
    ++report_->sums;
    if (cells[kTotal].sum == cells[kFirst].sum + cells[kSecond].sum &&
        cells[kShare].sum == cells[kFirst].sum && cells[kShare].divisor == cells[kTotal].sum) {
      return;
    }
    report_->Add(Fault::kMixedMoments,
                 fmt::format("{}: {} has a total of {}, parts of {} and {}, and a share of {}",
                             Name(read_), row.organization, Name(cells[kTotal]),
                             Name(cells[kFirst]), Name(cells[kSecond]), Name(cells[kShare])));
  }

  std::vector<std::string> CountiesOf(const std::string& city, size_t indicator) {
    std::vector<std::string> counties;
    for (const auto& [county, place] : moment_.counties()) {
      if (moment_.CityOf(county, static_cast<Indicator>(indicator), read_.as_of.tree_sequence) ==
          city) {
        counties.push_back(county);
      }
    }
    return counties;
  }

  // Where the answer has the parent and all of its children.
  void Compare(const std::string& parent, Indicator indicator,
               const std::vector<std::string>& children) {
    const auto found = rows_.find(parent);
    if (found == rows_.end() || children.empty()) return;
    Cell sum;
    for (const std::string& child : children) {
      const auto row = rows_.find(child);
      if (row == rows_.end()) return;
      const Cell& cell = row->second->cells[indicator];
      sum.there = sum.there || cell.there;
      sum.sum += cell.sum;
      sum.divisor += cell.divisor;
      sum.expected += cell.expected;
      sum.reported += cell.reported;
    }
    ++report_->sums;
    const Cell& total = found->second->cells[indicator];
    if (total == sum) return;
    report_->Add(Fault::kMixedMoments,
                 fmt::format("{}: {} of {} is {}, the {} below it are {}", Name(read_),
                             kCodes[indicator], parent, Name(total), children.size(), Name(sum)));
  }

  const Read& read_;
  const History& history_;
  Reconstruction& moment_;
  Report* report_;
  std::map<std::string, const Row*> rows_;
};

}  // namespace

void CheckTotals(const History& history, Report* report) {
  Reconstruction moment(history);
  for (const Read* read : Sorted(history.reads, [](const Read& a, const Read& b) {
         return a.as_of.sequence < b.as_of.sequence;
       })) {
    moment.Advance(read->as_of.sequence);
    Sums(*read, history, moment, report).Check();
    for (const Row& row : read->rows) {
      for (size_t i = 0; i < kIndicators; ++i) {
        const std::optional<Cell> expected =
            moment.Expected(row.organization, static_cast<Indicator>(i), read->as_of.tree_sequence);
        if (!expected) continue;
        ++report->cells;
        if (row.cells[i] == *expected) continue;
        report->Add(Fault::kNotItsMoment,
                    fmt::format("{}: {} of {} is {} instead of {}", Name(*read), kCodes[i],
                                row.organization, Name(row.cells[i]), Name(*expected)));
      }
    }
  }
}

void CheckRepeats(const History& history, Report* report) {
  std::unordered_map<int64_t, const Read*> reads;
  for (const Read& read : history.reads) reads[read.id] = &read;
  for (const Read& read : history.reads) {
    if (read.repeats == 0) continue;
    ++report->repeated;
    const Read& first = *reads.at(read.repeats);
    if (read.as_of == first.as_of && read.content == first.content) continue;
    report->Add(Fault::kNotRepeated,
                fmt::format("{} (time {}) repeats {} (time {}), and differs{}", Name(read),
                            read.as_of.time_us, Name(first), first.as_of.time_us,
                            read.content == first.content ? " in its moment alone" : ""));
  }
}

}  // namespace eduplan::chaos
