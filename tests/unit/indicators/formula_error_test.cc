#include <gtest/gtest.h>

#include "services/indicators/model/formula.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::StatusIs;

struct Case {
  std::string_view formula;
  std::string_view english;
  std::string_view chinese;
};

void ExpectRefused(const Case& c) {
  const absl::Status refused = Formula::Parse(c.formula).status();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_FORMULA"))
      << c.formula;
  EXPECT_EQ(refused.message(), text::ToAbsl(c.english)) << c.formula;
  EXPECT_EQ(status::ChineseMessageOf(refused), c.chinese) << c.formula;
}

constexpr std::string_view kValueEnglish = "expected a number, a code, a function or \"(\"";
constexpr std::string_view kValueChinese = "应为数字、指标代码、函数或“(”";

TEST(FormulaErrorTest, AValueIsMissing) {
  const auto refused = [](std::string_view formula, int column, std::string_view found) {
    const bool at_end = found.empty();
    ExpectRefused({formula,
                   text::Cat("column ", column, ": ", kValueEnglish, ", found ",
                             at_end ? "the end" : text::Cat("\"", found, "\"")),
                   text::Cat("第", column, "个字符：", kValueChinese,
                             at_end ? "，但公式到此结束" : text::Cat("，而不是“", found, "”"))});
  };
  refused("", 1, "");
  refused("   ", 4, "");
  refused("a +", 4, "");
  refused("a + * b", 5, "*");
  refused("+ a", 1, "+");
  refused("()", 2, ")");
  refused("min()", 5, ")");
  refused("max(a, )", 8, ")");
  refused("（a＋b）×", 7, "");
  refused("a /", 4, "");
}

TEST(FormulaErrorTest, SomethingElseIsExpected) {
  for (const Case& c :
       {Case{"a b", "column 3: expected an operator or the end, found \"b\"",
             "第3个字符：应为运算符或公式结尾，而不是“b”"},
        {"2a", "column 2: expected an operator or the end, found \"a\"",
         "第2个字符：应为运算符或公式结尾，而不是“a”"},
        {"1,200", "column 2: expected an operator or the end, found \",\"",
         "第2个字符：应为运算符或公式结尾，而不是“,”"},
        {"(a", "column 3: expected an operator or \")\", found the end",
         "第3个字符：应为运算符或“)”，但公式到此结束"},
        {"a)", "column 2: expected an operator or the end, found \")\"",
         "第2个字符：应为运算符或公式结尾，而不是“)”"},
        {"min(a b)", "column 7: expected an operator, \",\" or \")\", found \"b\"",
         "第7个字符：应为运算符、“,”或“)”，而不是“b”"},
        {"abs(a, b)", "column 6: expected an operator or \")\", found \",\"",
         "第6个字符：应为运算符或“)”，而不是“,”"},
        {"if(a, b, c)",
         "column 5: expected an operator or a comparison (= != < <= > >=), found \",\"",
         "第5个字符：应为运算符或比较（= != < <= > >=），而不是“,”"},
        {"if(a > 1, b)", "column 12: expected an operator or \",\", found \")\"",
         "第12个字符：应为运算符或“,”，而不是“)”"},
        {"if(a > 1, b, c, d)", "column 15: expected an operator or \")\", found \",\"",
         "第15个字符：应为运算符或“)”，而不是“,”"}}) {
    ExpectRefused(c);
  }
}

TEST(FormulaErrorTest, AComparisonStandsOnlyInACondition) {
  ExpectRefused(
      {"a >= 2",
       "column 3: expected an operator or the end, found \">=\"; a comparison stands only "
       "in the condition of if",
       "第3个字符：应为运算符或公式结尾，而不是“>=”；比较只能用在if的条件中"});
  ExpectRefused(
      {"if(1 < a < 3, 1, 2)",
       "column 10: expected an operator or \",\", found \"<\"; a comparison stands only in "
       "the condition of if",
       "第10个字符：应为运算符或“,”，而不是“<”；比较只能用在if的条件中"});
}

TEST(FormulaErrorTest, AMinusThatCouldBeAHyphenNeedsBlanks) {
  const auto refused = [](std::string_view formula, int column) {
    ExpectRefused({formula,
                   text::Cat("column ", column,
                             ": expected a blank between the minus and the code: \"a - b\" "
                             "subtracts, \"a-b\" is one code"),
                   text::Cat("第", column,
                             "个字符：减号与代码之间应有空格：“a - b”是相减，“a-b”是一个代码")});
  };
  refused("a -b", 3);
  refused("a- b", 2);
  refused("a--b", 2);
  refused("2-a", 2);
  refused("a-(b)", 2);
  refused("(a)-b", 4);
}

TEST(FormulaErrorTest, NamesThatAreNoCodesOrFunctions) {
  const auto refused_code = [](std::string_view formula, int column, std::string_view found) {
    ExpectRefused(
        {formula,
         text::Cat(
             "column ", column,
             ": expected an indicator's code ([a-z][a-z0-9-]*, at most 63 characters), found ",
             found.empty() ? "the end" : text::Cat("\"", found, "\"")),
         text::Cat(
             "第", column,
             "个字符：应为指标代码（小写字母开头，由小写字母、数字和连字符组成，不超过63个字符"
             "）",
             found.empty() ? "，但公式到此结束" : text::Cat("，而不是“", found, "”"))});
  };
  refused_code("1 + Seats", 5, "Seats");
  refused_code("new_seats", 1, "new_seats");
  refused_code("last_year(2)", 11, "2");
  refused_code("last_year((a))", 11, "(");
  refused_code("previous(", 10, "");
  refused_code(std::string(64, 'a'), 1, text::Cat(std::string(40, 'a'), "…"));
  for (const char* name : {"sum", "MIN", "last-year", "a-max"}) {
    ExpectRefused({text::Cat("2 * ", name, "(a)"),
                   text::Cat("column 5: expected a function (min, max, abs, coalesce, if, "
                             "last_year, previous), found \"",
                             name, "\""),
                   text::Cat("第5个字符：应为函数（min、max、abs、coalesce、if、last_year、previous"
                             "），而不是“",
                             name, "”")});
  }
  ExpectRefused({"last_year(a + b)", "column 13: expected \")\" after the one code, found \"+\"",
                 "第13个字符：应为代码之后的“)”，而不是“+”"});
}

TEST(FormulaErrorTest, Numbers) {
  for (const Case& c :
       {Case{"a + 1.", "column 7: expected a digit after the decimal point",
             "第7个字符：小数点后应为数字"},
        {"12345678901234",
         "column 1: expected a number of at most 13 digits before the decimal point",
         "第1个字符：数字的整数部分不得超过13位"},
        {"2 * 0.1234567", "column 5: expected a number of at most 6 decimals",
         "第5个字符：数字的小数不得超过6位"},
        {"1.2.3", "column 4: \".\" has no meaning in a formula", "第4个字符：公式中不能使用“.”"},
        {".5", "column 1: \".\" has no meaning in a formula", "第1个字符：公式中不能使用“.”"}}) {
    ExpectRefused(c);
  }
}

TEST(FormulaErrorTest, CharactersWithoutMeaning) {
  ExpectRefused({"新增学位 * 2", "column 1: \"新\" has no meaning in a formula",
                 "第1个字符：公式中不能使用“新”"});
  ExpectRefused({"（a）＋％", "column 5: \"％\" has no meaning in a formula",
                 "第5个字符：公式中不能使用“％”"});
  ExpectRefused({std::string_view("a\0", 2), "column 2: \"U+0000\" has no meaning in a formula",
                 "第2个字符：公式中不能使用“U+0000”"});
  ExpectRefused({"a + \xC3(", "column 5: the formula is not well-formed UTF-8",
                 "第5个字符：公式不是有效的UTF-8文本"});
}

TEST(FormulaErrorTest, AnEarlierMistakeIsReportedBeforeALaterOne) {
  ExpectRefused({"a b $", "column 3: expected an operator or the end, found \"b\"",
                 "第3个字符：应为运算符或公式结尾，而不是“b”"});
}

std::string Repeated(std::string_view text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(FormulaErrorTest, ThirtyTwoLevelsAreTheDeepest) {
  EXPECT_THAT(Formula::Parse(Repeated("(", 32) + "a" + Repeated(")", 32)), test::IsOk());
  EXPECT_THAT(Formula::Parse(Repeated("abs(", 32) + "a" + Repeated(")", 32)), test::IsOk());
  EXPECT_THAT(Formula::Parse(Repeated("-", 32) + "a"), test::IsOk());
  // What is closed again does not count.
  EXPECT_THAT(Formula::Parse(Repeated("-abs(-1)*", 33) + "(a)"), test::IsOk());
  for (const char* opening : {"(", "abs(", "-"}) {
    const int column = 1 + 32 * static_cast<int>(std::string_view(opening).size());
    ExpectRefused(
        {Repeated(opening, 33) + "a",
         text::Cat("column ", column,
                   ": more than 32 parentheses, functions and minuses stand within each other"),
         text::Cat("第", column, "个字符：括号、函数和负号的嵌套不得超过32层")});
  }
}

TEST(FormulaErrorTest, TwoHundredNodesAreTheMost) {
  // 199 numbers and the sum of them.
  EXPECT_THAT(Formula::Parse(Repeated("1+", 198) + "1"), test::IsOk());
  EXPECT_THAT(Formula::Parse(Repeated("1+", 199) + "1"),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_FORMULA"));
  // The 201st number is the 401st character.
  ExpectRefused(
      {Repeated("1+", 250) + "1",
       "column 401: the formula has more than 200 numbers, codes and operations up to here",
       "第401个字符：到此处为止，公式的数字、代码和运算超过200个"});
}

TEST(FormulaErrorTest, TwoThousandBytesAreTheMost) {
  constexpr std::string_view kEnglish =
      "a formula has at most 2,000 bytes, blanks around operators included";
  constexpr std::string_view kChinese = "公式连同运算符两侧的空格不得超过2000字节";
  EXPECT_THAT(Formula::Parse("1" + std::string(1999, ' ')), test::IsOk());
  ExpectRefused({"1" + std::string(2000, ' '), text::Cat("column 2001: ", kEnglish),
                 text::Cat("第2001个字符：", kChinese)});
  // 31 × 63 + 30 = 1983 bytes as written; each of the 30 operators gains two blanks: 2043.
  const std::string code = std::string(63, 'c');
  ExpectRefused({Repeated(code + "+", 30) + code, text::Cat("column 1984: ", kEnglish),
                 text::Cat("第1984个字符：", kChinese)});
}

}  // namespace
}  // namespace eduplan::indicators
