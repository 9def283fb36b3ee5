#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/figures/attributes.h"
#include "services/plan_items/importer/figures/measure.h"
#include "services/plan_items/importer/figures/slips.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestBracket = 300;
constexpr size_t kLongestSentence = 300;
constexpr long long kLargestTotal = 1'000'000'000'000'000'000;  // Scaled; no whole is larger.

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

// Parts that are looked at from another side than their neighbours: they never add up.
bool IsAttribute(const std::string& name) {
  constexpr const char* kAttributes[] = {"女",       "寄宿", "留守", "随迁", "残疾",
                                         "贫困",     "困难", "党员", "骨干", "高级",
                                         "少数民族", "优秀", "以上", "以下"};
  return std::any_of(std::begin(kAttributes), std::end(kAttributes),
                     [&](const char* word) { return name.find(word) != std::string::npos; });
}

struct Sum {
  std::vector<Addend> parts;
  long long total = 0;
  size_t end = 0;
  bool exact = true;
  bool attributes = false;
  bool same_unit = true;  // As the whole.
  bool one_unit = true;
};

// In the unit of the whole, or in units without 万 and 亿 where the parts have others.
std::optional<long long> ValueOf(const Measurement& m, bool printed_unit) {
  return Scaled(printed_unit ? m.value : m.base_value);
}

void Report(const Measurement& whole, const Sum& sum, long long stated, ParsedPlan& plan) {
  const long long difference = sum.total - stated;
  const std::string& unit = sum.same_unit ? whole.unit : whole.base_unit;
  const std::string by = Unscaled(std::abs(difference));
  const std::string of = absl::StrCat(Unscaled(sum.total), unit);
  const Slip slip =
      LikelySlip({whole.name, absl::StrCat(whole.value, whole.unit), stated}, sum.parts);
  const bool less = difference < 0;
  plan.findings.push_back(
      {.code = "PARTS_DO_NOT_ADD_UP",
       .severity = Severity::kWarning,
       .message_en =
           absl::StrCat("the parts of \"", whole.name, "\" add up to ", of, ", ", by,
                        less ? " less" : " more", " than the ", whole.value, whole.unit, " stated",
                        slip.english.empty() ? "" : absl::StrCat("; ", slip.english)),
       .message_zh = absl::StrCat("“", whole.name, "”各分项合计", of, ",比所列", whole.value,
                                  whole.unit, less ? "少" : "多", by, unit,
                                  slip.chinese.empty() ? "" : absl::StrCat(";", slip.chinese)),
       .item_path = whole.item_path,
       .start = whole.start,
       .end = std::max(whole.end, sum.end)});
}

bool IsExact(const Measurement& m) {
  return !m.masked && m.comparator == Comparator::kEqual && m.unit != "%";
}

Sum SumOf(const Measurement& whole, const std::vector<size_t>& parts, const ParsedPlan& plan) {
  Sum sum;
  for (size_t i : parts) sum.same_unit = sum.same_unit && plan.measurements[i].unit == whole.unit;
  for (size_t i : parts) {
    const Measurement& part = plan.measurements[i];
    const std::optional<long long> value = ValueOf(part, sum.same_unit);
    const bool same = part.unit == whole.unit || part.base_unit == whole.base_unit;
    const bool in_range = std::abs(sum.total) <= kLargestTotal;
    sum.exact = sum.exact && IsExact(part) && same && value && in_range;
    sum.attributes = sum.attributes || IsAttribute(part.name);
    sum.one_unit = sum.one_unit && part.unit == plan.measurements[parts.front()].unit;
    if (in_range) sum.total += value.value_or(0);
    sum.end = std::max(sum.end, part.end);
    sum.parts.push_back({part.name, absl::StrCat(part.value, part.unit), value.value_or(0)});
  }
  return sum;
}

// 45人获奖,其中…; 9个教学班(…): past the words behind the measure word, where parts are named right
// behind them.
size_t PastNoun(const FlatText& text, size_t unit_end) {
  constexpr size_t kLongestNoun = 10;
  constexpr size_t kLongestClause = 26;
  size_t at = unit_end;
  while (at < text.size() && at - unit_end < kLongestClause && text.gap[at] != Gap::kLine &&
         (IsHan(text.chars[at]) || IsOneOf(text.chars[at], U"、“”"))) {
    ++at;
  }
  if (at >= text.size() || text.gap[at] == Gap::kLine) return unit_end;
  const bool named = IsOneOf(text.chars[at], U",;") && text.At(at + 1, U"其中");
  const bool bracket = text.chars[at] == U'(' && at - unit_end <= kLongestNoun;
  return named || bracket ? at : unit_end;
}

// By how much something grew: 比上年增加1307人. What 其中 in the next sentence speaks of is the
// level.
bool TellsChange(const FlatText& text, const std::vector<Figure>& figures, size_t i) {
  const size_t floor = i > 0 ? figures[i - 1].unit_end : 0;
  return ChangeOf(text, figures[i], floor) != Change::kLevel;
}

// 学校14所,其中初中1所、教学点3个: in one list things are counted by either word.
bool CountsAlike(const FlatText& text, const Figure& whole, const Figure& before,
                 const Figure& part) {
  if (part.word == whole.word) return true;
  constexpr std::u32string_view kWords[] = {U"个", U"所", U"家", U"处"};
  const auto counts = [&](const std::u32string& word) {
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  };
  return counts(part.word) && counts(whole.word) && before.unit_end < text.size() &&
         text.chars[before.unit_end] == U'、';
}

// 参保4826万人,参保率95%;其中职工1037万人: where 其中 speaks of a figure with others between; `i` +
// 1 if it does not.
size_t LaterPart(const FlatText& text, const std::vector<Figure>& figures, size_t i) {
  constexpr size_t kPassed = 3;
  for (size_t k = i + 1; k < figures.size() && k <= i + 1 + kPassed; ++k) {
    const size_t before = figures[k - 1].unit_end;
    if (before >= text.size()) break;
    // Money in another unit is as often what it grew by.
    const bool same = figures[k].word == figures[i].word &&
                      (figures[k].word != U"元" || figures[k].unit == figures[i].unit);
    if (!same) continue;
    if (TellsChange(text, figures, k) && figures[k].unit_end < text.size() &&
        text.chars[figures[k].unit_end] == U',') {
      continue;
    }
    const bool told =
        k > i + 1 && IsOneOf(text.chars[before], U",;。") && text.At(before + 1, U"其中");
    return told ? k : i + 1;
  }
  return i + 1;
}

// 税收3.5亿元,增长8%,占75%;非税1.2亿元: what is told of a part before the next.
bool ClosesPart(const FlatText& text, const Figure& figure) {
  if (figure.word != U"%" || figure.unit_end >= text.size()) return false;
  return IsOneOf(text.chars[figure.unit_end], U",;");
}

}  // namespace

std::vector<int> FindWholes(const FlatText& text, const std::vector<Figure>& figures) {
  std::vector<int> wholes(figures.size(), -1);
  for (size_t i = 0; i < figures.size(); ++i) {
    const size_t first_part = LaterPart(text, figures, i);
    const size_t at = PastNoun(text, figures[first_part - 1].unit_end);
    if (at >= text.size()) continue;
    size_t stop = at;
    bool named = false;
    const bool bracket = text.chars[at] == U'(';
    const bool dash = text.At(at, U"——其中");
    const bool names_own = dash || (IsOneOf(text.chars[at], U",;、") && NamesParts(text, at + 1));
    if (text.At(at, U"。其中") && TellsChange(text, figures, i)) continue;
    if (wholes[i] >= 0 && !bracket && !names_own) continue;
    if (bracket) {
      const size_t limit = std::min(text.size(), at + kLongestBracket);
      stop = at + 1;
      for (int open = 1; stop < limit; ++stop) {
        if (text.chars[stop] == U'(') ++open;
        if (text.chars[stop] == U')' && --open == 0) break;
      }
      named = NamesParts(text, at + 1);
      // 87人(累计803人): of another time.
      if (LongestAt(text, at + 1, {U"累计", U"上年", U"去年", U"同比", U"截至"})) continue;
    } else if (names_own || text.At(at, U"。其中")) {
      const size_t limit = std::min(text.size(), at + kLongestSentence);
      stop = at + 1;
      // 税收3.5亿元,占75%;非税1.2亿元: of money such a list goes on.
      const auto goes_on = [&](size_t k) {
        return figures[i].word == U"元" && text.At(k - 1, U"%;");
      };
      while (stop < limit && (!IsOneOf(text.chars[stop], U"。;!?") || goes_on(stop))) ++stop;
      named = true;
    }
    std::vector<size_t> parts;
    size_t passed = bracket ? at + 1 : at;
    int depth = 0;  // Figures in a bracket within are parts of a part.
    for (size_t k = first_part; k < figures.size() && figures[k].begin < stop; ++k) {
      for (; passed < figures[k].begin; ++passed) {
        if (text.chars[passed] == U'(') ++depth;
        if (text.chars[passed] == U')') --depth;
      }
      if (depth > 0) continue;
      const bool same = bracket ? figures[k].word == figures[i].word
                                : CountsAlike(text, figures[i], figures[k - 1], figures[k]);
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
      } else if (!bracket && !ClosesPart(text, figures[k])) {
        break;
      }
    }
    if (!named && (parts.empty() || !bracket)) continue;
    for (size_t k : parts) wholes[k] = static_cast<int>(i);
  }
  return wholes;
}

void CheckParts(const std::vector<int>& wholes, size_t first, ParsedPlan& plan) {
  std::map<int, std::vector<size_t>> parts_of;  // In a table the total stands below its parts.
  for (size_t i = 0; i < wholes.size(); ++i) {
    if (wholes[i] >= 0) parts_of[wholes[i]].push_back(first + i);
  }
  for (const auto& [index, parts] : parts_of) {
    const Measurement& whole = plan.measurements[first + static_cast<size_t>(index)];
    const Sum sum = SumOf(whole, parts, plan);
    const std::optional<long long> stated = ValueOf(whole, sum.same_unit);
    if (!stated || !IsExact(whole) || !sum.exact || parts.size() < 2) continue;
    // 在校生5000人,其中女生2400人、寄宿生1800人: no parts that make up the whole.
    if (sum.attributes && sum.total < *stated) continue;
    // 其中优抚对象2134人、军休干部47人 of 9860: the most telling of the parts, not all.
    const bool some = sum.total < *stated / 4;
    if (some && sum.one_unit) continue;
    if (sum.total != *stated) Report(whole, sum, *stated, plan);
  }
}

}  // namespace eduplan::importer
