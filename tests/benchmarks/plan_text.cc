#include "tests/benchmarks/plan_text.h"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>

#include "tests/support/zip_edit.h"

namespace eduplan::benchmarks {
namespace {

constexpr std::array kHan = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
constexpr std::array kSubjects = {"学前教育", "义务教育", "高中教育",   "职业教育",
                                  "特殊教育", "教师队伍", "校园安全",   "家校共育",
                                  "体育美育", "劳动教育", "信息化建设", "督导评估"};
constexpr std::array kVerbs = {"抓好", "推进", "优化", "加快", "规范", "深化", "夯实", "补齐"};
constexpr std::array kThings = {"城区学位供给",     "乡镇寄宿条件", "课后服务", "集团化办学",
                                "骨干教师梯队培养", "食堂明厨亮灶", "校舍维修", "心理健康筛查",
                                "阅读活动",         "实验室装备",   "营养改善", "控辍保学台账"};
constexpr std::array kUnits = {"所", "名", "个", "场", "万元", "人次", "间", "台", "%", "亩"};

// Sentences with {0} and {1} for numbers, {2} for a thing, {3} for a unit.
constexpr std::array kSentences = {
    "全县坚持问题导向，把{2}列为年度重点，专题研究、逐校过筛，群众反映的堵点逐项销号。",
    "各学校结合实际细化方案，责任到岗、任务到人，{2}的经验做法在片区交流。",
    "牢固树立质量意识，完善{2}的长效机制，形成部门协同、上下联动、齐抓共管的良好局面。",
    "加强统筹谋划，压实主体责任，把{2}纳入督导评估和年度考核，定期通报进展情况。",
    "以师德师风为第一标准，广泛开展“守初心、担使命”主题活动，营造尊师重教的浓厚氛围。",
    "针对薄弱环节，推动{2}由点到面、由浅入深，切实增强群众的获得感和满意度。",
    "健全家校社协同育人机制，落实“五育并举”要求，促进学生全面而有个性地发展。",
    "一是健全制度，二是配强力量，三是严格考核，{2}水平明显提高。",
    "{2}覆盖{0}{3}，较上年增加{1}{3}。",
    "新建改扩建幼儿园{0}所（其中公办{1}所），新增学位{0}个。",
    "投入资金{0}.{1}万元用于{2}，完成率达到{1}.5%以上。",
    "组织教师培训{0}场次，培训教师{1}余人次，不少于{1}学时。",
    "力争到年底{2}达标学校不低于{0}所，达标率稳定在{1}%左右。",
    "排查隐患{0}处，整改{1}处，其余列入台账限期整改。",
    "引进xx名紧缺学科教师，创建xx所特色学校，争取资金xxx万元。",
    "小学、初中各新增{3}位{0}个，三所学校完成搬迁。",
};

class Writer {
 public:
  explicit Writer(size_t bytes) : bytes_(bytes) { text_.reserve(bytes + bytes / 8); }

  std::string Write() {
    text_ = "某某县教育局2021年工作总结和2022年工作计划\n\n";
    text_ += "现将一年来的工作情况和下一步打算汇报如下：\n";
    while (text_.size() < bytes_) {
      for (int chapter = 0; chapter < 10 && text_.size() < bytes_; ++chapter) Chapter(chapter);
    }
    text_ += "某某县教育局\n2021年12月20日\n";
    return std::move(text_);
  }

 private:
  void Chapter(int chapter) {
    Add("{}、{}{}工作\n", kHan[chapter], Any(kVerbs), Any(kSubjects));
    for (int item = 0; item < 4; ++item) {
      Add("（{}）{}{}。", kHan[item], Any(kVerbs), Any(kThings));
      Sentences(6);
      for (int point = 1; point <= 3; ++point) {
        Add("{}.{}{}。", point, Any(kVerbs), Any(kThings));
        Sentences(3);
      }
      Add("（责任单位：{}股、计财股；完成时限：{}月底前）\n", Any(kSubjects), 1 + Below(12));
    }
    if (chapter % 5 == 4) Table();
    Add("— {} —\n", ++page_ % 900 + 1);
  }
  void Sentences(int count) {
    for (int i = 0; i < count; ++i) {
      text_ += fmt::format(fmt::runtime(Any(kSentences)), 2 + Below(900), 10 + Below(80),
                           Any(kThings), Any(kUnits));
    }
    text_ += '\n';
  }
  void Table() {
    text_ += "| 学段 | 学校（所） | 学生（人） |\n";
    for (const char* stage : {"幼儿园", "小学", "初中", "高中"}) {
      Add("| {} | {} | {} |\n", stage, Below(300), Below(90000));
    }
  }

  template <typename... Args>
  void Add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  template <typename Words>
  const char* Any(const Words& words) {
    return words[random_() % words.size()];
  }

  const size_t bytes_;
  std::mt19937 random_{20211220};
  std::string text_;
  int page_ = 0;
};

constexpr const char* kContentTypes =
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    "<Default Extension='xml' ContentType='application/xml'/>"
    "<Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-"
    "officedocument.wordprocessingml.document.main+xml'/></Types>";
constexpr const char* kRelationships =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='r1' Target='word/document.xml' Type='http://schemas.openxmlformats.org/"
    "officeDocument/2006/relationships/officeDocument'/></Relationships>";
constexpr const char* kDocument =
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:body>{}</w:body></w:document>";
constexpr const char* kRun =
    "<w:r><w:rPr><w:rFonts w:hint='eastAsia' w:ascii='仿宋_GB2312' w:eastAsia='仿宋_GB2312'/>"
    "<w:sz w:val='32'/><w:szCs w:val='32'/></w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>";

// Past so many characters of UTF-8, or the end.
size_t Past(std::string_view text, size_t begin, int characters) {
  size_t end = begin;
  while (end < text.size() && characters-- > 0) {
    do ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80);
  }
  return end;
}

std::string Paragraph(std::string_view line) {
  constexpr int kCharactersOfRun = 12;
  std::string xml = "<w:p><w:pPr><w:spacing w:line='579'/><w:ind w:firstLine='640'/></w:pPr>";
  for (size_t begin = 0; begin < line.size();) {
    const size_t end = Past(line, begin, kCharactersOfRun);
    fmt::format_to(std::back_inserter(xml), fmt::runtime(kRun), line.substr(begin, end - begin));
    begin = end;
  }
  return xml + "</w:p>";
}

// "| a | b |" as cells.
std::string Row(std::string_view line) {
  std::string xml = "<w:tr>";
  for (size_t begin = 2; begin < line.size();) {
    const size_t end = line.find(" |", begin);
    xml += "<w:tc>" + Paragraph(line.substr(begin, end - begin)) + "</w:tc>";
    begin = end + 3;
  }
  return xml + "</w:tr>";
}

}  // namespace

std::string PlanText(size_t bytes) {
  return Writer(bytes).Write();
}

std::string PlanHtml(size_t bytes) {
  const std::string text = PlanText(bytes);
  std::string html =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>工作总结_某某县</title></head>"
      "<body><div class=\"nav\"><a href=\"/\">首页</a> <a href=\"/zwgk\">政务公开</a></div>"
      "<div class=\"content\">\n";
  html.reserve(text.size() + text.size() / 4);
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    html += "<p style=\"text-indent:2em\"><span>";
    html.append(text, begin, end - begin);
    html += "</span></p>\n";
    begin = end + 1;
  }
  return html + "</div><div class=\"footer\"><a href=\"#\">返回顶部</a></div></body></html>\n";
}

std::string PlanDocx(int pages) {
  // A page has 22 lines of 28 characters, and the paragraphs leave some of them short.
  constexpr size_t kBytesOfPage = 500 * 3;
  const std::string text = PlanText(static_cast<size_t>(pages) * kBytesOfPage);
  std::string body;
  bool in_table = false;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const bool row = line.starts_with('|');
    if (row != in_table) body += row ? "<w:tbl>" : "</w:tbl>";
    in_table = row;
    body += row ? Row(line) : Paragraph(line);
    begin = end + 1;
  }
  return test::MakeZip({{"[Content_Types].xml", kContentTypes},
                        {"_rels/.rels", kRelationships},
                        {"word/document.xml", fmt::format(fmt::runtime(kDocument), body)}});
}

}  // namespace eduplan::benchmarks
