// Lays out pages that are made by hand: what stands where on them, and which paragraphs, tables and
// asides that gives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/plan_items/importer/formats/pdf/layout.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

using ::testing::ElementsAre;

constexpr double kLeft = 80;
constexpr double kSize = 16;
constexpr double kPitch = 28;

std::u32string FromUtf8(const std::string& utf8) {
  return *Decode(utf8, "utf-8");
}

// A page of A4 whose lines are full at 27 Han characters of 16 points.
class Sheet {
 public:
  // A line of text from `left` on, its top at `top`.
  Sheet& Put(double left, double top, const std::string& utf8, double size = kSize) {
    const std::u32string text = FromUtf8(utf8);
    double right = left;
    for (const char32_t c : text) right += c < 0x80 ? size / 2 : size;
    page_.boxes.push_back({.left = left,
                           .top = top,
                           .right = right,
                           .bottom = top + 1.3 * size,
                           .size = size,
                           .text = text});
    return *this;
  }

  // Lines of a paragraph under one another, the first one indented.
  Sheet& Lines(const std::vector<std::string>& lines, bool begins = true) {
    for (const std::string& line : lines) {
      Put(begins ? kLeft + 2 * kSize : kLeft, y_, line);
      begins = false;
      y_ += kPitch;
    }
    return *this;
  }

  const Page& page() const { return page_; }

 private:
  Page page_{.width = 595, .height = 842};
  double y_ = 150;
};

std::string Utf8(const SourceText& text, size_t begin, size_t end) {
  return ToUtf8(std::u32string_view(text.chars).substr(begin, end - begin));
}

std::vector<std::string> Asides(const SourceText& text) {
  std::vector<std::string> asides;
  for (const Aside& aside : text.asides) {
    const char* kind = aside.kind == AsideKind::kPageHead ? "head " : "foot ";
    asides.push_back(kind + Utf8(text, aside.begin, aside.end - 1));
  }
  return asides;
}

// Paragraphs that are no asides.
std::vector<std::string> Paragraphs(const SourceText& text) {
  std::vector<std::string> paragraphs;
  auto aside = text.asides.begin();
  for (size_t at = 0; at < text.chars.size();) {
    const size_t end = text.chars.find(U'\n', at);
    const bool is_aside = aside != text.asides.end() && aside->begin == at;
    if (is_aside) {
      ++aside;
    } else {
      paragraphs.push_back(Utf8(text, at, end));
    }
    at = end + 1;
  }
  return paragraphs;
}

TEST(PdfLayoutTest, LinesOfAParagraphAreJoinedAndIndentsPartParagraphs) {
  const SourceText text = LayOut(
      {Sheet()
           .Lines({"今年全县计划新建公办幼儿园十二所，改造校舍三万平",
                   "方米，完成后新增学位2160个，其中农村学位占一半以上，20", "00名幼儿受益。"})
           .Lines({"另外还要培训骨干教师。"})
           .page()});
  EXPECT_THAT(Paragraphs(text),
              ElementsAre("今年全县计划新建公办幼儿园十二所，改造校舍三万平方米，完成后新增学位2160"
                          "个，其中农村学位占一半以上，2000名幼儿受益。",
                          "另外还要培训骨干教师。"));
}

TEST(PdfLayoutTest, LatinWordsKeepTheirSpaceAndLoseTheirHyphen) {
  const SourceText text =
      LayOut({Sheet()
                  .Lines({"各校开设的英语课程用书统一为全新修订的New Horizon",
                          "College Press出版社出版的第二版教材，并且配备Eng-", "lish教学光盘。"})
                  .page()});
  EXPECT_THAT(
      Paragraphs(text),
      ElementsAre("各校开设的英语课程用书统一为全新修订的New Horizon College Press出版社出版的"
                  "第二版教材，并且配备English教学光盘。"));
}

TEST(PdfLayoutTest, ASentenceGoesOnOverHeadsAndPageNumbers) {
  const auto page = [](const std::string& number, const std::vector<std::string>& lines,
                       bool begins) {
    return Sheet()
        .Put(230, 60, "青溪县教育局文件", 10)
        .Lines(lines, begins)
        .Put(280, 780, "— " + number + " —", 14)
        .page();
  };
  const SourceText text = LayOut({page("1",
                                       {"一、全面完成年度任务。全年新增公办幼儿园学位四千",
                                        "一百七十个，新增义务教育学位三千个以上，培训教师共计12"},
                                       true),
                                  page("2", {"00人次，占全县在岗教师的一半。"}, false),
                                  page("3", {"二、其他工作。"}, true)});
  EXPECT_THAT(Asides(text),
              ElementsAre("head 青溪县教育局文件", "foot — 1 —", "head 青溪县教育局文件",
                          "foot — 2 —", "head 青溪县教育局文件", "foot — 3 —"));
  EXPECT_THAT(Paragraphs(text),
              ElementsAre("一、全面完成年度任务。全年新增公办幼儿园学位四千一百七十个，新增义务教育"
                          "学位三千个以上，培训教师共计1200人次，占全县在岗教师的一半。",
                          "二、其他工作。"));
}

TEST(PdfLayoutTest, APageBreakInsideANumberLeavesNoTrace) {
  const std::string full = "全年新增公办幼儿园学位四千一百七十个，培训教师共计约";
  const SourceText text = LayOut(
      {Sheet().Lines({full, full + "2"}).Put(290, 790, "7", 14).page(),
       Sheet().Lines({"400人次。"}, false).Lines({"第二段。"}).Put(290, 790, "8", 14).page()});
  EXPECT_THAT(Asides(text), ElementsAre("foot 7", "foot 8"));
  EXPECT_THAT(Paragraphs(text), ElementsAre(full + full + "2400人次。", "第二段。"));
  const Origin first = OriginOf(text, 0, 1);
  EXPECT_EQ(first.page, 1U);
  EXPECT_EQ(first.paragraph, 1U);
  const size_t tail = text.chars.find(U"400");
  EXPECT_EQ(OriginOf(text, tail, tail + 3).page, 2U);
  EXPECT_EQ(OriginOf(text, tail, tail + 3).paragraph, 1U);
}

TEST(PdfLayoutTest, ANumberThatDoesNotGoWithThePagesIsText) {
  const SourceText text =
      LayOut({Sheet().Lines({"本年度的数字是"}).Put(kLeft, 760, "36").page(),
              Sheet().Lines({"下一年度的数字是"}).Put(kLeft, 760, "52").page()});
  EXPECT_TRUE(text.asides.empty());
  EXPECT_THAT(Paragraphs(text), ElementsAre("本年度的数字是", "36", "下一年度的数字是", "52"));
}

TEST(PdfLayoutTest, TheLinesOfACentredTitleAreOneParagraphOfTheirOwn) {
  const SourceText text = LayOut({Sheet()
                                      .Put(187, 80, "青溪县教育和体育局上半", 20)
                                      .Put(207, 112, "年工作总结的报告", 20)
                                      .Lines({"上半年全县教育工作平稳有序，各项任务时间过半完成过",
                                              "半，现将有关情况报告如下。"})
                                      .page()});
  EXPECT_THAT(
      Paragraphs(text),
      ElementsAre("青溪县教育和体育局上半年工作总结的报告",
                  "上半年全县教育工作平稳有序，各项任务时间过半完成过半，现将有关情况报告如下。"));
}

TEST(PdfLayoutTest, ColumnsAreReadOneAfterTheOther) {
  Sheet sheet;
  sheet.Put(200, 80, "横跨两栏的标题在上方", 20);
  for (int i = 0; i < 8; ++i) {
    // Of 12 characters each; the columns do not share their baselines.
    sheet.Put(60, 150 + 20 * i, "左栏正文左栏正文左栏正文", 12);
    sheet.Put(320, 157 + 20 * i, "右栏正文右栏正文右栏正文", 12);
  }
  const std::vector<std::string> paragraphs = Paragraphs(LayOut({sheet.page()}));
  std::string left;
  std::string right;
  for (int i = 0; i < 8; ++i) {
    left += "左栏正文左栏正文左栏正文";
    right += "右栏正文右栏正文右栏正文";
  }
  ASSERT_FALSE(paragraphs.empty());
  EXPECT_EQ(paragraphs[0], "横跨两栏的标题在上方");
  std::string rest;
  for (size_t i = 1; i < paragraphs.size(); ++i) rest += paragraphs[i];
  EXPECT_EQ(rest, left + right);
}

TEST(PdfLayoutTest, AlignedShortPiecesAreATable) {
  Sheet sheet;
  sheet.Put(kLeft, 100, "项目", 14).Put(240, 100, "数量", 14).Put(360, 100, "单位", 14);
  sheet.Put(kLeft, 130, "新建幼儿园", 14).Put(240, 130, "12", 14).Put(360, 130, "所", 14);
  sheet.Put(kLeft, 160, "改造校舍", 14).Put(240, 160, "3.5", 14).Put(360, 160, "万平方米", 14);
  const SourceText text = LayOut({sheet.page()});
  ASSERT_EQ(text.tables.size(), 1U);
  EXPECT_EQ(ToUtf8(text.chars),
            "项目\t数量\t单位\t\n新建幼儿园\t12\t所\t\n改造校舍\t3.5\t万平方米\t\n");
  const TableCell& cell = text.tables[0].cells[7];
  EXPECT_EQ(cell.row, 2);
  EXPECT_EQ(cell.column, 1);
  EXPECT_EQ(Utf8(text, cell.begin, cell.end), "3.5");
  EXPECT_EQ(OriginOf(text, cell.begin, cell.end).place, "table 1 row 3 column 2");
}

TEST(PdfLayoutTest, LinesOfACellAreOneCell) {
  Sheet sheet;
  sheet.Put(kLeft, 100, "任务", 14).Put(200, 100, "内容", 14).Put(440, 100, "单位", 14);
  sheet.Put(kLeft, 140, "扩大学位", 14).Put(200, 140, "新建幼儿园12所，改造", 14);
  sheet.Put(200, 158, "校舍3处", 14).Put(440, 140, "基建科", 14);
  sheet.Put(kLeft, 198, "培训教师", 14).Put(200, 198, "培训骨干教师的人数达", 14);
  sheet.Put(200, 216, "到320名", 14).Put(440, 198, "人事科", 14);
  EXPECT_EQ(ToUtf8(LayOut({sheet.page()}).chars),
            "任务\t内容\t单位\t\n扩大学位\t新建幼儿园12所，改造校舍3处\t基建科\t\n"
            "培训教师\t培训骨干教师的人数达到320名\t人事科\t\n");
}

TEST(PdfLayoutTest, NumbersSetApartFromTheirItemsAreNoTable) {
  Sheet sheet;
  for (int i = 1; i <= 4; ++i) {
    sheet.Put(kLeft, 100 + 30 * i, std::to_string(i) + ".", 14)
        .Put(kLeft + 40, 100 + 30 * i, "完成一项任务", 14);
  }
  const SourceText text = LayOut({sheet.page()});
  EXPECT_TRUE(text.tables.empty());
  EXPECT_EQ(Paragraphs(text).size(), 4U);
  EXPECT_EQ(Paragraphs(text)[0], "1. 完成一项任务");
}

TEST(PdfLayoutTest, ARaisedSmallCharacterStaysInItsLine) {
  const SourceText text = LayOut({Sheet()
                                      .Put(kLeft, 150, "面积为30m", 16)
                                      .Put(kLeft + 72, 146, "2", 10)
                                      .Put(kLeft + 77, 150, "的教室", 16)
                                      .page()});
  EXPECT_THAT(Paragraphs(text), ElementsAre("面积为30m2的教室"));
}

TEST(PdfLayoutTest, APageThatIsTurnedIsReadAlongItsText) {
  // Text that reads upwards: what is left on paper is its top.
  Page page{.width = 595, .height = 842};
  const auto put = [&](double x, double from, const std::string& utf8) {
    const std::u32string text = FromUtf8(utf8);
    page.boxes.push_back({.left = x,
                          .top = from - 16 * static_cast<double>(text.size()),
                          .right = x + 20,
                          .bottom = from,
                          .size = 16,
                          .rotation = 3,
                          .text = text});
  };
  put(128, 762, "第二行在右边。");
  put(100, 762, "第一行在左边。");
  EXPECT_THAT(Paragraphs(LayOut({page})), ElementsAre("第一行在左边。", "第二行在右边。"));
}

TEST(PdfLayoutTest, EmptyPagesGiveNoText) {
  EXPECT_TRUE(LayOut({}).chars.empty());
  EXPECT_TRUE(LayOut({Page{.width = 595, .height = 842}}).chars.empty());
}

}  // namespace
}  // namespace eduplan::importer::pdf
