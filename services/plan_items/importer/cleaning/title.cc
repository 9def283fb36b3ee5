#include "services/plan_items/importer/cleaning/title.h"

#include <re2/re2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>

#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/outline/markers.h"
#include "services/plan_items/importer/understanding/issuer.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestTitle = 60;
constexpr std::u32string_view kTitleEnds[] = {
    U"总结", U"计划", U"要点", U"打算", U"安排", U"思路", U"谋划", U"汇报", U"报告",
    U"规划", U"方案", U"举措", U"任务", U"小结", U"清单", U"述职", U"讲话", U"分解表"};

constexpr std::u32string_view kProgress[] = {U"工作情况", U"进展情况", U"开展情况", U"完成情况",
                                             U"落实情况"};

size_t LastTitleWord(std::u32string_view text) {
  size_t end = 0;
  for (std::u32string_view word : kTitleEnds) {
    const size_t at = text.rfind(word);
    if (at != std::u32string_view::npos) end = std::max(end, at + word.size());
  }
  return end;
}

std::u32string FromUtf8(const std::string& utf8) {
  std::u32string text;
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT(utf8.data(), i, size, c);
    if (c >= 0) text.push_back(static_cast<char32_t>(c));
  }
  return text;
}

// 全省一季度人社工作进展情况; 基本情况 is the head of a part.
bool TellsProgress(std::u32string_view title) {
  constexpr size_t kShortest = 12;
  if (title.size() < kShortest) return false;
  return std::any_of(std::begin(kProgress), std::end(kProgress),
                     [&](std::u32string_view word) { return title.ends_with(word); });
}

// 凝心聚力砥砺前行:某校2022年工作总结. 附件:… and 当前位置:… are no mottoes.
bool HasMotto(std::u32string_view line) {
  constexpr size_t kShortest = 7;
  const size_t colon = line.find(U':');
  if (colon == std::u32string_view::npos || colon < kShortest) return false;
  if (Contains(line.substr(0, colon), {U"位置", U"附件", U"下载", U"名称", U"标题", U"来源",
                                       U"推荐", U"阅读", U"篇", U"文章", U"关于"})) {
    return false;
  }
  const std::u32string_view rest = line.substr(colon + 1);
  return rest.size() > kShortest && LooksLikeTitle(rest);
}

}  // namespace

bool LooksLikeTitle(std::u32string_view line) {
  if (line.size() < 4 || line.size() > kLongestTitle) return false;
  if (HasMotto(line)) return true;
  if (line.find_first_of(U"。;!?/:") != std::u32string_view::npos) return false;
  if (std::count(line.begin(), line.end(), U',') > 1) return false;
  std::u32string title = StripSuffix(WithoutSpaces(line));
  // Only a bracket may follow the word: 工作要点(市级).
  if (!title.empty() && title.back() == U')') {
    const size_t open = title.rfind(U'(');
    if (open != std::u32string::npos) title.resize(open);
  }
  for (std::u32string_view word : {U"的通知", U"的函"}) {
    if (title.ends_with(word)) title.resize(title.size() - word.size());
  }
  if (!title.empty() && title.back() == U'》') title.pop_back();
  return (LastTitleWord(title) == title.size() && !title.empty()) || TellsProgress(title);
}

bool IsIssuerLine(std::u32string_view line) {
  static const RE2 kRe(
      R"re(^[\p{Han}x×*○〇A-Z\s]{1,24}(?:局|厅|委员会|[教健改]委|政府|学校|中学|小学|幼儿园|医院|卫生院|支队|大队)$|^[\p{Han}x×*○〇A-Z\s]{0,24}(?:教导处|教务处|政教处|德育处|总务处|教研室|办公室|党委|支部|工会|团委)$)re");
  return line.size() <= 30 && RE2::FullMatch(ToUtf8(line), kRe);
}

std::u32string WithoutSpaces(std::u32string_view text) {
  std::u32string out(text);
  std::erase(out, U' ');
  return out;
}

std::u32string StripSuffix(std::u32string_view title) {
  static const RE2 kRe(
      R"re((?:[_|][^_|]{0,20}|-\s*[^-]{0,20}(?:网|文库|论坛|站)|[(\[【]?(?:精选|通用|最新|优秀|实用|合集|共|热门|推荐)?\s*[0-9一二三四五六七八九十]+\s*篇[)\]】]?|[(\[【](?:精选|通用|最新|优秀|全文|范文|模板|完整)[^)\]】]{0,8}[)\]】]|范文|例文|范本|范文稿|例稿|精选|模板|大全|最新版?|通用版?|精品|合集|优秀|实用|下载|\.?(?i:word版?|docx?|pdf|txt)|[》》,、:。]|\s)$)re");
  static const RE2 kHead(
      R"re(^(?:[【\[](?i:word文档|最新|精品|范文|原创)[】\]]|《|(?:20\d\d)?最新))re");
  std::string utf8 = ToUtf8(title);
  RE2::Replace(&utf8, kHead, "");
  while (RE2::Replace(&utf8, kRe, "") && !utf8.empty()) {
  }
  return FromUtf8(utf8);
}

namespace {

// A title that the width of the page cut in two.
std::u32string WrappedTitle(const std::vector<Line>& lines, size_t body, size_t& line) {
  constexpr size_t kShortest = 12;  // Of its first line.
  for (size_t i = 0; i + 1 < body; ++i) {
    if (lines[i].kind != LineKind::kContent || lines[i + 1].kind != LineKind::kContent) continue;
    if (lines[i].folded.size() < kShortest) continue;
    const std::u32string whole =
        WithoutSpaces(lines[i].folded) + WithoutSpaces(lines[i + 1].folded);
    if (!LooksLikeTitle(whole)) continue;
    line = i + 1;
    return StripSuffix(whole);
  }
  return {};
}

// 上半年工作总结 under the title of a year.
bool IsHalf(std::u32string_view line, std::u32string_view title) {
  constexpr size_t kLongest = 10;
  const auto has_digits = [](std::u32string_view text) {
    return std::any_of(text.begin(), text.end(), IsDigit);
  };
  return line.size() <= kLongest && !has_digits(line) && has_digits(title);
}

}  // namespace

std::u32string ChooseTitle(const std::vector<Line>& lines, size_t body, size_t& line) {
  std::optional<size_t> chosen;
  for (size_t i = 0; i < body; ++i) {
    if (lines[i].kind == LineKind::kContent && LooksLikeTitle(lines[i].folded)) chosen = i;
  }
  if (!chosen) return WrappedTitle(lines, body, line);
  line = *chosen;
  // The title of the first half stands under that of the whole, which repeats it.
  const std::u32string last = StripSuffix(WithoutSpaces(lines[*chosen].folded));
  for (size_t i = *chosen; i-- > 0 && IssuerOf(last).empty();) {
    const std::u32string whole = StripSuffix(WithoutSpaces(lines[i].folded));
    const bool names_half = whole.find(last) != std::u32string::npos || IsHalf(last, whole);
    if (lines[i].kind == LineKind::kContent && LooksLikeTitle(lines[i].folded) &&
        whole.size() > last.size() && names_half) {
      return whole;
    }
  }
  std::u32string title = WithoutSpaces(lines[*chosen].folded);
  const bool goes_on = IsOneOf(title.front(), U"和及暨与");
  if (*chosen > 0 && lines[*chosen - 1].kind == LineKind::kContent) {
    const std::u32string before = WithoutSpaces(lines[*chosen - 1].folded);
    // The width of the page cut it: its first line is full.
    const bool cut = before.size() >= title.size() && before.size() >= 12 &&
                     !LooksLikeTitle(before) && LooksLikeTitle(before + title) &&
                     !IssuerOf(before + title).empty();
    if (goes_on || cut || (IsIssuerLine(before) && title.find(before) == std::u32string::npos)) {
      title = before + title;
    }
  }
  return StripSuffix(title);
}

size_t TitlePrefix(const FlatText& text) {
  if (ReadMarker(text, 0).end > 0) return 0;
  size_t end = 0;
  for (size_t i = 0; i < std::min(text.size(), kLongestTitle); ++i) {
    if (IsOneOf(text.chars[i], U"。,;:!?、") || (i > 0 && text.gap[i] == Gap::kLine)) break;
    end = i + 1;
  }
  const size_t word = LastTitleWord(text.view(0, end));
  const bool ends_there = word > 0 && word < text.size() &&
                          (text.gap[word] != Gap::kNone || IsDigit(text.chars[word]) ||
                           IsMask(text.chars[word]) || ReadMarker(text, word).end > 0);
  return ends_there && word >= 6 ? word : 0;
}

}  // namespace eduplan::importer
