#include "services/plan_items/importer/understanding/understand.h"

#include <algorithm>
#include <initializer_list>

#include "services/plan_items/importer/organs.h"

namespace eduplan::importer {
namespace {

constexpr size_t kOpening = 120;

bool LooksBack(std::u32string_view text) {
  return Contains(text, {U"总结", U"回顾", U"完成情况", U"工作情况", U"小结", U"成绩", U"述职",
                         U"开展情况", U"进展情况", U"落实情况", U"自查报告"});
}

bool LooksForward(std::u32string_view text) {
  return Contains(text, {U"计划", U"打算", U"安排", U"思路", U"谋划", U"设想", U"举措", U"规划"});
}

// 工作汇报 and 工作报告 look back; 工作思路汇报 does not.
bool ReportsWork(std::u32string_view title) {
  return Contains(title, {U"工作汇报", U"工作报告", U"情况汇报", U"情况报告", U"情况的汇报",
                          U"情况的报告", U"履职报告"});
}

DocumentKind KindOfWords(std::u32string_view text) {
  const bool back = LooksBack(text);
  const bool forward = LooksForward(text) || text.find(U"要点") != std::u32string_view::npos;
  if (back && forward) return DocumentKind::kSummaryAndPlan;
  if (back) return DocumentKind::kSummary;
  if (text.find(U"要点") != std::u32string_view::npos) return DocumentKind::kKeyPoints;
  return forward ? DocumentKind::kPlan : DocumentKind::kUnspecified;
}

DocumentKind KindOfTitle(std::u32string_view title) {
  const DocumentKind kind = KindOfWords(title);
  const bool back = ReportsWork(title);
  if (kind == DocumentKind::kUnspecified) {
    if (back) return DocumentKind::kSummary;
    const bool plans = Contains(title, {U"方案", U"清单", U"重点任务", U"任务分解", U"任务书"});
    return plans ? DocumentKind::kPlan : kind;
  }
  return back && kind == DocumentKind::kPlan ? DocumentKind::kSummaryAndPlan : kind;
}

}  // namespace

DocumentKind DocumentKindOf(std::u32string_view title, const FlatText& body,
                            const std::vector<Node>& nodes) {
  const DocumentKind told = KindOfTitle(title);
  if (told != DocumentKind::kUnspecified) return told;
  std::u32string headings;
  for (const Node& node : nodes) {
    if (node.level == 1) headings += body.view(node.heading_begin, node.heading_end);
    if (headings.size() > 2000) break;
  }
  DocumentKind chapters = KindOfWords(headings);
  // A speech sums up and then sets tasks.
  if (chapters == DocumentKind::kSummary &&
      Contains(headings, {U"各项任务", U"重点任务", U"目标任务", U"重点工作"})) {
    chapters = DocumentKind::kSummaryAndPlan;
  }
  if (chapters != DocumentKind::kUnspecified) return chapters;
  return KindOfWords(body.view(0, std::min(body.size(), kOpening)));
}

namespace {

// 牵头单位:教师工作科 or 完成时限:12月底, without a full stop: the last line of an item.
bool NamesUnits(const FlatText& body) {
  size_t begin = body.size();
  while (begin > 0 && (begin == body.size() || body.gap[begin] != Gap::kLine)) --begin;
  const std::u32string_view line = body.view(begin, body.size());
  const size_t colon = line.rfind(U':');
  if (colon == std::u32string_view::npos || colon < 4 || line.size() > 80) return false;
  if (Contains(line.substr(0, colon), {U"时限", U"期限", U"完成时间"})) return true;
  return Contains(line.substr(0, colon), {U"单位", U"科室", U"部门", U"责任", U"牵头", U"处室"}) &&
         EndsAsOrgan(line.substr(colon + 1));
}

}  // namespace

bool StopsInside(const FlatText& body, const std::vector<Node>& nodes) {
  if (body.size() == 0) return false;
  const char32_t last = body.chars.back();
  if (IsOneOf(last, U"…、,(“《")) return true;
  if (IsOneOf(last, U"。!?;)”》】\"")) return false;
  if (NamesUnits(body)) return false;
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
