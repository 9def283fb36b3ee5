#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/figures/measure.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestBracket = 300;
constexpr size_t kLongestSentence = 300;

bool NamesParts(const FlatText& text, size_t at) {
  return LongestAt(text, at, {U"其中", U"含", U"包括", U"分别为", U"内含"}) > 0;
}

// 0-based decimal digits as a scaled integer: 12.5 -> 12500000 at scale 6.
std::optional<long long> Scaled(const std::string& value) {
  const size_t point = value.find('.');
  std::string digits = value.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : value.substr(point + 1);
  if (digits.size() > 12 || fraction.size() > 6) return std::nullopt;
  fraction.resize(6, '0');
  long long scaled = 0;
  if (!absl::SimpleAtoi(digits + fraction, &scaled)) return std::nullopt;
  return scaled;
}

std::string Unscaled(long long scaled) {
  std::string text = absl::StrCat(scaled / 1'000'000);
  std::string fraction = absl::StrCat(scaled % 1'000'000 + 1'000'000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? text : absl::StrCat(text, ".", fraction);
}

void Report(const Measurement& whole, size_t end, long long sum, long long total,
            ParsedPlan& plan) {
  const long long difference = sum - total;
  const std::string by = Unscaled(difference < 0 ? -difference : difference);
  const std::string of = absl::StrCat(Unscaled(sum), whole.unit);
  plan.findings.push_back(
      {.code = "PARTS_DO_NOT_ADD_UP",
       .severity = Severity::kWarning,
       .message_en = absl::StrCat("the parts of \"", whole.name, "\" add up to ", of, ", ", by,
                                  difference < 0 ? " less" : " more", " than the ", whole.value,
                                  whole.unit, " stated"),
       .message_zh = absl::StrCat("“", whole.name, "”各分项合计", of, ",比所列", whole.value,
                                  whole.unit, difference < 0 ? "少" : "多", by, whole.unit),
       .item_path = whole.item_path,
       .start = whole.start,
       .end = std::max(whole.end, end)});
}

}  // namespace

std::vector<int> FindWholes(const FlatText& text, const std::vector<Figure>& figures) {
  std::vector<int> wholes(figures.size(), -1);
  for (size_t i = 0; i < figures.size(); ++i) {
    const size_t at = figures[i].unit_end;
    if (at >= text.size()) continue;
    size_t stop = at;
    bool named = false;
    const bool bracket = text.chars[at] == U'(';
    const bool names_own = IsOneOf(text.chars[at], U",;、") && NamesParts(text, at + 1);
    if (wholes[i] >= 0 && !bracket && !names_own) continue;
    if (bracket) {
      const size_t limit = std::min(text.size(), at + kLongestBracket);
      stop = at + 1;
      for (int open = 1; stop < limit; ++stop) {
        if (text.chars[stop] == U'(') ++open;
        if (text.chars[stop] == U')' && --open == 0) break;
      }
      named = NamesParts(text, at + 1);
    } else if (names_own || text.At(at, U"。其中")) {
      const size_t limit = std::min(text.size(), at + kLongestSentence);
      stop = at + 1;
      while (stop < limit && !IsOneOf(text.chars[stop], U"。;!?")) ++stop;
      named = true;
    }
    std::vector<size_t> parts;
    size_t passed = bracket ? at + 1 : at;
    int depth = 0;  // Figures in a bracket within are parts of a part.
    for (size_t k = i + 1; k < figures.size() && figures[k].begin < stop; ++k) {
      for (; passed < figures[k].begin; ++passed) {
        if (text.chars[passed] == U'(') ++depth;
        if (text.chars[passed] == U')') --depth;
      }
      if (depth > 0) continue;
      const bool same = figures[k].word == figures[i].word;
      // Without the word 其中 only figures of the same unit are parts.
      if (bracket ? (named || same) : same) {
        parts.push_back(k);
        // 其中中央5018万元,包括…: what follows is of that part, and what more the whole has is not
        // told.
        const size_t behind = figures[k].unit_end;
        if (!bracket && behind < stop && text.chars[behind] == U',' &&
            NamesParts(text, behind + 1)) {
          break;
        }
      } else if (!bracket) {
        break;
      }
    }
    if (!named && (parts.empty() || !bracket)) continue;
    for (size_t k : parts) wholes[k] = static_cast<int>(i);
  }
  return wholes;
}

void CheckParts(const std::vector<int>& wholes, size_t first, ParsedPlan& plan) {
  struct Sum {
    long long total = 0;
    size_t count = 0;
    size_t end = 0;
    bool exact = true;
  };
  std::map<int, Sum> sums;
  const auto is_exact = [](const Measurement& m) {
    return !m.masked && m.comparator == Comparator::kEqual && m.unit != "%" && Scaled(m.value);
  };
  for (size_t i = 0; i < wholes.size(); ++i) {
    if (wholes[i] < 0) continue;
    const Measurement& whole = plan.measurements[first + static_cast<size_t>(wholes[i])];
    const Measurement& part = plan.measurements[first + i];
    Sum& sum = sums[wholes[i]];
    sum.exact = sum.exact && is_exact(whole) && is_exact(part) && part.unit == whole.unit;
    sum.total += Scaled(part.value).value_or(0);
    sum.end = part.end;
    ++sum.count;
  }
  for (const auto& [index, sum] : sums) {
    const Measurement& whole = plan.measurements[first + static_cast<size_t>(index)];
    const long long stated = Scaled(whole.value).value_or(0);
    if (sum.exact && sum.count >= 2 && sum.total != stated) {
      Report(whole, sum.end, sum.total, stated, plan);
    }
  }
}

}  // namespace eduplan::importer
