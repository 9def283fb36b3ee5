// Sentences whose parts add up, and every copy of them with one digit changed: the copy gives the
// finding, with the difference that the change made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Number {
  std::string digits;  // With a point or none.
  bool whole = false;
};

struct Sentence {
  std::string name;
  std::string text;             // The number at $0, $1, …
  std::vector<Number> numbers;  // The whole and its parts, adding up.
  int decimals = 0;
};

std::vector<Sentence> Sentences() {
  return {
      {"Bracket",
       "新增学位$0个（其中幼儿园$1个，小学$2个，初中$3个）。",
       {{"3845", true}, {"1230"}, {"1875"}, {"740"}}},
      {"Colon", "招聘教师$0名，其中：小学$1名、初中$2名。", {{"426", true}, {"281"}, {"145"}}},
      {"BareBracket", "共有学校$0所（小学$1所，初中$2所）。", {{"74", true}, {"53"}, {"21"}}},
      {"Decimals",
       "投入资金$0万元（其中中央$1万元，省级$2万元，县级$3万元）。",
       {{"736.5", true}, {"412.2"}, {"208.8"}, {"115.5"}},
       1},
      {"Hundredths",
       "完成投资$0亿元，其中校舍$1亿元、装备$2亿元。",
       {{"6.25", true}, {"4.81"}, {"1.44"}},
       2},
  };
}

std::string Document(const Sentence& sentence, const std::vector<Number>& numbers) {
  std::vector<std::pair<std::string, std::string>> values;
  values.reserve(numbers.size());
  for (size_t i = 0; i < numbers.size(); ++i) {
    values.emplace_back(absl::StrCat("$", i), numbers[i].digits);
  }
  return "某县教育局2021年工作总结\n一、主要工作\n" + absl::StrReplaceAll(sentence.text, values) +
         "\n";
}

// In the smallest unit of the sentence: 736.5 is 7365.
long Scaled(const std::string& digits) {
  return std::stol(absl::StrReplaceAll(digits, {{".", ""}}));
}

std::string Printed(long scaled, int decimals) {
  std::string digits = std::to_string(scaled);
  if (decimals == 0) return digits;
  const auto places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// Of the sum of the parts against the whole.
std::string Difference(const std::vector<Number>& numbers, int decimals) {
  long over = 0;
  for (const Number& n : numbers) over += n.whole ? -Scaled(n.digits) : Scaled(n.digits);
  return Printed(std::labs(over), decimals) + (over > 0 ? " more than" : " less than");
}

std::vector<Finding> Parts(const ParsedPlan& plan) {
  std::vector<Finding> found;
  for (const Finding& f : plan.findings) {
    if (f.code == "PARTS_DO_NOT_ADD_UP") found.push_back(f);
  }
  return found;
}

class PartsMutationTest : public ::testing::TestWithParam<Sentence> {};

TEST_P(PartsMutationTest, PartsThatAddUpGiveNoFinding) {
  const ParsedPlan plan = ParseOk(Document(GetParam(), GetParam().numbers));
  ASSERT_EQ(plan.measurements.size(), GetParam().numbers.size());
  EXPECT_THAT(Codes(plan), IsEmpty());
}

TEST_P(PartsMutationTest, EveryChangedDigitGivesTheFindingWithItsDifference) {
  int changed = 0;
  for (size_t n = 0; n < GetParam().numbers.size(); ++n) {
    for (size_t at = 0; at < GetParam().numbers[n].digits.size(); ++at) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::vector<Number> numbers = GetParam().numbers;
        char& place = numbers[n].digits[at];
        if (place == '.' || place == digit || (digit == '0' && at == 0)) continue;
        place = digit;
        ++changed;
        const std::string document = Document(GetParam(), numbers);
        SCOPED_TRACE(document);
        const std::vector<Finding> found = Parts(ParseOk(document));
        ASSERT_EQ(found.size(), 1u);
        EXPECT_EQ(found[0].item_path, "1");
        EXPECT_THAT(found[0].message_en,
                    HasSubstr(", " + Difference(numbers, GetParam().decimals) + " the "));
      }
    }
  }
  EXPECT_GT(changed, 50);
}

INSTANTIATE_TEST_SUITE_P(Sentences, PartsMutationTest, ::testing::ValuesIn(Sentences()),
                         [](const auto& sentence) { return sentence.param.name; });

}  // namespace
}  // namespace eduplan::importer
