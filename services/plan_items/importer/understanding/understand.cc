#include "services/plan_items/importer/understanding/understand.h"

#include <re2/re2.h>

#include <algorithm>
#include <initializer_list>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/understanding/sections.h"

namespace eduplan::importer {
namespace {

constexpr size_t kOpening = 120;

int Count(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  int count = 0;
  for (std::u32string_view word : words) {
    for (size_t at = text.find(word); at != std::u32string_view::npos;
         at = text.find(word, at + word.size())) {
      ++count;
    }
  }
  return count;
}

bool LooksBack(std::u32string_view text) {
  return Contains(text, {U"总结", U"回顾", U"完成情况", U"工作情况", U"小结", U"成绩"});
}

bool LooksForward(std::u32string_view text) {
  return Contains(text, {U"计划", U"打算", U"安排", U"思路", U"谋划", U"设想", U"举措", U"规划"});
}

DocumentKind KindOfWords(std::u32string_view text) {
  const bool back = LooksBack(text);
  const bool forward = LooksForward(text) || text.find(U"要点") != std::u32string_view::npos;
  if (back && forward) return DocumentKind::kSummaryAndPlan;
  if (back) return DocumentKind::kSummary;
  if (text.find(U"要点") != std::u32string_view::npos) return DocumentKind::kKeyPoints;
  return forward ? DocumentKind::kPlan : DocumentKind::kUnspecified;
}

void AddPeriod(std::string period, std::vector<std::string>& periods) {
  if (std::find(periods.begin(), periods.end(), period) == periods.end()) {
    periods.push_back(std::move(period));
  }
}

// A term belongs to a school year: 2021年秋季学期 opens 2021-2022.
void AddTerm(const std::string& part, std::string& period) {
  const auto has = [&](const char* word) { return part.find(word) != std::string::npos; };
  const bool first = has("第一学期") || has("上学期") || has("秋季");
  const bool second = has("第二学期") || has("下学期") || has("春季");
  if (!first && !second) return;
  int year = 0;
  if (period.size() == 4 && absl::SimpleAtoi(period, &year) && has("季学期")) {
    period = first ? absl::StrCat(year, "-", year + 1) : absl::StrCat(year - 1, "-", year);
  }
  if (period.size() == 9) absl::StrAppend(&period, first ? "-T1" : "-T2");
}

// One year with what is said of it: 2021年上半年, 2020-2021学年第一学期, 20XX年.
void AddPeriods(std::u32string_view text, std::vector<std::string>& periods) {
  static const RE2 re(
      R"re((?:(20\d\d|19\d\d|20[xX*]{2}|[xX*]{4})(?:\s*[-—~至]{1,2}\s*(20\d\d|20[xX]{2}))?\s*(学年度?|年度?))?(第[一二]学期|[上下]学期|(?:上|下)半年|第?[一二三四]季度|[春秋]季学期)?)re");
  const std::string utf8 = ToUtf8(text);
  re2::StringPiece rest(utf8);
  std::string year;
  std::string from;
  std::string to;
  std::string unit;
  std::string part;
  const size_t bound = utf8.size() + 1;
  for (size_t i = 0; i < bound && !rest.empty(); ++i) {
    if (!RE2::Consume(&rest, re, &from, &to, &unit, &part) || (from.empty() && part.empty())) {
      rest.remove_prefix(1);
      while (!rest.empty() && (static_cast<unsigned char>(rest[0]) & 0xc0) == 0x80) {
        rest.remove_prefix(1);
      }
      continue;
    }
    if (!from.empty()) year = to.empty() || unit.rfind("学年", 0) != 0 ? from : from + "-" + to;
    if (year.empty()) continue;
    const auto has = [&](const char* word) { return part.find(word) != std::string::npos; };
    std::string period = year;
    if (has("上半年")) absl::StrAppend(&period, "-H1");
    if (has("下半年")) absl::StrAppend(&period, "-H2");
    AddTerm(part, period);
    constexpr const char* kQuarters[] = {"一季度", "二季度", "三季度", "四季度"};
    for (int q = 0; q < 4; ++q) {
      if (has(kQuarters[q])) absl::StrAppend(&period, "-Q", q + 1);
    }
    AddPeriod(std::move(period), periods);
  }
}

}  // namespace

DocumentKind DocumentKindOf(std::u32string_view title, const FlatText& body,
                            const std::vector<Node>& nodes) {
  const DocumentKind told = KindOfWords(title);
  if (told != DocumentKind::kUnspecified) return told;
  std::u32string headings;
  for (const Node& node : nodes) {
    if (node.level == 1) headings += body.view(node.heading_begin, node.heading_end);
    if (headings.size() > 2000) break;
  }
  const DocumentKind chapters = KindOfWords(headings);
  if (chapters != DocumentKind::kUnspecified) return chapters;
  return KindOfWords(body.view(0, std::min(body.size(), kOpening)));
}

std::string IssuerLevelOf(std::u32string_view title, std::u32string_view issuer,
                          std::u32string_view body) {
  if (Contains(title, {U"(市级)"})) return "city";
  if (Contains(title, {U"(县级)", U"(区级)"})) return "county";
  for (std::u32string_view text : {issuer, title}) {
    if (Contains(text, {U"省教", U"教育厅", U"自治区教"})) return "province";
    if (Contains(text, {U"自治县", U"县教", U"区教", U"旗教", U"县局"})) return "county";
    if (Contains(text, {U"市教"})) {
      // A county-level city calls itself 市 too; what it says of its superior tells.
      const bool county = Count(body, {U"镇街", U"乡镇", U"我县", U"镇(街道)"}) > 3 &&
                          Count(body, {U"各县", U"县(市、区)", U"县区"}) == 0;
      return county ? "county" : "city";
    }
  }
  if (Contains(issuer, {U"学校", U"中学", U"小学", U"幼儿园"})) return "school";
  const int county = 3 * Count(body, {U"我县", U"我区", U"县委", U"区委", U"县政府", U"区政府"}) +
                     Count(body, {U"全县", U"全区"});
  const int city = 3 * Count(body, {U"我市", U"市委", U"市政府", U"县(市、区)", U"各县区"}) +
                   Count(body, {U"全市"});
  const int province = 3 * Count(body, {U"我省", U"省委", U"省政府"});
  if (county == 0 && city == 0 && province == 0) return "";
  if (county >= city && county >= province) return "county";
  return city >= province ? "city" : "province";
}

std::vector<std::string> PeriodsOf(std::u32string_view title, const FlatText& body,
                                   const std::vector<Node>& nodes) {
  std::vector<std::string> periods;
  AddPeriods(title, periods);
  std::vector<std::string> headings;
  for (const Node& node : nodes) {
    if (node.level > 1 || headings.size() >= 4) continue;
    if (SectionOfHeading(body.view(node.heading_begin, node.heading_end), DocumentKind::kSummary) ==
        SectionKind::kUnspecified) {
      continue;
    }
    AddPeriods(body.view(node.heading_begin, std::min(node.heading_end, node.heading_begin + 60)),
               headings);
  }
  // A website may have put another year into the title; the text is right.
  const bool agree = std::any_of(headings.begin(), headings.end(), [&](const std::string& period) {
    return std::any_of(periods.begin(), periods.end(), [&](const std::string& titled) {
      return titled.substr(0, 4) == period.substr(0, 4);
    });
  });
  if (periods.empty() || (!headings.empty() && !agree)) periods = headings;
  if (!periods.empty()) return periods;
  AddPeriods(body.view(0, std::min(body.size(), kOpening)), periods);
  if (periods.size() > 2) periods.resize(2);
  return periods;
}

bool StopsInside(const FlatText& body, const std::vector<Node>& nodes) {
  if (body.size() == 0) return false;
  const char32_t last = body.chars.back();
  if (last == U'…') return true;
  if (IsOneOf(last, U"。!?;)”》】\"")) return false;
  // A last item that is all heading may do without a full stop, as its neighbours do.
  if (!nodes.empty()) {
    const Node& node = nodes.back();
    const bool all_heading = node.body_begin >= node.body_end;
    if (all_heading && nodes.size() > 1) {
      const Node& before = nodes[nodes.size() - 2];
      if (before.body_begin >= before.body_end && before.heading_end > before.heading_begin &&
          !EndsSentence(body.chars[before.body_end - 1])) {
        return false;
      }
    }
  }
  const auto stops = std::count(body.chars.begin(), body.chars.end(), U'。');
  return stops > 0;
}

}  // namespace eduplan::importer
