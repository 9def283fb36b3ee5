#include "services/indicators/model/rule.h"

#include <gtest/gtest.h>

#include <map>

#include "services/indicators/model/decimal.h"

namespace eduplan::indicators {
namespace {

using Numbers = std::map<std::string, std::string, std::less<>>;

std::vector<v1::CheckFinding> Check(std::string_view rules, std::string_view code,
                                    const Numbers& numbers,
                                    std::optional<int64_t> previous = std::nullopt) {
  const auto value = [&](std::string_view asked) -> std::optional<int64_t> {
    const auto found = numbers.find(asked);
    if (found == numbers.end()) return std::nullopt;
    return ParseDecimal(found->second);
  };
  std::vector<v1::CheckFinding> findings;
  for (const Rule& rule : ParseRules(rules)) {
    if (auto finding = CheckRule(rule, code, "指标", {value, previous}))
      findings.push_back(*finding);
  }
  return findings;
}

TEST(RuleTest, PartsThatDoNotAddUpAreAnErrorWithTheDifference) {
  // 2100 + 1120 + 960 + 0 = 4180, 10 more than the 4170 reported.
  const auto findings = Check(
      "ERROR = kg+primary+junior+senior", "seats",
      {{"seats", "4170"}, {"kg", "2100"}, {"primary", "1120"}, {"junior", "960"}, {"senior", "0"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "PARTS_DO_NOT_ADD_UP");
  EXPECT_EQ(findings[0].expected(), "4180");
  EXPECT_EQ(findings[0].difference(), "-10");
}

TEST(RuleTest, AMissingPartKeepsTheRuleSilent) {
  EXPECT_TRUE(Check("ERROR = kg+primary", "seats", {{"seats", "10"}, {"kg", "4"}}).empty());
}

TEST(RuleTest, NotBelowPreviousPeriod) {
  const auto findings =
      Check("ERROR not below previous period", "drills", {{"drills", "690"}}, 700 * kScale);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "BELOW_PREVIOUS_PERIOD");
  EXPECT_TRUE(Check("ERROR not below previous period", "drills", {{"drills", "700"}}, 700 * kScale)
                  .empty());
}

TEST(RuleTest, ErrorSaysWhatMustHoldAndWarningWhatIsSuspicious) {
  EXPECT_EQ(Check("ERROR <= total", "part", {{"part", "5"}, {"total", "4"}}).size(), 1u);
  EXPECT_TRUE(Check("ERROR <= total", "part", {{"part", "4"}, {"total", "4"}}).empty());
  EXPECT_EQ(Check("WARNING > 55", "size", {{"size", "56"}}).size(), 1u);
  EXPECT_TRUE(Check("WARNING > 55", "size", {{"size", "55"}}).empty());
  EXPECT_EQ(Check("ERROR 0..150; WARNING > 100", "rate", {{"rate", "120"}}).size(), 1u);
}

TEST(RuleTest, IntegerAndRange) {
  EXPECT_EQ(Check("ERROR integer >= 0", "n", {{"n", "1.5"}}).at(0).reason(), "NOT_AN_INTEGER");
  EXPECT_EQ(Check("ERROR integer >= 0", "n", {{"n", "-1"}}).at(0).reason(), "OUT_OF_RANGE");
  EXPECT_EQ(Check("ERROR 0..100", "n", {{"n", "100.1"}}).at(0).expected(), "0..100");
}

TEST(RuleTest, RemarksForPeopleAreNotRun) {
  EXPECT_TRUE(ParseRules("WARNING if > 0 and new-seats = 0").empty());
  EXPECT_TRUE(ParseRules("WARNING > 5 times last year").empty());
  EXPECT_TRUE(ParseRules("ERROR true needs a document number as evidence").empty());
  EXPECT_TRUE(ParseRules("").empty());
}

}  // namespace
}  // namespace eduplan::indicators
