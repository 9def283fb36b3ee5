#include "services/plan_items/importer/figures/units.h"

#include <algorithm>
#include <array>
#include <utility>

namespace eduplan::importer {
namespace {

constexpr auto kWords = std::to_array<std::u32string_view>({
    U"个百分点", U"平方米", U"平方公里",    U"立方米",       U"人次",        U"场次",
    U"批次",     U"户次",   U"班次",        U"车次",         U"课时",        U"学时",
    U"学分",     U"个月",   U"小时",        U"分钟",         U"公里",        U"千米",
    U"公顷",     U"公斤",   U"美元",        U"千瓦",         U"%",           U"‰",
    U"个",       U"所",     U"名",          U"人",           U"场",          U"次",
    U"轮",       U"处",     U"期",          U"起",           U"项",          U"户",
    U"节",       U"门",     U"对",          U"家",           U"位",          U"件",
    U"份",       U"篇",     U"条",          U"间",           U"座",          U"幢",
    U"栋",       U"套",     U"台",          U"张",           U"本",          U"册",
    U"部",       U"批",     U"类",          U"种",           U"元",          U"亩",
    U"米",       U"㎡",     U"吨",          U"天",           U"年",          U"周",
    U"倍",       U"块",     U"面",          U"支",           U"队",          U"组",
    U"例",       U"宗",     U"笔",          U"辆",           U"幅",          U"首",
    U"枚",       U"只",     U"盏",          U"片",           U"株",          U"棵",
    U"顶",       U"床",     U"席",          U"堂",           U"讲",          U"集",
    U"档",       U"案",     U"分",          U"校",           U"班",          U"村",
    U"箱",       U"袋",     U"盒",          U"把",           U"艘",          U"架",
    U"科",       U"课",     U"颗",          U"桌",           U"趟",          U"组次",
    U"桶",       U"瓶",     U"剂次",        U"剂",           U"针次",        U"例次",
    U"床次",     U"卷",     U"根",          U"头",           U"毫升",        U"厘米",
    U"毫米",     U"克",     U"千克",        U"立方",         U"升",          U"千瓦时",
    U"家次",     U"台次",   U"套次",        U"件次",         U"课次",        U"人份",
    U"单",       U"款",     U"副",          U"双",           U"层",          U"扇",
    U"捆",       U"股",     U"字",          U"页",           U"票",          U"尊",
    U"艘次",     U"辆次",   U"车位",        U"张次",         U"册次",        U"份次",
    U"架次",     U"样",     U"眼",          U"管",           U"具",          U"所次",
    U"岁",       U"轮次",   U"期次",        U"台套",         U"台件",        U"羽",
    U"斤",       U"口",     U"窟",          U"列",           U"方",          U"个次",
    U"个工作日", U"工作日", U"立方",        U"公升",         U"千伏",        U"兆瓦",
    U"微克",     U"毫克",   U"微克/立方米", U"微克每立方米", U"毫克/立方米", U"毫克/升",
    U"μg/m³",    U"μg/m3",  U"mg/m3",       U"mg/m³",        U"mg/L",        U"km",
    U"km²",      U"km2",    U"m",           U"m²",           U"m³",          U"m2",
    U"m3",       U"cm",     U"mm",          U"kg",           U"t",           U"kW",
    U"kWh",      U"MW",     U"hm²",         U"hm2",          U"/10万",       U"/十万",
    U"亩次",     U"吨公里", U"海里",        U"标箱",         U"羽次",        U"头次",
    U"头份",     U"羽份",   U"师次",        U"项次",         U"校次",        U"村次",
    U"届",       U"站",
});

constexpr std::u32string_view kTimeWords[] = {U"个月", U"小时", U"分钟",     U"天",
                                              U"年",   U"周",   U"个工作日", U"工作日"};

// 十, 百, 千, 万 that open a measure word: 3.1万千瓦.
constexpr std::u32string_view kThousands = U"瓦米克伏卡";

struct Other {
  std::u32string_view word;
  std::u32string_view next;  // Characters that make another word of it.
};

constexpr Other kOthers[] = {
    {U"对", U"话口接照标外策于象应比"},
    {U"部", U"门分署委"},
    {U"本", U"级市县区地年土校次届"},
    {U"家", U"长庭校乡园访"},
    {U"门", U"户类"},
    {U"台", U"账湾"},
    {U"场", U"所地馆景"},
    {U"面", U"向对临积试"},
    {U"条", U"件例"},
    {U"组", U"织建"},
    {U"节", U"约点目能假"},
    {U"次", U"数第生"},
    {U"期", U"间末中待望盼刊限"},
    {U"处", U"理置于分罚在"},
    {U"项", U"目"},
    {U"人", U"员才民事大社均力口工物选文"},
    {U"个", U"别性体人"},
    {U"位", U"于置居"},
    {U"户", U"籍外口"},
    {U"班", U"级主子车会"},
    {U"课", U"程堂后题本外改"},
    {U"校", U"园长外内际车舍区"},
    {U"分", U"别类校层管析数局为配散享布工解步批级流"},
    {U"所", U"有属在需"},
    {U"届", U"毕高初中时全"},
    {U"站", U"点长台式立位在内上"},
    {U"种", U"植子"},
    {U"名", U"师牌单"},
    {U"科", U"技学研协"},
    {U"村", U"小"},

    {U"讲", U"话座师"},
    {U"队", U"伍员"},
    {U"集", U"团体中"},
    {U"支", U"部持教援"},
    {U"首", U"届个批次要"},
    {U"案", U"例件"},
    {U"年", U"级度"},
    {U"天", U"津"},
    {U"米", U"气栏接蛙仰"},  // 10米气手枪
    {U"m", U"气栏接蛙仰比跑"},
    {U"单", U"位元独一项身亲方"},
    {U"层", U"面次级"},
    {U"升", U"学级入格"},
    {U"头", U"部等"},
    {U"克", U"服"},
    {U"字", U"号体面"},
    {U"股", U"份长室东"},
    {U"双", U"减一师重随语方向基"},
    {U"副", U"校主局县市书组"},
    {U"款", U"项"},
    {U"票", U"据"},
    {U"页", U"面"},
    {U"片", U"区面段"},
    {U"管", U"理辖控护线道教委局"},
    {U"样", U"本板式"},
    {U"具", U"体有备"},
    {U"眼", U"科镜睛"},
    {U"口", U"人岸号径罩腔味头语"},
    {U"列", U"入为举出席车表支"},
    {U"方", U"面案式法向米便位志阵针略"},
};

bool IsMore(char32_t c) {
  return c == U'余' || c == U'多' || c == U'来';
}

std::u32string_view LongestWord(const FlatText& text, size_t at) {
  static const WordSet kWordSet(kWords);
  if (at >= text.size()) return {};
  return text.view(at, at + kWordSet.LongestAt(text, at));
}

bool OpensWord(const FlatText& text, size_t at) {
  return text.chars[at] == U'千' && at + 1 < text.size() && IsOneOf(text.chars[at + 1], kThousands);
}

}  // namespace

Unit ReadUnit(const FlatText& text, size_t position) {
  Unit unit{.end = position};
  size_t i = position;
  const auto pass_more = [&] {
    if (i < text.size() && IsMore(text.chars[i])) {
      unit.more = true;
      ++i;
    }
  };
  pass_more();
  size_t powers = i;
  while (i < text.size() && i - powers < 3 && IsOneOf(text.chars[i], U"十百千万亿") &&
         !OpensWord(text, i)) {
    ++i;
  }
  unit.text = std::u32string(text.view(powers, i));
  pass_more();
  unit.word = LongestWord(text, i);
  // 3.2万人民
  if (unit.word == U"人" && i > powers && text.At(i + 1, U"民")) unit.word = {};
  // 发放补助50万, 惠及3.2万老人: the measure word is left out.
  const bool bare = unit.word.empty() && IsOneOf(text.chars[i - (i > powers ? 1 : 0)], U"万亿") &&
                    i > powers && (i >= text.size() || !IsDigit(text.chars[i]));
  if (unit.word.empty() && !bare) return Unit{.end = position};
  // 科次, 节次: how often something of a kind was had.
  const size_t behind = i + unit.word.size();
  const bool times = unit.word.size() == 1 && IsHan(unit.word.front()) &&
                     !IsOneOf(unit.word.front(), U"次年天周") && behind < text.size() &&
                     text.chars[behind] == U'次' &&
                     (behind + 1 >= text.size() || !IsOneOf(text.chars[behind + 1], U"要生序数第"));
  if (times) unit.word = text.view(i, behind + 1);
  unit.word_begin = i;
  i += unit.word.size();
  unit.text += unit.word;
  unit.end = i;
  unit.time =
      std::find(std::begin(kTimeWords), std::end(kTimeWords), unit.word) != std::end(kTimeWords);
  const bool doubled = unit.word.size() > 1 && i < text.size() &&
                       text.chars[i] == unit.word.back() && text.chars[i] == U'次';
  if (doubled) ++unit.end;
  return unit;
}

bool BeginsAnotherWord(const FlatText& text, size_t word_begin, std::u32string_view word) {
  const size_t next = word_begin + word.size();
  if (next >= text.size()) return false;
  for (const Other& other : kOthers) {
    if (other.word == word) return IsOneOf(text.chars[next], other.next);
  }
  return false;
}

}  // namespace eduplan::importer
