#include "services/indicators/model/rule.h"

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "services/indicators/model/decimal.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "code", "code@year", "code@period" or "code@target" -> decimal, or "n/a".
using Numbers = std::map<std::string, std::string, std::less<>>;

struct Rest {
  std::optional<int64_t> previous;
  bool asked = false;
  bool year_end = false;
  bool has_note = false;
  bool has_evidence = false;
  bool has_as_of = false;
};

std::vector<v1::CheckFinding> Check(std::string_view rules, std::string_view code,
                                    const Numbers& numbers, const Rest& rest = {}) {
  const auto figure = [&](std::string_view asked, When when) -> RuleFigure {
    static constexpr std::string_view kWhen[] = {"", "@year", "@period", "@target"};
    const auto found = numbers.find(std::string(asked).append(kWhen[static_cast<size_t>(when)]));
    if (found == numbers.end()) return {};
    if (found->second == "n/a") return {.value = std::nullopt, .not_applicable = true};
    return {.value = FromMillionths(*ParseDecimal(found->second))};
  };
  std::optional<Rational> previous;
  if (rest.previous) previous = FromMillionths(*rest.previous);
  std::vector<v1::CheckFinding> findings;
  for (const Rule& rule : ParseRules(rules)) {
    auto finding = CheckRule(rule, code, "指标",
                             {.figure = figure,
                              .previous = previous,
                              .asked = rest.asked,
                              .year_end = rest.year_end,
                              .has_note = rest.has_note,
                              .has_evidence = rest.has_evidence,
                              .has_as_of = rest.has_as_of});
    if (finding) findings.push_back(finding->proto);
  }
  return findings;
}

std::vector<std::string> Reasons(const std::vector<v1::CheckFinding>& findings) {
  std::vector<std::string> reasons;
  for (const v1::CheckFinding& finding : findings) reasons.push_back(finding.reason());
  return reasons;
}

std::vector<std::string> Remarks(std::string_view rules) {
  std::vector<std::string> remarks;
  ParseRules(rules, &remarks);
  return remarks;
}

TEST(RuleTest, PartsThatDoNotAddUpAreAnErrorWithTheDifference) {
  // 2100 + 1120 + 960 + 0 = 4180, 10 more than the 4170 reported.
  const auto findings = Check(
      "ERROR = kg+primary+junior+senior", "seats",
      {{"seats", "4170"}, {"kg", "2100"}, {"primary", "1120"}, {"junior", "960"}, {"senior", "0"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "PARTS_DO_NOT_ADD_UP");
  EXPECT_EQ(findings[0].found(), "4170");
  EXPECT_EQ(findings[0].expected(), "4180");
  EXPECT_EQ(findings[0].difference(), "-10");
  EXPECT_THAT(findings[0].message(), HasSubstr("junior = 960"));
  EXPECT_THAT(findings[0].message_zh(), HasSubstr("应比对4180，相差-10"));
}

TEST(RuleTest, AMissingPartKeepsTheRuleSilentAndOneThatDoesNotApplyAddsNothing) {
  EXPECT_THAT(Check("ERROR = kg+primary", "seats", {{"seats", "10"}, {"kg", "4"}}), IsEmpty());
  // 4 + nothing = 4, not 10.
  EXPECT_THAT(Reasons(Check("ERROR = kg+primary", "seats",
                            {{"seats", "10"}, {"kg", "4"}, {"primary", "n/a"}})),
              ElementsAre("PARTS_DO_NOT_ADD_UP"));
  EXPECT_THAT(
      Check("ERROR = kg+primary", "seats", {{"seats", "10"}, {"kg", "n/a"}, {"primary", "n/a"}}),
      IsEmpty());
}

TEST(RuleTest, NotBelowPreviousPeriod) {
  const auto findings = Check("ERROR not below previous period", "drills", {{"drills", "690"}},
                              {.previous = 700 * kScale});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "BELOW_PREVIOUS_PERIOD");
  EXPECT_EQ(findings[0].difference(), "-10");
  EXPECT_THAT(Check("ERROR not below previous period", "drills", {{"drills", "700"}},
                    {.previous = 700 * kScale}),
              IsEmpty());
}

TEST(RuleTest, ErrorSaysWhatMustHoldAndWarningWhatIsSuspicious) {
  EXPECT_EQ(Check("ERROR <= total", "part", {{"part", "5"}, {"total", "4"}}).size(), 1u);
  EXPECT_THAT(Check("ERROR <= total", "part", {{"part", "4"}, {"total", "4"}}), IsEmpty());
  EXPECT_EQ(Check("WARNING > 55", "size", {{"size", "56"}}).size(), 1u);
  EXPECT_THAT(Check("WARNING > 55", "size", {{"size", "55"}}), IsEmpty());
  EXPECT_EQ(Check("ERROR 0..150; WARNING > 100", "rate", {{"rate", "120"}}).size(), 1u);
}

TEST(RuleTest, LinearSumsCompareExactly) {
  // 2 × 10 + 3 − 4 = 19.
  const Numbers at = {{"x", "19"}, {"a", "10"}, {"b", "4"}};
  EXPECT_THAT(Check("ERROR >= 2 * a + 3 - b", "x", at), IsEmpty());
  const auto findings = Check("ERROR > 2 * a + 3 - b", "x", at);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].expected(), "19");
  EXPECT_EQ(findings[0].difference(), "0");
  // The left side may be written too: 19 + 4 = 23 is not 24.
  EXPECT_THAT(Reasons(Check("ERROR x + b = 24", "x", at)), ElementsAre("OUT_OF_RANGE"));
  // A third of 10 is not a decimal, yet compared exactly: 0.333333 × 30 < 10.
  EXPECT_EQ(Check("ERROR >= a", "y", {{"y", "9.99999"}, {"a", "10"}}).size(), 1u);
}

TEST(RuleTest, IntegerRangeAndDecimals) {
  EXPECT_EQ(Check("ERROR integer >= 0", "n", {{"n", "1.5"}}).at(0).reason(), "NOT_AN_INTEGER");
  EXPECT_EQ(Check("ERROR integer >= 0", "n", {{"n", "-1"}}).at(0).reason(), "OUT_OF_RANGE");
  EXPECT_EQ(Check("ERROR 0..100", "n", {{"n", "100.1"}}).at(0).expected(), "0..100");
  EXPECT_THAT(Check("ERROR -1.5..100", "n", {{"n", "-1.5"}}), IsEmpty());
  EXPECT_THAT(Check("ERROR decimals 2", "n", {{"n", "1.25"}}), IsEmpty());
  EXPECT_EQ(Check("ERROR decimals 2", "n", {{"n", "1.125"}}).at(0).reason(), "TOO_MANY_DECIMALS");
}

TEST(RuleTest, IfFormsSayWhatIsWrong) {
  constexpr std::string_view kRule = "WARNING if > 0 and new-seats = 0";
  const auto findings = Check(kRule, "opened", {{"opened", "2"}, {"new-seats", "0"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity(), v1::CheckFinding::SEVERITY_WARNING);
  EXPECT_EQ(findings[0].reason(), "COMPARISON");
  EXPECT_THAT(findings[0].message(), HasSubstr("new-seats = 0"));
  EXPECT_THAT(Check(kRule, "opened", {{"opened", "0"}, {"new-seats", "0"}}), IsEmpty());
  EXPECT_THAT(Check(kRule, "opened", {{"opened", "2"}, {"new-seats", "1"}}), IsEmpty());
  EXPECT_THAT(Check(kRule, "opened", {{"opened", "2"}}), IsEmpty());

  EXPECT_EQ(
      Check("WARNING if 0 and patrols > 0", "fixed", {{"fixed", "0"}, {"patrols", "1"}}).size(),
      1u);
  EXPECT_THAT(Check("WARNING if 0 and patrols > 0", "fixed", {{"fixed", "1"}, {"patrols", "1"}}),
              IsEmpty());
  EXPECT_THAT(Reasons(Check("ERROR if > 3", "n", {{"n", "4"}})), ElementsAre("OUT_OF_RANGE"));
}

TEST(RuleTest, MissingIsAFaultOnlyWhereItIsAskedFor) {
  for (const std::string_view rule : {"ERROR if missing (explicit zero required); WARNING if > 0",
                                      "ERROR explicit zero required"}) {
    EXPECT_THAT(Reasons(Check(rule, "n", {}, {.asked = true})), ElementsAre("REQUIRED"));
    EXPECT_THAT(Check(rule, "n", {}, {.asked = false}), IsEmpty());
    EXPECT_THAT(Check(rule, "n", {{"n", "0"}}, {.asked = true}), IsEmpty());
    EXPECT_THAT(Check(rule, "n", {{"n", "n/a"}}, {.asked = true}), IsEmpty());
  }
}

TEST(RuleTest, ChangeOverAPercentage) {
  // 110 of 100 is 10 %, not over it; 111 is; so is 89.
  for (const auto& [value, count] : {std::pair("110", 0u), {"111", 1u}, {"90", 0u}, {"89", 1u}}) {
    EXPECT_EQ(
        Check("WARNING change over 10% on year", "n", {{"n", value}, {"n@year", "100"}}).size(),
        count)
        << value;
  }
  const auto findings =
      Check("WARNING change over 50% on period", "n", {{"n", "151"}, {"n@period", "100"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "CHANGE_ON_PERIOD");
  EXPECT_EQ(findings[0].difference(), "51");
}

TEST(RuleTest, GrowthFromNothingHasNoMeasure) {
  for (const std::string_view rule :
       {"WARNING change over 10% on year", "WARNING > 5 times last year"}) {
    EXPECT_THAT(Check(rule, "n", {{"n", "7"}, {"n@year", "0"}}), IsEmpty()) << rule;
    EXPECT_THAT(Check(rule, "n", {{"n", "7"}}), IsEmpty()) << rule;
  }
}

TEST(RuleTest, TimesLastYear) {
  EXPECT_THAT(Check("WARNING > 5 times last year", "n", {{"n", "50"}, {"n@year", "10"}}),
              IsEmpty());
  const auto findings =
      Check("WARNING > 5 times last year", "n", {{"n", "50.1"}, {"n@year", "10"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "CHANGE_ON_YEAR");
  EXPECT_EQ(findings[0].expected(), "50");
  EXPECT_EQ(findings[0].difference(), "0.1");
}

TEST(RuleTest, EvidenceForWhatIsTrue) {
  constexpr std::string_view kRule = "ERROR true needs a document number as evidence";
  EXPECT_THAT(Reasons(Check(kRule, "n", {{"n", "1"}})), ElementsAre("EVIDENCE_MISSING"));
  EXPECT_THAT(Check(kRule, "n", {{"n", "1"}}, {.has_evidence = true}), IsEmpty());
  EXPECT_THAT(Check(kRule, "n", {{"n", "0"}}), IsEmpty());
  EXPECT_THAT(
      Reasons(Check("ERROR > 0; source and date required", "n", {{"n", "5"}}, {.has_note = true})),
      ElementsAre("EVIDENCE_MISSING"));
  EXPECT_THAT(Check("ERROR > 0; source and date required", "n", {{"n", "5"}},
                    {.has_note = true, .has_as_of = true}),
              IsEmpty());
}

TEST(RuleTest, WhereAnotherIsGivenItMustBeThereToo) {
  constexpr std::string_view kRule = "ERROR > 0 where satisfaction is given";
  EXPECT_THAT(Check(kRule, "sample", {}), IsEmpty());
  EXPECT_THAT(Check(kRule, "sample", {{"sample", "0"}}), IsEmpty());
  EXPECT_THAT(Reasons(Check(kRule, "sample", {{"satisfaction", "90"}})), ElementsAre("REQUIRED"));
  EXPECT_THAT(Reasons(Check(kRule, "sample", {{"satisfaction", "90"}, {"sample", "0"}})),
              ElementsAre("OUT_OF_RANGE"));
  EXPECT_THAT(Check(kRule, "sample", {{"satisfaction", "90"}, {"sample", "1"}}), IsEmpty());
}

TEST(RuleTest, AboveTheTargetOnlyWithAReason) {
  constexpr std::string_view kRule = "ERROR actual <= target or reason";
  const Numbers over = {{"n", "33"}, {"n@target", "32"}};
  EXPECT_THAT(Reasons(Check(kRule, "n", over)), ElementsAre("COMPARISON"));
  EXPECT_THAT(Check(kRule, "n", over, {.has_note = true}), IsEmpty());
  EXPECT_THAT(Check(kRule, "n", {{"n", "32"}, {"n@target", "32"}}), IsEmpty());
  EXPECT_THAT(Check(kRule, "n", {{"n", "33"}}), IsEmpty());
}

TEST(RuleTest, OnlyAtTheEndOfAYear) {
  constexpr std::string_view kRule = "WARNING < schools+kgs at year end";
  // 7 drills at 5 + 3 = 8 schools.
  const Numbers few = {{"drills", "7"}, {"schools", "5"}, {"kgs", "3"}};
  EXPECT_THAT(Check(kRule, "drills", few), IsEmpty());
  const auto findings = Check(kRule, "drills", few, {.year_end = true});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].expected(), "8");
}

TEST(RuleTest, TheWeightIsAFigureToo) {
  EXPECT_EQ(Check("ERROR weight > 0", "n", {{"n", "90"}, {"weight", "0"}}).size(), 1u);
  EXPECT_THAT(Check("ERROR weight > 0", "n", {{"n", "90"}, {"weight", "1"}}), IsEmpty());
}

TEST(RuleTest, WhatIsForPeopleIsListedAndNotRun) {
  EXPECT_THAT(Remarks("ERROR 0..100; not linkable to kg-inclusive-coverage"),
              ElementsAre("not linkable to kg-inclusive-coverage"));
  EXPECT_THAT(Remarks("ERROR 0..100; no ranking"), ElementsAre("no ranking"));
  EXPECT_THAT(Remarks("0..100"), ElementsAre("0..100"));  // without a severity
  EXPECT_THAT(Remarks("ERROR > a b; ERROR 5..1; ERROR change over 10%; ERROR if; ERROR <= a-"),
              ElementsAre("> a b", "5..1", "change over 10%", "if"));
  EXPECT_THAT(Remarks(""), IsEmpty());
  EXPECT_EQ(ParseRules("ERROR if missing (explicit zero required); WARNING if > 0").size(), 2u);
}

TEST(RuleTest, FiguresTellFindingsApart) {
  const auto figures = [](std::string_view a, std::string_view b) {
    const auto figure = [&](std::string_view code, When) -> RuleFigure {
      return {.value = FromMillionths(*ParseDecimal(code == "a" ? a : code == "b" ? b : "11"))};
    };
    const std::vector<Rule> rules = ParseRules("ERROR = a+b");
    return CheckRule(rules.at(0), "n", "指标", {.figure = figure, .previous = std::nullopt})
        ->figures;
  };
  // 4 + 6 and 5 + 5 are 10 both, and not the same figures.
  EXPECT_NE(figures("4", "6"), figures("5", "5"));
  EXPECT_EQ(figures("4", "6"), figures("4", "6"));
}

}  // namespace
}  // namespace eduplan::indicators
