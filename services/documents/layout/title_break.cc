#include "services/documents/layout/title_break.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "services/documents/layout/geometry.h"

namespace eduplan::layout {
namespace {

constexpr int kMaxBalancedLines = 3;
constexpr size_t kMaxBalancedLength = 128;

// Costs are in em²: a line that is off the mean by 2 em costs 4.
constexpr double kBadJoint = 30;    // the line starts or ends with a particle
constexpr double kGoodJoint = -40;  // the line ends where the sense does
constexpr double kRectangle = 1;    // all lines equal
constexpr double kHourglass = 40;   // the middle line is the shortest

bool StartsWith(std::u32string_view text, std::u32string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool EndsWith(std::u32string_view text, std::u32string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

double JointCost(std::u32string_view text, size_t position) {
  const std::u32string_view before = text.substr(0, position);
  const std::u32string_view after = text.substr(position);
  for (std::u32string_view word : {U"的", U"和", U"与", U"及", U"暨", U"等", U"年", U"度"}) {
    if (StartsWith(after, word)) return kBadJoint;
  }
  for (std::u32string_view word : {U"关于", U"和", U"与", U"及", U"暨", U"在", U"对"}) {
    if (EndsWith(before, word)) return kBadJoint;
  }
  const bool good =
      StartsWith(after, U"关于") || EndsWith(before, U"、") || EndsWith(before, U"》");
  return good ? kGoodJoint : 0;
}

// Word boundaries at which a line may start, by the dictionary of ICU.
std::vector<size_t> Joints(std::u32string_view text) {
  const std::vector<bool> starts = LineStarts(text);
  const auto unicode = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                                     static_cast<int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
  std::vector<size_t> joints;
  if (U_FAILURE(status)) return joints;
  words->setText(unicode);
  for (int32_t at = words->next(); at != icu::BreakIterator::DONE; at = words->next()) {
    const auto position = static_cast<size_t>(unicode.countChar32(0, at));
    if (position > 0 && position < text.size() && starts[position]) joints.push_back(position);
  }
  return joints;
}

class Balancer {
 public:
  Balancer(std::u32string_view text, const std::vector<double>& widths, double line_width)
      : text_(text), line_width_(line_width), sums_(text.size() + 1, 0) {
    std::partial_sum(widths.begin(), widths.begin() + text.size(), sums_.begin() + 1);
    joints_ = Joints(text);
  }

  double total() const { return sums_.back(); }

  // The best joints for two or three lines; empty when none fits.
  std::vector<size_t> Best(int lines) {
    best_cost_ = std::numeric_limits<double>::infinity();
    best_.clear();
    for (size_t first : joints_) {
      if (lines == 2) {
        Consider({first});
        continue;
      }
      for (size_t second : joints_) {
        if (second > first) Consider({first, second});
      }
    }
    return best_;
  }

 private:
  void Consider(const std::vector<size_t>& breaks) {
    const double mean = total() / static_cast<double>(breaks.size() + 1);
    std::vector<double> lines;
    double cost = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= breaks.size(); ++i) {
      const size_t end = i < breaks.size() ? breaks[i] : text_.size();
      lines.push_back(sums_[end] - sums_[begin]);
      if (lines.back() > line_width_ + kRoundingSlack) return;
      cost += (lines.back() - mean) * (lines.back() - mean);
      if (end < text_.size()) cost += JointCost(text_, end);
      begin = end;
    }
    if (lines.size() == 3 && lines[1] < lines[0] && lines[1] < lines[2]) cost += kHourglass;
    if (cost < kRoundingSlack) cost += kRectangle;
    if (cost >= best_cost_) return;
    best_cost_ = cost;
    best_ = breaks;
  }

  std::u32string_view text_;
  double line_width_;
  std::vector<double> sums_;  // width of the first i characters
  std::vector<size_t> joints_;
  std::vector<size_t> best_;
  double best_cost_ = 0;
};

}  // namespace

std::vector<LineRange> BreakTitle(std::u32string_view text, const std::vector<double>& widths,
                                  double line_width) {
  std::vector<LineRange> greedy = FillLines(text, widths, line_width, line_width);
  const bool forced = text.find(U'\n') != text.npos;
  if (greedy.size() < 2 || forced || text.size() > kMaxBalancedLength) return greedy;
  Balancer balancer(text, widths, line_width);
  const int fewest = static_cast<int>(std::ceil(balancer.total() / line_width - kRoundingSlack));
  for (int lines = std::max(fewest, 2); lines <= kMaxBalancedLines; ++lines) {
    const std::vector<size_t> breaks = balancer.Best(lines);
    if (breaks.empty()) continue;
    std::vector<LineRange> result;
    size_t begin = 0;
    for (size_t end : breaks) {
      result.push_back({begin, end, true});
      begin = end;
    }
    result.push_back({begin, text.size(), true});
    return result;
  }
  return greedy;
}

}  // namespace eduplan::layout
