#include "tests/unit/documents/sample_document.h"

#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace eduplan::testing {
namespace {

using layout::Alignment;
using layout::Document;
using layout::RunStyle;

layout::Table RollupTable() {
  layout::Table table;
  table.caption = "表1 全市上半年主要指标汇总";
  table.columns = {{Alignment::kCenter, 0}, {Alignment::kLeft, 0},  {Alignment::kCenter, 0},
                   {Alignment::kRight, 0},  {Alignment::kRight, 0}, {Alignment::kRight, 0},
                   {Alignment::kRight, 0}};
  table.header_rows = {{"序号", "指标名称", "单位", "合计", "应报", "已报", "缺报"}};
  for (int i = 1; i <= 60; ++i) {
    table.rows.push_back({absl::StrCat(i), absl::StrCat("第", i, "项指标（含民办）"), "万人次",
                          absl::StrCat(1200 + i, ".", i % 10), "9", "8", "1"});
  }
  table.notes = {
      "注：合计按已上报单位计算，缺报的单位不计为零；表中数据截至2021年6月20日，6月份为预计数，以年"
      "终核定的数据为准。"};
  return table;
}

void AddSection(Document& document, layout::HeadingNumberer& numberer, const std::string& name) {
  document.blocks.push_back(layout::Heading{1, numberer.Next(1) + name});
  for (const char* part : {"主要进展", "存在问题"}) {
    document.blocks.push_back(layout::Heading{2, numberer.Next(2) + part});
    document.blocks.push_back(layout::Heading{3, numberer.Next(3) + "学位供给稳步增加"});
    document.blocks.push_back(layout::Heading{4, numberer.Next(4) + "新建与改扩建"});
    for (int i = 0; i < 3; ++i) {
      document.blocks.push_back(layout::Paragraph{
          {{"坚持先易后难。", RunStyle::kKai},
           {"截至六月底，全市新建和改扩建学校12所，新增学位8600个，完成投资3."
            "25亿元，占全年任务的65.4%；"
            "“一校一策”方案已全部备案（其中寄宿制学校5所），教师交流轮岗1,"
            "248人次，群众满意率达到98.7%"
            "以上……下一步，将把“双减”——学生作业与校外培训负担——继续抓在手上，确保九月一日前"
            "全部投入使用。",
            RunStyle::kBody},
           {"重点是安全。", RunStyle::kStrong}}});
    }
  }
}

struct TextOf {
  std::string operator()(const layout::HeadMark& mark) const { return mark.text; }
  std::string operator()(const layout::Title& title) const { return title.text; }
  std::string operator()(const layout::Addressee& addressee) const { return addressee.text; }
  std::string operator()(const layout::Heading& heading) const { return heading.text; }
  std::string operator()(const layout::Paragraph& paragraph) const {
    return absl::StrJoin(paragraph.runs, "", [](std::string* out, const layout::Run& run) {
      absl::StrAppend(out, run.text);
    });
  }
  std::string operator()(const layout::Table& table) const {
    std::string out = table.caption;
    for (const auto& row : table.header_rows) absl::StrAppend(&out, absl::StrJoin(row, ""));
    for (const auto& row : table.rows) absl::StrAppend(&out, absl::StrJoin(row, ""));
    return absl::StrCat(out, absl::StrJoin(table.notes, ""));
  }
  std::string operator()(const layout::AttachmentNote& note) const {
    return absl::StrCat("附件：", absl::StrJoin(note.names, ""));
  }
  std::string operator()(const layout::Signature& signature) const {
    return absl::StrCat(signature.organization, signature.date.year(), "年", signature.date.month(),
                        "月", signature.date.day(), "日");
  }
  std::string operator()(const layout::Attachment& attachment) const {
    return absl::StrCat("附件", attachment.title);
  }
  std::string operator()(const layout::Imprint& imprint) const {
    return absl::StrCat("抄送：", imprint.copy_to, imprint.office, "印发");
  }
};

}  // namespace

Document SampleDocument() {
  Document document;
  document.metadata = {"云溪市教育局2023年上半年工作总结和下半年工作计划", "云溪市教育局",
                       absl::FromUnixSeconds(1'624'588'200)};
  document.blocks = {layout::HeadMark{"送审稿"},
                     layout::Title{"云溪市教育局关于2023年上半年工作总结和下半年工作计划的报告"},
                     layout::Addressee{"省教育厅："},
                     layout::Paragraph{{{"现将云溪市2021年上半年教育工作情况和下半年打算报告如下。",
                                         RunStyle::kBody}}}};
  layout::HeadingNumberer numberer;
  for (const char* name : {"上半年工作情况", "下半年工作安排", "保障措施"}) {
    AddSection(document, numberer, name);
  }
  document.blocks.push_back(RollupTable());
  document.blocks.push_back(layout::AttachmentNote{
      {"2021年上半年各县（市、区）教育事业主要指标完成情况及与上年同期的比较说明",
       "重点项目进度表"}});
  document.blocks.push_back(
      layout::Signature{"云溪市教育局", absl::CivilDay(2021, 6, 25), /*sealed=*/true});
  document.blocks.push_back(
      layout::Imprint{"市委办公室，市人大常委会办公室，市政府办公室，市政协办公室",
                      "云溪市教育局办公室", absl::CivilDay(2021, 6, 25)});
  return document;
}

std::string AllText(const Document& document) {
  std::string out;
  for (const layout::Block& block : document.blocks) {
    absl::StrAppend(&out, std::visit(TextOf(), block));
  }
  return out;
}

}  // namespace eduplan::testing
