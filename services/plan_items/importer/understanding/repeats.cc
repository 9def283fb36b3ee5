#include "services/plan_items/importer/understanding/repeats.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace eduplan::importer {
namespace {

constexpr size_t kHan = 3;  // Bytes of a Han character.
constexpr size_t kShortestRate = 4 * kHan;
constexpr size_t kShortestTotal = 3 * kHan;
constexpr size_t kShortestPhrase = 8 * kHan;
constexpr size_t kShortestOverview = 5 * kHan;
constexpr size_t kMostReported = 50;

// Words in UTF-8. Of most characters one look tells that none begins there.
class Words {
 public:
  Words(std::initializer_list<std::string_view> words) : words_(words) {
    for (std::string_view word : words) starts_.set(First(word));
  }

  // The length of the longest that `text` begins with, 0 if there is none.
  size_t LongestOf(std::string_view text) const {
    if (!starts_.test(First(text))) return 0;
    size_t longest = 0;
    for (std::string_view word : words_) {
      if (word.size() > longest && text.starts_with(word)) longest = word.size();
    }
    return longest;
  }

  bool FoundIn(std::string_view text) const {
    for (size_t i = 0; i < text.size(); ++i) {
      if (LongestOf(text.substr(i)) > 0) return true;
    }
    return false;
  }

 private:
  // The first character where it has one byte or three; 0 for others.
  static size_t First(std::string_view text) {
    const auto at = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    if (at(0) < 0x80) return at(0);
    if (at(0) < 0xE0 || at(0) > 0xEF || text.size() < kHan) return 0;
    return (at(0) & 0x0FU) << 12 | (at(1) & 0x3FU) << 6 | (at(2) & 0x3FU);
  }

  std::vector<std::string_view> words_;
  std::bitset<0x10000> starts_;
};

// `year` is that of the document ("2020年"), which every figure of it is of.
std::string WithoutYear(const std::string& text, const std::string& year) {
  if (year.empty() || text.find(year) == std::string::npos) return text;
  return absl::StrReplaceAll(text, {{year, ""}});
}

// Without words that say over what and when a quantity is counted and not what it is.
std::string Normalized(const std::string& name, const std::string& year) {
  static const Words kWords({"全县", "全市", "全区", "全省", "我县", "我市", "我区", "全年", "今年",
                             "目前", "累计", "共计", "总共", "共有", "现有", "已",   "共",   "达到",
                             "达",   "的",   "为",   "有",   "“",    "”",    " "});
  const std::string whole = WithoutYear(name, year);
  std::string normalized;
  normalized.reserve(whole.size());
  for (size_t i = 0; i < whole.size();) {
    const size_t word = kWords.LongestOf(std::string_view(whole).substr(i));
    if (word == 0) normalized.push_back(whole[i]);
    i += std::max<size_t>(word, 1);
  }
  return normalized;
}

bool IsRate(const Measurement& m) {
  return m.unit == "%" && (m.name.ends_with("率") || m.name.ends_with("比例") ||
                           m.name.ends_with("占比") || m.name.ends_with("覆盖率"));
}

bool IsTotal(const Measurement& m) {
  static const Words kWords({"全县", "全市", "全区", "全省", "共有", "总数", "总计", "共计"});
  return kWords.FoundIn(m.quote) || m.name.ends_with("总数") || m.name.ends_with("总额");
}

// Another time, another place, a comparison: two values are no contradiction.
bool IsQualified(const Measurement& m, const std::string& year) {
  static const Words kNone({"全年", "今年", "比例", "占比", "比重", "比率"});
  static const Words kWords({"年", "月", "同期", "原", "从", "比", "较", "由", "季度", "平均",
                             "其中", "分别", "各", "每", "另", "此前"});
  const std::string whole = WithoutYear(m.quote, year);
  const std::string_view quote = whole;
  for (size_t i = 0; i < quote.size();) {
    const size_t passed = kNone.LongestOf(quote.substr(i));
    if (passed == 0 && kWords.LongestOf(quote.substr(i)) > 0) return true;
    i += std::max<size_t>(passed, 1);
  }
  return false;
}

// Whether a figure may be told of twice, whatever its name.
bool MayRepeat(const Measurement& m, const std::string& year) {
  return !m.masked && !m.base_value.empty() && m.comparator == Comparator::kEqual &&
         m.change == Change::kLevel && m.per.empty() && m.part_of.empty() &&
         m.row_heading.empty() && m.column_heading.empty() && !IsQualified(m, year);
}

// Whether a name says enough to be the same quantity where it is told again. `overview`: one of the
// two stands before the first item, where what follows is announced.
bool TellsEnough(const Measurement& m, const std::string& name, bool overview) {
  if (IsRate(m)) return name.size() >= kShortestRate;
  if (m.unit == "%") return false;
  if (overview && name.size() >= kShortestOverview) return true;
  return name.size() >= kShortestPhrase || (name.size() >= kShortestTotal && IsTotal(m));
}

void ReportRepeat(const Measurement& one, const Measurement& two, ParsedPlan& plan) {
  const std::string first = absl::StrCat(one.value, one.unit);
  const std::string second = absl::StrCat(two.value, two.unit);
  plan.findings.push_back(
      {.code = "SAME_QUANTITY_TWICE",
       .severity = Severity::kWarning,
       .message_en =
           absl::StrCat("\"", two.name, "\" is ", second, " here (\"", two.quote, "\") and ", first,
                        " in item ", one.item_path, " (\"", one.quote, "\")"),
       .message_zh = absl::StrCat("“", two.name, "”前后不一:此处为", second, "(“", two.quote,
                                  "”),第", one.item_path, "项为", first, "(“", one.quote, "”)"),
       .item_path = two.item_path,
       .start = two.start,
       .end = two.end});
}

// Hundredths of a percent; nullopt for more digits.
std::optional<int> Hundredths(const std::string& value) {
  double number = 0;
  if (value.empty() || value.size() > 6 || !absl::SimpleAtod(value, &number)) return std::nullopt;
  return static_cast<int>(std::lround(number * 100));
}

bool IsShare(const Measurement& m) {
  return m.unit == "%" && !m.masked && m.comparator == Comparator::kEqual &&
         m.change == Change::kLevel && m.quote.find("占") != std::string::npos &&
         Hundredths(m.value);
}

void ReportShares(const std::vector<Measurement>& all, size_t first, size_t last,
                  ParsedPlan& plan) {
  int sum = 0;
  bool whole_numbers = true;
  for (size_t i = first; i < last; ++i) {
    sum += Hundredths(all[i].value).value_or(0);
    whole_numbers = whole_numbers && all[i].value.find('.') == std::string::npos;
  }
  // Each may be rounded by half of its last digit.
  const int rounding = static_cast<int>(last - first) * (whole_numbers ? 50 : 5);
  const int over = sum - 10000;
  if (std::abs(over) <= rounding || std::abs(over) > 1000) return;
  std::string total = absl::StrCat(sum / 100);
  if (sum % 100 != 0) absl::StrAppend(&total, ".", sum % 100 < 10 ? "0" : "", sum % 100);
  plan.findings.push_back(
      {.code = "PARTS_DO_NOT_ADD_UP",
       .severity = Severity::kWarning,
       .message_en = absl::StrCat("the shares listed here total ", total, "%, not 100%"),
       .message_zh = absl::StrCat("所列占比合计", total, "%,不是100%"),
       .item_path = all[first].item_path,
       .start = all[first].start,
       .end = all[last - 1].end});
}

}  // namespace

void FindRepeats(ParsedPlan& plan) {
  struct Seen {
    const Measurement* one;
    bool reported = false;
  };
  std::map<std::string, Seen> seen;
  const std::string year =
      plan.periods.size() == 1 ? plan.periods.front().substr(0, 4) + "年" : std::string();
  size_t reported = 0;
  const std::vector<Measurement>& all = plan.measurements;
  for (const Measurement& m : all) {
    if (!MayRepeat(m, year)) continue;
    const std::string name = Normalized(m.name, year);
    if (!TellsEnough(m, name, true)) continue;
    const std::string key =
        absl::StrCat(name, "\n", m.base_unit, "\n", m.kind == MeasurementKind::kTarget ? "t" : "a");
    const auto known = seen.find(key);
    const bool overview =
        m.item_path == "0" || (known != seen.end() && known->second.one->item_path == "0");
    if (!TellsEnough(m, name, overview)) continue;
    const auto [place, is_first] = seen.try_emplace(key, Seen{&m});
    Seen& before = place->second;
    if (is_first || before.reported || before.one->base_value == m.base_value) continue;
    if (before.one->item_path == m.item_path || ++reported > kMostReported) continue;
    before.reported = true;
    ReportRepeat(*before.one, m, plan);
  }
}

void CheckShares(ParsedPlan& plan) {
  constexpr size_t kBetween = 12;  // Characters from one share to the next.
  constexpr size_t kFewest = 3;
  const std::vector<Measurement>& all = plan.measurements;
  for (size_t i = 0; i < all.size();) {
    size_t last = i;
    while (last < all.size() && IsShare(all[last]) && all[last].item_path == all[i].item_path &&
           (last == i || (all[last].start >= all[last - 1].end &&
                          all[last].start - all[last - 1].end <= kBetween))) {
      ++last;
    }
    if (last - i >= kFewest) ReportShares(all, i, last, plan);
    i = std::max(last, i + 1);
  }
}

}  // namespace eduplan::importer
