#include "services/plan_items/importer/understanding/secrecy.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kTopLines = 12;     // With text: where a bare word is a mark.
constexpr size_t kLongestMark = 30;  // Of a line that is nothing but a mark.
constexpr size_t kReach = 12;        // Characters after a level that star and term stand in.
constexpr size_t kQuoteReach = 60;   // Before a level that a quotation may begin in.

// Characters that take no room between two others.
bool IsInvisible(char32_t c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

// Characters without white space, as printed; `from` and `to` bound them in the source. A line ends
// them, a cell too.
std::u32string Packed(std::u32string_view source, size_t from, size_t to, size_t most) {
  std::u32string packed;
  for (size_t i = from; i < to && packed.size() < most && source[i] != U'\n'; ++i) {
    if (!IsSpace(source[i]) && !IsInvisible(source[i])) packed.push_back(source[i]);
  }
  return packed;
}

// Whether `at` stands between quotation marks or in the name of a document.
bool IsQuoted(std::u32string_view source, size_t at) {
  size_t from = at;
  while (from > 0 && at - from < kQuoteReach && source[from - 1] != U'\n') --from;
  int depth = 0;
  for (char32_t c : source.substr(from, at - from)) {
    if (IsOneOf(c, U"“《‘「『")) ++depth;
    if (IsOneOf(c, U"”》’」』")) depth = std::max(0, depth - 1);
  }
  return depth > 0;
}

size_t CountCharacters(const std::string& utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

// Where the level begins whose second character is at `second`; npos if none does.
size_t LevelBegin(std::u32string_view source, size_t second) {
  size_t at = second;
  while (at > 0 && source[at - 1] != U'\n' && second - at < kReach &&
         (IsSpace(source[at - 1]) || IsInvisible(source[at - 1]))) {
    --at;
  }
  const bool level = at > 0 && IsOneOf(source[at - 1], U"绝絕机機秘祕");
  return level ? at - 1 : std::u32string_view::npos;
}

// 机密★1年, 绝密★启用前; an asterisk stands for the star where a term follows it.
std::string StarredMark(std::u32string_view source, size_t begin) {
  static const RE2 kRe(
      R"re(^(..(?:[·•]?[★☆✩✭✮✯⭐](?:\d{1,3}(?:年|个?月|日|天)?|长期|启用前|解密前)?|[*·•]\d{1,3}(?:年|个?月))))re");
  const std::u32string printed = Packed(source, begin, source.size(), kReach);
  const std::string folded = ToUtf8(Fold(printed));
  std::string mark;
  if (!RE2::PartialMatch(folded, kRe, &mark)) return "";
  return ToUtf8(printed.substr(0, CountCharacters(mark)));
}

// The mark that a line is and nothing else: 内部资料 注意保存; 机密 and 内部资料 alone if `bare`.
std::string MarkOfLine(const std::u32string& printed, bool bare) {
  static const RE2 kInternal(
      R"re(^([内內]部(?:[资資]料|文件|材料|刊物)(?:[,、·!。;:★]*(?:请|切)?(?:(?:注意|妥善|严格)(?:保存|保密|保管)|(?:禁止|严禁|不得|[请請]勿|勿)(?:外[传傳]|外泄|翻印|复制|转载|传播|公开|外借|扩散)))+)$)re");
  static const RE2 kAlone(
      R"re(^((?:密级:)?(?:\d{6})?(?:[绝絕]密|[机機]密|[秘祕]密)(?:级|件|文件)?(?:\d{1,3}(?:年|个?月)|长期)?(?:特提|特急|加急|平急|急件)?|[内內]部(?:[资資]料|文件|材料|刊物))$)re");
  constexpr std::u32string_view kFrame = U"()[]【】〔〕<>*★☆—-!。";
  std::u32string folded = Fold(printed);
  const size_t first = folded.find_first_not_of(kFrame);
  if (first == std::u32string::npos) return "";
  const size_t length = folded.find_last_not_of(kFrame) + 1 - first;
  const std::string utf8 = ToUtf8(folded.substr(first, length));
  const bool is_mark = RE2::FullMatch(utf8, kInternal) || (bare && RE2::FullMatch(utf8, kAlone));
  return is_mark ? ToUtf8(printed.substr(first, length)) : "";
}

// 机密 before the title of a text that stands on one line.
std::string MarkOfFirstWord(std::u32string_view source, size_t begin, size_t end) {
  size_t stop = begin;
  while (stop < end && !IsSpace(source[stop])) ++stop;
  return stop < end ? MarkOfLine(std::u32string(source.substr(begin, stop - begin)), true) : "";
}

bool InAside(const SourceText& text, size_t at) {
  const auto next =
      std::upper_bound(text.asides.begin(), text.asides.end(), at,
                       [](size_t position, const Aside& aside) { return position < aside.begin; });
  return next != text.asides.begin() && at < (next - 1)->end &&
         ((next - 1)->kind == AsideKind::kPageHead || (next - 1)->kind == AsideKind::kPageFoot);
}

// Text boxes, heads and feet; not tables and notes, which belong to the text.
bool InPlaceOfItsOwn(const SourceText& text, size_t at) {
  const std::string place = OriginOf(text, at, at).place;
  return place.find("text box") != std::string::npos || place.starts_with("head") ||
         (place.starts_with("foot") && !place.starts_with("footnote"));
}

std::optional<SecrecyMark> StarredMarkIn(std::u32string_view chars) {
  for (size_t at = chars.find(U'密'); at != std::u32string_view::npos;
       at = chars.find(U'密', at + 1)) {
    const size_t begin = LevelBegin(chars, at);
    if (begin == std::u32string_view::npos) continue;
    std::string mark = StarredMark(chars, begin);
    if (!mark.empty() && !IsQuoted(chars, begin)) return SecrecyMark{std::move(mark), begin};
  }
  return std::nullopt;
}

}  // namespace

std::optional<SecrecyMark> FindSecrecyMark(const SourceText& text) {
  const std::u32string_view chars = text.chars;
  if (auto starred = StarredMarkIn(chars)) return starred;
  size_t seen = 0;  // Lines with text.
  for (size_t begin = 0; begin < chars.size();) {
    size_t end = begin;
    bool may_be_mark = false;
    for (; end < chars.size() && chars[end] != U'\n' && chars[end] != U'\t'; ++end) {
      may_be_mark = may_be_mark || chars[end] == U'密' || chars[end] == U'部';
    }
    const bool ends_line = end == chars.size() || chars[end] == U'\n';
    while (begin < end && (IsSpace(chars[begin]) || IsInvisible(chars[begin]))) ++begin;
    if (seen >= kTopLines && !may_be_mark) {
      begin = end + 1;
      continue;
    }
    const std::u32string printed = Packed(chars, begin, end, kLongestMark + 1);
    if (may_be_mark && printed.size() <= kLongestMark) {
      const bool bare = seen < kTopLines || InAside(text, begin) || InPlaceOfItsOwn(text, begin);
      std::string mark = MarkOfLine(printed, bare);
      if (!mark.empty()) return SecrecyMark{std::move(mark), begin};
    }
    if (seen == 0 && printed.size() > kLongestMark) {
      std::string mark = MarkOfFirstWord(chars, begin, end);
      if (!mark.empty()) return SecrecyMark{std::move(mark), begin};
    }
    if (!printed.empty() && ends_line) ++seen;
    begin = end + 1;
  }
  return std::nullopt;
}

absl::Status CheckSecrecy(const SourceText& text) {
  const std::optional<SecrecyMark> mark = FindSecrecyMark(text);
  if (!mark) return absl::OkStatus();
  const Origin origin = OriginOf(text, mark->begin, mark->begin);
  std::string where = absl::StrCat("on line ", LineOf(text.chars, mark->begin));
  if (origin.page > 0) absl::StrAppend(&where, " of page ", origin.page);
  if (!origin.place.empty()) absl::StrAppend(&where, " in ", origin.place);
  return absl::PermissionDeniedError(
      absl::StrCat("the document is marked \"", mark->mark, "\" ", where));
}

}  // namespace eduplan::importer
