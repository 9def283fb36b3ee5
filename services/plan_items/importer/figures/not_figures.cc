#include "services/plan_items/importer/figures/not_figures.h"

#include <algorithm>
#include <array>

namespace eduplan::importer {
namespace {

char32_t CharAt(const FlatText& text, size_t at) {
  return at < text.size() && text.gap[at] != Gap::kLine ? text.chars[at] : U'。';
}

char32_t CharBefore(const FlatText& text, size_t at) {
  return at > 0 && text.gap[at] != Gap::kLine ? text.chars[at - 1] : U'。';
}

std::u32string_view Around(const FlatText& text, size_t begin, size_t length) {
  return text.view(begin, std::min(text.size(), begin + length));
}

std::u32string_view Before(const FlatText& text, size_t end, size_t length) {
  return text.view(end - std::min(end, length), end);
}

// 2021年, 20XX年, xxxx年, 21学年.
bool IsYear(const FlatText& text, const Numeral& numeral) {
  if (numeral.han || !text.At(numeral.end, U"年")) return false;
  const bool long_form = numeral.end - numeral.begin == 4;
  return long_form || (numeral.masked && numeral.end - numeral.begin != 1);
}

// A duration is a figure if it is itself the claim or the norm: 连续20年, 不少于3个月.
bool IsClaimedDuration(const FlatText& text, const Numeral& numeral, const Unit& unit) {
  if (IsYear(text, numeral)) return false;
  const std::u32string_view before = Before(text, numeral.begin, 6);
  if (before.ends_with(U"连续")) return true;
  if (numeral.han) return false;
  // 开放4800小时 sums up.
  if (unit.word == U"小时" && numeral.value.find('.') == std::string::npos &&
      numeral.value.size() >= 3) {
    return true;
  }
  if (EndsClause(CharAt(text, unit.end)) &&
      LongestEndingAt(
          text, numeral.begin,
          {U"训练", U"培训", U"集训", U"跟岗", U"跟班", U"研修", U"学习", U"锻炼", U"实践", U"演练",
           U"公示", U"挂职", U"支教", U"驻校", U"研学", U"军训", U"教学", U"授课"})) {
    return true;
  }
  // 每天不超过40分钟 is a norm, 每3个月 only tells when.
  const bool capped = LongestEndingAt(text, numeral.begin,
                                      {U"不少于", U"不低于", U"至少", U"不超过", U"控制在"}) > 0;
  if (capped) return true;
  if (Contains(before, {U"未来", U"今后", U"每", U"过去", U"前", U"后"})) return false;
  if (Contains(before, {U"不少于", U"不低于", U"至少", U"不超过", U"累计",   U"历时", U"超过",
                        U"长达",   U"缩短",   U"提前", U"时长",   U"天数",   U"月数", U"年限",
                        U"压缩",   U"压减",   U"用时", U"耗时",   U"住院日", U"周期"})) {
    return true;
  }
  return unit.word == U"年" && Contains(Around(text, unit.end, 8),
                                        {U"领先", U"第一", U"蝉联", U"稳居", U"无事故", U"零"});
}

constexpr auto kHanCounted = std::to_array<std::u32string_view>(
    {U"所", U"名", U"人",   U"场",   U"次", U"个",     U"家", U"户",      U"间",
     U"台", U"座", U"条",   U"篇",   U"门", U"轮",     U"处", U"幢",      U"栋",
     U"件", U"元", U"人次", U"场次", U"亩", U"平方米", U"%",  U"个百分点"});

// What 三个… may count; other nouns after it are mostly abstractions (三个方面, 四个意识).
bool CountsThings(const FlatText& text, size_t unit_end) {
  const char32_t next = CharAt(text, unit_end);
  if (EndsClause(next) && next != U'、') return true;
  return LongestAt(
             text, unit_end,
             {U"街道", U"乡",   U"镇",   U"县",   U"区",     U"市",   U"村",    U"社区", U"学校",
              U"班",   U"幼儿", U"校区", U"教室", U"工作室", U"基地", U"项目",  U"学位", U"座位",
              U"床位", U"中心", U"教学", U"党支", U"支部",   U"团队", U"名额",  U"实训", U"食堂",
              U"操场", U"公办", U"民办", U"集团", U"共同体", U"联盟", U"标准化"}) > 0;
}

bool HanMeasures(const FlatText& text, const Numeral& numeral, const Unit& unit) {
  const bool large = numeral.value.size() >= 3 || IsOneOf(unit.text.front(), U"万亿");
  const char32_t noun = CharBefore(text, numeral.begin);
  // 教学点两个、舞台剧两部: the noun before, and nothing behind.
  const bool counted =
      numeral.value != "1" && EndsClause(CharAt(text, unit.end)) && IsHan(noun) &&
      unit.text == unit.word && !IsOneOf(unit.word.front(), U"类级种期年") &&
      !IsOneOf(noun, U"这那哪另再又首上下新前后统唯于有是为成过了到在进做打形任某各多第同持");
  if (counted && text.view(numeral.begin, numeral.end) != U"二") return true;
  // 不少于二十节 sets a bound.
  if (LongestEndingAt(text, numeral.begin,
                      {U"不少于", U"不低于", U"不超过", U"不多于", U"不高于", U"至少"}) > 0) {
    return true;
  }
  if (!large && std::find(kHanCounted.begin(), kHanCounted.end(), unit.word) == kHanCounted.end()) {
    return false;
  }
  const char32_t next = CharAt(text, unit.end);
  // One counts 两所; 二次 is an adjective (二次供水).
  if (text.view(numeral.begin, numeral.end) == U"二") return false;
  // 三件事 and (原因)有两条, count what is said, not what is there.
  if (unit.word == U"件" && IsOneOf(next, U"事实大")) return false;
  if (unit.word == U"条" && EndsClause(next)) return false;
  if (numeral.value == "1") {
    // 现有一个中心校、三个教学点
    const bool stands = LongestEndingAt(text, numeral.begin,
                                        {U"现有", U"共有", U"下辖", U"设有", U"建有", U"辖"}) > 0;
    if (stands && CountsThings(text, unit.end)) return true;
    // 一所 is an article unless the noun stands before it: 村小一所,
    const char32_t before = CharBefore(text, numeral.begin);
    const std::u32string_view around = Before(text, numeral.begin, 8);
    const size_t per = around.find(U'每');
    if (per != std::u32string_view::npos) {
      return EndsClause(next) && IsOneOf(unit.word.back(), U"次场节") &&
             !IsHanNumeral(around[per + 1]);
    }
    return EndsClause(next) && IsHan(before) &&
           !IsOneOf(before,
                    U"这那哪另再又首上下新前后统唯于有是为成过了到在进做打建形任某各多第每同");
  }
  return unit.word != U"个" || large || !unit.text.starts_with(U"个") ||
         CountsThings(text, unit.end);
}

// 连续5届, 运动会已举办12届, 举办培训班三期: how often something was held. 十四届全运会, 工程三期
// and 分三期 tell which one.
bool CountsTurns(const FlatText& text, const Numeral& numeral, const Unit& unit) {
  constexpr size_t kReach = 12;
  size_t from = numeral.begin;
  while (from > 0 && numeral.begin - from < kReach && text.gap[from] != Gap::kLine &&
         !EndsClause(text.chars[from - 1])) {
    --from;
  }
  const std::u32string_view before = text.view(from, numeral.begin);
  if (before.ends_with(U"连续") || before.ends_with(U"蝉联")) return true;
  const bool held =
      Contains(before, {U"举办", U"承办", U"开办", U"主办", U"开设", U"组织", U"开展", U"编发",
                        U"编印", U"印发", U"刊发", U"推出", U"制作", U"完成"});
  if (!held || numeral.masked || before.ends_with(U"分") || numeral.value.size() > 2) return false;
  if (text.view(numeral.begin, numeral.end) == U"二" ||
      BeginsAnotherWord(text, unit.word_begin, unit.word)) {
    return false;
  }
  const bool ends = EndsClause(CharAt(text, unit.end));
  if (unit.word == U"届")
    return ends || Contains(before, {U"已", U"累计", U"先后", U"连续", U"共"});
  return ends || numeral.value != "1";
}

// km, m3: a unit where no other letter or number follows.
bool IsLatinUnit(const FlatText& text, size_t at) {
  const Unit unit = ReadUnit(text, at);
  if (unit.end == at) return false;
  const char32_t next = CharAt(text, unit.end);
  return !IsLatin(next) && !IsDigit(next) && !IsOneOf(next, U"-+");
}

// After digits these words are seldom the beginning of another one.
bool SafeAfterDigits(std::u32string_view word) {
  constexpr auto kSafe = std::to_array<std::u32string_view>(
      {U"名", U"人", U"个", U"所", U"家", U"户", U"项", U"件", U"位", U"条",
       U"篇", U"处", U"期", U"次", U"对", U"节", U"台", U"门", U"场", U"间"});
  return std::find(kSafe.begin(), kSafe.end(), word) != kSafe.end();
}

}  // namespace

bool MayCount(const FlatText& text, const Numeral& numeral, bool range_end) {
  const char32_t before = CharBefore(text, numeral.begin);
  const char32_t next = CharAt(text, numeral.end);
  const bool per_many = next == U'/' && LongestAt(text, numeral.end, {U"/10万", U"/十万"}) > 0;
  if (IsOneOf(before, U"+/每") || (IsOneOf(next, U"+/") && !per_many)) return false;
  if (IsOneOf(before, U"-~—–") && !range_end) return false;
  if (before == U':' && numeral.begin >= 2 && IsDigit(text.chars[numeral.begin - 2])) return false;
  if (next == U':' && IsDigit(CharAt(text, numeral.end + 1))) return false;
  if (IsLatin(before) || (IsLatin(next) && !IsMask(next) && !IsLatinUnit(text, numeral.end))) {
    return false;
  }
  if (before == U'第') return true;
  if (numeral.han) return !IsOneOf(before, U"某几数同统单之唯逐多") && !IsDigit(before);
  // xx届x次会议
  return !(before == U'届' && CharAt(text, numeral.end) == U'次');
}

bool Measures(const FlatText& text, const Numeral& numeral, const Unit& unit) {
  // 56人以上大班额 is a kind of class.
  if (unit.word == U"人" &&
      LongestAt(text, unit.end, {U"以上大班", U"以上超大班", U"及以上大班", U"大班额"})) {
    return false;
  }
  if (unit.time) return IsClaimedDuration(text, numeral, unit);
  if (unit.text == U"个" &&
      LongestAt(text, unit.end,
                {U"方面", U"层面", U"维度", U"环节", U"阶段", U"原则", U"坚持", U"意识", U"维护",
                 U"必须", U"统一", U"结合", U"层次", U"关系", U"百分之"})) {
    return false;
  }
  if (unit.word == U"次" && text.EndsAt(numeral.begin, U"届")) return false;  // 八届三次全会
  // 岁 measures a life; elsewhere it tells of whom one speaks.
  if (unit.word == U"岁" &&
      (LongestAt(text, unit.end, {U"以上", U"以下", U"及以", U"以内"}) > 0 ||
       !Contains(Before(text, numeral.begin, 12), {U"寿命", U"平均年龄", U"均龄"}))) {
    return false;
  }
  if (unit.text == U"届" || (numeral.han && unit.text == U"期")) {
    return CountsTurns(text, numeral, unit);
  }
  if (numeral.han) return HanMeasures(text, numeral, unit);
  if (unit.word == U"分" && IsOneOf(CharBefore(text, numeral.begin), U"点时")) return false;
  // XX站 is what a station is called.
  if (numeral.masked && unit.word == U"站") return false;
  if (numeral.masked || !SafeAfterDigits(unit.word)) {
    return !BeginsAnotherWord(text, unit.word_begin, unit.word);
  }
  return true;
}

std::optional<RankUnit> RankAt(const FlatText& text, const Numeral& numeral) {
  if (numeral.begin == 0) return std::nullopt;
  const char32_t before = CharBefore(text, numeral.begin);
  const size_t end = numeral.end;
  const char32_t unit = CharAt(text, end);
  if (before == U'第' && EndsClause(unit)) {
    const size_t told = LongestEndingAt(
        text, numeral.begin - 1,
        {U"排名", U"位列", U"位居", U"名列", U"居", U"全省", U"全市", U"全国", U"全区", U"全县"});
    if (told == 0) return std::nullopt;
    return RankUnit{end, U"位", false};
  }
  if (before == U'第' && (unit == U'名' || unit == U'位')) {
    const std::u32string_view context = Before(text, numeral.begin - 1, 12);
    const char32_t before_rank = CharBefore(text, numeral.begin - 1);
    // 总评第四名 is one, 争当第一名 is not.
    const bool closed = EndsClause(CharAt(text, end + 1));
    const bool named = numeral.han && closed && before_rank != U'当' && IsHan(before_rank);
    const bool ranked = (!numeral.han && closed) || named ||
                        Contains(context, {U"居", U"列", U"排名", U"名次", U"获", U"位"});
    if (!ranked) return std::nullopt;
    return RankUnit{end + 1, text.view(end, end + 1), false};
  }
  if (before != U'前') return std::nullopt;
  // 学前170名, 年底前12名
  if (IsOneOf(CharBefore(text, numeral.begin - 1), U"学目以之提底末年月日")) return std::nullopt;
  if (unit == U'名' || unit == U'位' || unit == U'强' || unit == U'列') {
    return RankUnit{end + 1, text.view(end, end + 1), true};
  }
  // 全省前五
  const bool among = LongestEndingAt(text, numeral.begin - 1,
                                     {U"全省", U"全市", U"全国", U"全县", U"全区", U"跻身"}) > 0;
  if (numeral.han && among && EndsClause(unit)) return RankUnit{end, U"位", true};
  const char32_t noun = CharBefore(text, numeral.begin - 1);
  if (!numeral.han && !numeral.masked && EndsClause(unit) && IsHan(noun)) {
    return RankUnit{end, U"位", true};
  }
  return std::nullopt;
}

size_t LeadingRankAt(const FlatText& text, size_t position) {
  if (!IsOneOf(text.chars[position], U"居位列排名")) return 0;
  constexpr size_t kReach = 10;
  for (size_t i = position + 1; i < std::min(text.size(), position + kReach); ++i) {
    if (EndsClause(text.chars[i]) || text.gap[i] == Gap::kLine) return 0;
    const size_t word = LongestAt(text, i, {U"之首", U"首位", U"第一位", U"第一名", U"第一"});
    if (word == 0) continue;
    const char32_t next = CharAt(text, i + word);
    if (word == 2 && text.chars[i] == U'第' && !EndsClause(next) && next != U'的') return 0;
    return i + word - position;
  }
  return 0;
}

}  // namespace eduplan::importer
