#include "services/plan_items/importer/understanding/out_of_period.h"

#include <algorithm>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/dates.h"
#include "services/plan_items/importer/understanding/periods.h"
#include "services/plan_items/importer/understanding/spans.h"
#include "services/plan_items/importer/understanding/times.h"

namespace eduplan::importer {
namespace {

constexpr size_t kSentence = 80;  // Looked at on each side of a date.
constexpr size_t kVerbReach = 24;

// Months counted from year 0, both inclusive.
struct Span {
  int first = 0;
  int last = 0;
};

bool SpanOf(const std::string& period, Span& span) {
  int year = 0;
  int next = 0;
  if (period.size() < 4 || !absl::SimpleAtoi(period.substr(0, 4), &year)) return false;
  span = {12 * year, 12 * year + 11};
  const std::string rest = period.substr(4);
  if (rest.empty()) return true;
  if (rest == "-H1") span.last = 12 * year + 5;
  if (rest == "-H2") span.first = 12 * year + 6;
  if (rest.starts_with("-Q") && rest.size() == 3) {
    span = {12 * year + 3 * (rest[2] - '1'), 12 * year + 3 * (rest[2] - '1') + 2};
  }
  if (rest.size() == 3 && absl::SimpleAtoi(rest.substr(1), &next) && next >= 1 && next <= 12) {
    span = {12 * year + next - 1, 12 * year + next - 1};
  }
  if (rest.size() >= 5 && absl::SimpleAtoi(rest.substr(1, 4), &next)) {
    span = {12 * year + 8, 12 * next + 7};
  }
  return true;
}

// All that the periods cover, with two months before: a year's summary begins where the last ended.
bool SpanOfAll(const std::vector<std::string>& periods, Span& span) {
  bool any = false;
  for (const std::string& period : periods) {
    Span one;
    if (!SpanOf(period, one)) return false;
    span.first = any ? std::min(span.first, one.first) : one.first;
    span.last = any ? std::max(span.last, one.last) : one.last;
    any = true;
  }
  return any;
}

std::u32string_view SentenceAround(const FlatText& text, size_t at, size_t begin, size_t end) {
  size_t first = at;
  while (first > begin && at - first < kSentence && !EndsSentence(text.chars[first - 1]) &&
         text.gap[first] != Gap::kLine) {
    --first;
  }
  size_t last = at;
  while (last < end && last - at < kSentence && !EndsSentence(text.chars[last])) ++last;
  return text.view(first, last);
}

// Words that make another year one of comparison, of history or of a name.
bool IsReference(std::u32string_view sentence) {
  return Contains(
      sentence,
      {U"比",   U"较",   U"去年", U"上年", U"同期",   U"以来", U"至今", U"从",   U"自", U"起",
       U"截至", U"截止", U"规划", U"计划", U"修订",   U"版",   U"届",   U"级",   U"曾", U"先后",
       U"分别", U"连续", U"始建", U"创办", U"成立于", U"位于", U"历年", U"近年", U"继", U"根据",
       U"按照", U"依据", U"文件", U"预算", U"学年",   U"考核", U"年度"});
}

int YearsNamed(std::u32string_view sentence) {
  int years = 0;
  for (size_t at = sentence.find(U'年'); at != std::u32string_view::npos;
       at = sentence.find(U'年', at + 1)) {
    if (at >= 4 && YearOf(sentence.substr(at - 4, 4)) > 0) ++years;
  }
  return years;
}

// 召开, 建成 and the like behind a date, and not as an attribute (2020年开工的项目).
bool IsDeed(const FlatText& text, size_t at, size_t end) {
  const size_t stop = std::min(end, at + kVerbReach);
  for (size_t i = at; i < stop && !EndsSentence(text.chars[i]); ++i) {
    const size_t verb =
        LongestAt(text, i,
                  {U"召开", U"举办", U"举行", U"开展", U"完成", U"建成", U"印发", U"启动", U"竣工",
                   U"组织", U"投入使用", U"承办", U"荣获", U"出台", U"开工"});
    if (verb == 0) continue;
    const size_t reach = std::min(end, i + verb + 8);
    return text.view(i + verb, reach).find(U'的') == std::u32string_view::npos;
  }
  return false;
}

class Finder {
 public:
  Finder(const FlatText& text, const std::vector<uint8_t>& names, Span span, ParsedPlan& plan)
      : text_(text), names_(names), span_(span), plan_(plan) {}

  void Find(const OutlineNode& item, size_t begin, size_t end) {
    const bool summary = item.section_kind == SectionKind::kSummary;
    const bool planned = item.section_kind == SectionKind::kPlan;
    if (!summary && !planned) return;
    for (size_t i = begin; i + 5 < end;) {
      if (text_.chars[i] != U'1' && text_.chars[i] != U'2' && text_.chars[i] != U'二') {
        ++i;
        continue;
      }
      const Time time = TimeAt(text_, i, end);
      if (time.end == i || time.year == 0 || names_[i] || time.masked) {
        ++i;
        continue;
      }
      if (summary) CheckDeed(item, time, i, begin, end);
      if (planned) CheckDue(item, time, i, begin, end);
      i = time.end;
    }
  }

 private:
  void CheckDeed(const OutlineNode& item, const Time& time, size_t at, size_t begin, size_t end) {
    if (time.unit != TimeUnit::kMonth && time.unit != TimeUnit::kDay &&
        time.unit != TimeUnit::kMonthEnd) {
      return;
    }
    const int month = 12 * time.year + time.number - 1;
    // A year's summary begins where the one before ended.
    if (month >= span_.first - 2 && month <= span_.last) return;
    // A plan of several years tells what was before it.
    if (month < span_.first && AreSpan(plan_.periods)) return;
    const std::u32string_view sentence = SentenceAround(text_, at, begin, end);
    if (IsReference(sentence) || YearsNamed(sentence) > 1 || !IsDeed(text_, time.end, end)) return;
    Report(item, at, time.end, "a deed is dated", "所列事项时间");
  }

  void CheckDue(const OutlineNode& item, const Time& time, size_t at, size_t begin, size_t end) {
    if (12 * time.year + 11 >= span_.first) return;
    const std::u32string_view sentence = SentenceAround(text_, at, begin, end);
    const bool due = LongestAt(text_, time.end, {U"前", U"之前", U"以前"}) > 0;
    if (!due || YearsNamed(sentence) > 1 || Contains(sentence, {U"已", U"了", U"的"})) return;
    Report(item, at, time.end, "work is due", "完成时限");
  }

  void Report(const OutlineNode& item, size_t begin, size_t end, const char* english,
              const char* chinese) {
    std::string periods;
    for (const std::string& period : plan_.periods) {
      absl::StrAppend(&periods, periods.empty() ? "" : ", ", period);
    }
    const std::string date = text_.Printed(begin, end);
    plan_.findings.push_back(
        {.code = "DATE_OUT_OF_PERIOD",
         .severity = Severity::kWarning,
         .message_en = absl::StrCat(english, " ", date, ", outside ", periods),
         .message_zh = absl::StrCat(chinese, "“", date, "”不在本文所属期间(", periods, ")内"),
         .item_path = item.path,
         .start = text_.SourceBegin(begin),
         .end = text_.SourceEnd(end)});
  }

  const FlatText& text_;
  const std::vector<uint8_t>& names_;
  const Span span_;
  ParsedPlan& plan_;
};

bool ShareYear(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::any_of(one.begin(), one.end(), [&](const std::string& a) {
    return std::any_of(other.begin(), other.end(), [&](const std::string& b) {
      return a.find(b.substr(0, 4)) != std::string::npos ||
             b.find(a.substr(0, 4)) != std::string::npos;
    });
  });
}

}  // namespace

void FindDatesOutOfPeriod(const FlatText& text, const std::vector<Node>& nodes,
                          const std::vector<Resumed>& resumed, const std::vector<uint8_t>& names,
                          ParsedPlan& plan) {
  Span span;
  if (!SpanOfAll(plan.periods, span)) return;
  Finder finder(text, names, span, plan);
  for (size_t i = 0; i < nodes.size(); ++i) {
    finder.Find(plan.outline[i], std::min(nodes[i].marker.end, nodes[i].body_end),
                nodes[i].body_end);
  }
  for (const Resumed& r : resumed) {
    if (r.node >= 0) finder.Find(plan.outline[static_cast<size_t>(r.node)], r.begin, r.end);
  }
}

void CheckTitle(std::u32string_view title, const FlatText& text, const std::vector<Node>& nodes,
                ParsedPlan& plan) {
  const std::vector<std::string> titled = PeriodsIn(title, true);
  if (titled.empty() || plan.periods.empty() || ShareYear(titled, plan.periods)) return;
  const std::string year = plan.periods.front().substr(0, 4);
  const auto heading =
      std::find_if(plan.outline.begin(), plan.outline.end(),
                   [&](const OutlineNode& n) { return n.heading.find(year) != std::string::npos; });
  const bool found = heading != plan.outline.end();
  const Node node = found ? nodes[static_cast<size_t>(heading - plan.outline.begin())] : Node{};
  plan.findings.push_back(
      {.code = "TITLE_CONTRADICTS_BODY",
       .severity = Severity::kWarning,
       .message_en = absl::StrCat("the title is of ", titled.front(), ", the text of ",
                                  plan.periods.front(), "; the text is taken"),
       .message_zh = absl::StrCat("标题所属期间为", titled.front(), ",正文为", plan.periods.front(),
                                  ",以正文为准"),
       .item_path = found ? heading->path : "",
       .start = found ? text.SourceBegin(node.heading_begin) : 0,
       .end = found ? text.SourceEnd(node.heading_end) : 0});
}

}  // namespace eduplan::importer
