#include "services/plan_items/importer/understanding/findings.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace eduplan::importer {
namespace {

constexpr size_t kClutterReported = 20;

void Report(const OutlineNode& node, bool gap, int expected, ParsedPlan& plan) {
  Finding finding{.code = gap ? "NUMBERING_GAP" : "NUMBERING_REPEAT",
                  .severity = Severity::kWarning,
                  .item_path = node.path,
                  .start = node.start,
                  .end = node.end};
  if (gap) {
    finding.message_en = absl::StrCat("the marker ", node.marker, " stands where number ", expected,
                                      " of its sequence was expected");
    finding.message_zh =
        absl::StrCat("编号不连续:此处应为第", expected, "项,实为“", node.marker, "”");
  } else {
    finding.message_en =
        absl::StrCat("the marker ", node.marker, " repeats or goes back in its sequence");
    finding.message_zh = absl::StrCat("编号重复或倒退:“", node.marker, "”");
  }
  plan.findings.push_back(std::move(finding));
}

// 一是 opens another enumeration of the same item as often as it repeats a number.
bool BeginsAnew(const Marker& marker) {
  return marker.kind == MarkerKind::kInline && marker.number == 1;
}

}  // namespace

void FindNumberingFaults(const std::vector<Node>& nodes, ParsedPlan& plan) {
  std::map<std::pair<int, int>, int> last_of_parent;  // (parent, kind) -> number.
  std::map<int, int> last_of_kind;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const int kind = static_cast<int>(node.marker.kind);
    const int number = node.marker.number;
    const auto [place, is_first] = last_of_parent.try_emplace({node.parent, kind}, 0);
    const int before = place->second;
    const int expected = number == 0 ? before + 1 : number;
    place->second = expected;
    if (number > 0 && is_first && number != 1 && number != last_of_kind[kind] + 1) {
      Report(plan.outline[i], true, 1, plan);
    } else if (number > 0 && !is_first && number > before + 1) {
      Report(plan.outline[i], true, before + 1, plan);
    } else if (number > 0 && !is_first && number <= before && !node.marker.after_title &&
               !BeginsAnew(node.marker)) {
      Report(plan.outline[i], false, before + 1, plan);
    }
    last_of_kind[kind] = expected;
  }
}

void ReportClutter(const std::vector<SourceRange>& clutter, ParsedPlan& plan) {
  for (size_t i = 0; i < clutter.size() && i < kClutterReported; ++i) {
    plan.findings.push_back({.code = "CLUTTER_REMOVED",
                             .severity = Severity::kInfo,
                             .message_en = "text of the page, not of the document, was left out",
                             .message_zh = "已去除与正文无关的页面文字",
                             .start = clutter[i].begin,
                             .end = clutter[i].end});
  }
}

void ReportSilentPages(const SourceText& source, ParsedPlan& plan) {
  const std::vector<uint32_t>& pages = source.silent_pages;
  for (size_t i = 0; i < pages.size();) {
    size_t last = i;
    while (last + 1 < pages.size() && pages[last + 1] == pages[last] + 1) ++last;
    const bool one = last == i;
    const auto after = std::find_if(source.marks.begin(), source.marks.end(),
                                    [&](const OriginMark& m) { return m.page > pages[last]; });
    const size_t at = after == source.marks.end() ? source.chars.size() : after->begin;
    plan.findings.push_back(
        {.code = "PAGE_WITHOUT_TEXT",
         .severity = Severity::kWarning,
         .message_en = one ? absl::StrCat("page ", pages[i],
                                          " has no text: it is blank, or a picture, of which "
                                          "nothing is read")
                           : absl::StrCat("pages ", pages[i], " to ", pages[last],
                                          " have no text: they are blank, or pictures, of which "
                                          "nothing is read"),
         .message_zh = absl::StrCat("第", pages[i], one ? "" : absl::StrCat("至", pages[last]),
                                    "页没有文本：空白页，或为图像（扫描件），其内容未读取"),
         .start = at,
         .end = at,
         .origin = {.page = pages[i]}});
    i = last + 1;
  }
}

void ReportTruncation(const FlatText& text, ParsedPlan& plan) {
  const size_t end = text.SourceEnd(text.size());
  plan.findings.push_back({.code = "TRUNCATED_TAIL",
                           .severity = Severity::kWarning,
                           .message_en = "the text stops in the middle; what follows is missing",
                           .message_zh = "正文在中途中断,其后内容缺失",
                           .item_path = plan.outline.empty() ? "0" : plan.outline.back().path,
                           .start = end > 10 ? end - 10 : 0,
                           .end = end});
}

}  // namespace eduplan::importer
