#include "services/plan_items/importer/understanding/issuer.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/organs.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestIssuer = 40;

// Ends that only bodies have; a word may follow them (教育局党建工作要点).
constexpr auto kStrong = std::to_array<std::u32string_view>(
    {U"局",   U"厅",     U"委员会", U"教委",   U"人民政府", U"政府",   U"办事处",
     U"学校", U"中学",   U"小学",   U"幼儿园", U"学院",     U"大学",   U"集团",
     U"党校", U"中心校", U"教学点", U"医院",   U"联合会",   U"卫健委", U"健康委"});

constexpr auto kSchools = std::to_array<std::u32string_view>(
    {U"学校", U"中学", U"小学", U"幼儿园", U"学院", U"大学", U"教育集团", U"中心校", U"教学点",
     U"附中", U"附小", U"一中", U"二中", U"三中", U"高中", U"初中", U"党校", U"职中", U"职教中心"});

template <typename Words>
size_t EndingAt(std::u32string_view text, const Words& words) {
  size_t longest = 0;
  for (std::u32string_view word : words) {
    if (word.size() > longest && text.ends_with(word)) longest = word.size();
  }
  return longest;
}

// Where what a title says of the time or of the document begins: an issuer stands before it.
size_t NameEnd(std::u32string_view title, size_t begin) {
  size_t end = std::min(title.size(), begin + kLongestIssuer);
  for (std::u32string_view word :
       {U"关于", U"工作", U"年",   U"上半年", U"下半年", U"半年", U"学期", U"季度", U"述职",
        U"总结", U"计划", U"要点", U"打算",   U"安排",   U"思路", U"汇报", U"报告", U"规划",
        U"方案", U"任务", U"个人", U"“",      U"《",     U"》",   U"(",    U",",    U":"}) {
    // 教育工作委员会, 工作站: bodies' names have the word, too.
    for (size_t at = title.find(word, begin); at < end; at = title.find(word, at + 1)) {
      const std::u32string_view after = title.substr(at + word.size(), 3);
      if (word == U"工作" && (after == U"委员会" || after.starts_with(U"站") ||
                              after.starts_with(U"委") || after.starts_with(U"室"))) {
        continue;
      }
      if (word == U"年" && after.starts_with(U"一贯")) continue;
      if (word == U"(" || word == U"年" || at > begin) end = std::min(end, at);
      break;
    }
  }
  const auto is_year = [](char32_t c) { return IsDigit(c) || IsOneOf(c, U"×*xX〇○"); };
  // The year's digits; masks of a place (xx市) are no year.
  for (size_t at = begin; at < end; ++at) {
    if (IsDigit(title[at])) return at;
    if (at + 4 <= title.size() && at + 4 == end &&
        std::all_of(title.begin() + static_cast<std::ptrdiff_t>(at),
                    title.begin() + static_cast<std::ptrdiff_t>(end), is_year)) {
      return at;
    }
  }
  // 二〇二一年
  if (end < title.size() && title[end] == U'年' && end >= begin + 4) {
    const std::u32string_view four = title.substr(end - 4, 4);
    if (std::all_of(four.begin(), four.end(),
                    [](char32_t c) { return IsOneOf(c, U"一二三四五六七八九零〇○Oo"); })) {
      return end - 4;
    }
  }
  return end;
}

// Past 关于报送, a period and 年度 before the name.
size_t NameBegin(std::u32string_view title) {
  static const RE2 kRe(
      R"re(^(?:关于(?:报送|呈报|上报|呈送|印发|转发|下发)?)?(?:(?:[\dxX×*]{4}(?:[-—–~至]{1,2}[\dxX×*]{4})?|[二一][〇○零Oo一二三四五六七八九]{3})(?:学年度?|年度?))?(?:第[一二]学期|[春秋]季学期|[上下]学期|[上下]半年|第?[一二三四]季度|\d{1,2}(?:[-—–~至]\d{1,2})?月份?)?)re");
  const std::string utf8 = ToUtf8(title);
  re2::StringPiece rest(utf8);
  if (!RE2::Consume(&rest, kRe)) return 0;
  const size_t bytes = utf8.size() - rest.size();
  return static_cast<size_t>(
      std::count_if(utf8.begin(), utf8.begin() + static_cast<std::ptrdiff_t>(bytes),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::u32string NameIn(std::u32string_view title) {
  const size_t begin = NameBegin(title);
  const std::u32string_view name = title.substr(begin, NameEnd(title, begin) - begin);
  if (name.size() < 2 || IsOneOf(name.front(), U"全我各本的")) return {};
  if (EndsAsOrgan(name) && IsOrganText(name)) return std::u32string(name);
  for (size_t end = 2; end <= name.size(); ++end) {
    if (EndingAt(name.substr(0, end), kStrong) == 0) continue;
    // 人民政府办公室 goes on; the longest that is one body.
    // 小学校园安全 has no 学校, 教育局局长 no 局局.
    while (end < name.size() && EndingAt(name.substr(0, end + 1), kStrong) > 0 &&
           !(end + 1 < name.size() && IsOneOf(name[end + 1], U"园长"))) {
      ++end;
    }
    return std::u32string(name.substr(0, end));
  }
  for (size_t end = name.size(); end >= 2; --end) {
    if (IsPlaceOnly(name.substr(0, end))) return std::u32string(name.substr(0, end));
  }
  return {};
}

// A character that names a kind of place there and no part of another word.
bool IsPlaceMark(std::u32string_view name, size_t at) {
  const auto before = [&](std::u32string_view set) { return at > 0 && IsOneOf(name[at - 1], set); };
  const auto next = [&](std::u32string_view set) {
    return at + 1 < name.size() && IsOneOf(name[at + 1], set);
  };
  switch (name[at]) {
    case U'市':
      return !before(U"城都超") && !next(U"场政容") &&
             !(next(U"民") && name.substr(at + 2, 1) != U"政");
    case U'区':
      return !before(U"社校学") && !next(U"域划");
    case U'县':
      return !next(U"域");
    case U'乡':
      return !before(U"城") && !next(U"村");
    case U'镇':
      return !before(U"城乡") && !next(U"街");
    case U'盟':
      return !before(U"联同民");
    case U'州':
    case U'旗':
    case U'省':
      return true;
    default:
      return false;
  }
}

std::string LevelOfPlace(std::u32string_view name, size_t at) {
  switch (name[at]) {
    case U'省':
      return "province";
    case U'市':
      return EndingAt(
                 name.substr(0, at),
                 std::initializer_list<std::u32string_view>{U"北京", U"上海", U"天津", U"重庆"}) > 0
                 ? "province"
                 : "city";
    case U'州':
    case U'盟':
      return "city";
    case U'区':
      if (name.substr(0, at + 1).ends_with(U"自治区")) return "province";
      return name.substr(0, at + 1).ends_with(U"地区") ? "city" : "county";
    case U'县':
    case U'旗':
      return "county";
    default:
      return "township";
  }
}

std::string LevelOfName(std::u32string_view name) {
  for (std::u32string_view part : {U"工会", U"团委", U"党支部", U"教导处", U"教务处", U"德育处"}) {
    if (name.ends_with(part)) name.remove_suffix(part.size());
  }
  if (EndingAt(name, kSchools) > 0) return "school";
  if (Contains(name, {U"街道"})) return "township";
  for (size_t at = name.size(); at-- > 0;) {
    if (IsPlaceMark(name, at)) return LevelOfPlace(name, at);
  }
  return name.ends_with(U"厅") ? "province" : "";
}

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

// By how the text speaks of itself and of those above and below it.
std::string LevelOfBody(std::u32string_view body) {
  const std::array<std::pair<int, const char*>, 5> votes = {{
      {3 * Count(body, {U"我县", U"我区", U"县委", U"区委", U"县政府", U"区政府"}) +
           Count(body, {U"全县", U"全区"}),
       "county"},
      {3 * Count(body, {U"我市", U"市委", U"市政府", U"县(市、区)", U"各县区"}) +
           Count(body, {U"全市"}),
       "city"},
      {3 * Count(body, {U"我省", U"省委", U"省政府"}) + Count(body, {U"全省"}), "province"},
      {3 * Count(body, {U"我镇", U"我乡", U"我街道", U"镇党委", U"乡党委"}) +
           Count(body, {U"全镇", U"全乡"}),
       "township"},
      {3 * Count(body, {U"我校", U"我园", U"本校", U"本园"}) + Count(body, {U"全校", U"全园"}),
       "school"},
  }};
  const auto* best = &votes.front();
  for (const auto& vote : votes) {
    if (vote.first > best->first) best = &vote;
  }
  return best->first > 0 ? best->second : "";
}

}  // namespace

bool IsPlaceOnly(std::u32string_view issuer) {
  return issuer.size() >= 2 && IsPlaceMark(issuer, issuer.size() - 1);
}

std::u32string IssuerOf(std::u32string_view title) {
  // Behind a motto: 凝心聚力砥砺前行:某校2022年工作总结.
  if (const size_t motto = title.find_first_of(U":—"); motto != std::u32string_view::npos) {
    const size_t behind = std::min(title.find_first_not_of(U":—", motto), title.size());
    std::u32string named = NameIn(title.substr(behind));
    if (!named.empty() && NameIn(title.substr(0, motto)).empty()) return named;
  }
  const size_t open = title.find(U'《');
  if (open != std::u32string_view::npos) {
    std::u32string enclosed = NameIn(title.substr(open + 1));
    if (!enclosed.empty()) return enclosed;
  }
  return NameIn(title);
}

std::string IssuerLevelOf(std::u32string_view title, std::u32string_view issuer,
                          std::u32string_view body) {
  if (Contains(title, {U"(市级)"})) return "city";
  if (Contains(title, {U"(县级)", U"(区级)"})) return "county";
  std::string level = LevelOfName(issuer);
  if (level.empty()) return LevelOfBody(body);
  if (level != "city") return level;
  // A county-level city calls itself 市 too; what it says of those below tells.
  const bool county = Count(body, {U"镇街", U"乡镇", U"我县", U"镇(街道)"}) > 3 &&
                      Count(body, {U"各县", U"县(市、区)", U"县区"}) == 0;
  return county ? "county" : "city";
}

}  // namespace eduplan::importer
