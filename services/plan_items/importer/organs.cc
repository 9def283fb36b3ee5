#include "services/plan_items/importer/organs.h"

#include <algorithm>
#include <array>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr auto kEnds = std::to_array<std::u32string_view>(
    {U"局",     U"厅",     U"委",       U"委员会", U"教委",   U"政府",   U"办公室", U"办",
     U"科",     U"股",     U"室",       U"处",     U"部",     U"中心",   U"学校",   U"校",
     U"中学",   U"小学",   U"幼儿园",   U"教学点", U"园",     U"学院",   U"大学",   U"院",
     U"所",     U"站",     U"馆",       U"队",     U"支队",   U"大队",   U"工会",   U"协会",
     U"联合会", U"学会",   U"商会",     U"妇联",   U"团委",   U"党委",   U"党组",   U"总支",
     U"支部",   U"党支部", U"单位",     U"部门",   U"机关",   U"机构",   U"集团",   U"公司",
     U"组",     U"专班",   U"领导小组", U"街道",   U"办事处", U"乡",     U"镇",     U"乡镇",
     U"村",     U"社区",   U"县",       U"区",     U"市",     U"旗",     U"州",     U"盟",
     U"省",     U"县区",   U"师",       U"团",     U"联社",   U"残联",   U"文联",   U"关工委",
     U"法院",   U"检察院", U"银行",     U"总队",   U"医院",   U"卫生院", U"司",     U"署",
     U"社"});

// Words that end alike and name no body.
constexpr auto kOthers = std::to_array<std::u32string_view>(
    {U"全部", U"内部", U"干部", U"好处", U"到处", U"教室", U"学科", U"本科", U"专科", U"校园",
     U"场所", U"厕所", U"社会", U"会议", U"机会", U"小区", U"山区", U"地区", U"城市", U"集市",
     U"团队", U"举办", U"创办", U"承办", U"督办", U"交办", U"催办", U"查办", U"经办", U"公办",
     U"民办", U"老师", U"教师", U"县处", U"一院", U"课堂", U"换届"});

}  // namespace

bool EndsAsOrgan(std::u32string_view name) {
  if (name.ends_with(U')')) {
    const size_t open = name.rfind(U'(');
    if (open == std::u32string_view::npos || open == 0) return false;
    name = name.substr(0, open);
  }
  const auto ends = [&](std::u32string_view word) { return name.ends_with(word); };
  return name.size() >= 2 && std::any_of(kEnds.begin(), kEnds.end(), ends) &&
         std::none_of(kOthers.begin(), kOthers.end(), ends);
}

bool IsOrganText(std::u32string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char32_t c) { return IsHan(c) || IsOneOf(c, U"xX×*○〇()、"); });
}

}  // namespace eduplan::importer
