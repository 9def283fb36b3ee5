#include "tests/contract/indicators/checks_fixture.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SharedSchoolTest : public ChecksTest {
 protected:
  void GrowShared() {
    GrowScenarioOne();
    Define(kPlainSeats);
    // Stands below F, and reports to Z.
    tree::Delta delta;
    delta.nodes.push_back(
        {.id = "2133000001", .states = {{.from = tree::kAlways, .level = 6, .name = "学校"}}});
    delta.edges = {{.child = "2133000001", .parent = "F", .from = tree::kAlways},
                   {.child = "2133000001",
                    .parent = "Z",
                    .relation = tree::Relation::kReporting,
                    .from = tree::kAlways}};
    Apply(std::move(delta));
    Grow({{"2133000002", 6, "Z"}});
    File("F", "2021-H1", {{"new-seats", "860"}});
    File("Z", "2021-H1", {{"new-seats", "300"}});
  }
};
EDUPLAN_OVER_DATABASES(SharedSchoolTest);

TEST_P(SharedSchoolTest, ASchoolOfTwoZonesIsNamedAtBothWhileBothMayHaveCountedIt) {
  GrowShared();
  EXPECT_THAT(Check("F", "2021-H1"), IsEmpty());  // it has filed nothing
  File("2133000001", "2021-H1", {{"new-seats", "120"}});
  for (const auto& [here, there] : {std::pair("F", "Z"), std::pair("Z", "F")}) {
    const Findings findings = Check(here, "2021-H1");
    ASSERT_EQ(findings.size(), 1u) << here;
    EXPECT_EQ(findings[0].reason(), "DUPLICATE_SCHOOL");
    EXPECT_EQ(findings[0].severity(), v1::CheckFinding::SEVERITY_WARNING);
    EXPECT_THAT(findings[0].message(), HasSubstr("school 2133000001 with 120"));
    EXPECT_THAT(findings[0].message(), HasSubstr(text::Cat("below ", there)));
  }
  // 300 − 120 = 180, which is what Z's other school makes: Z has left it out.
  File("2133000002", "2021-H1", {{"new-seats", "180"}});
  EXPECT_THAT(Reasons("Z", "2021-H1"), ElementsAre("DUPLICATE_SCHOOL"));
  File("Z", "2021-H1", {{"new-seats", "180"}});
  EXPECT_THAT(Check("Z", "2021-H1"), IsEmpty());
  EXPECT_THAT(Check("F", "2021-H1"), IsEmpty());
}

TEST_P(SharedSchoolTest, AFigureSmallerThanTheSchoolsDoesNotContainIt) {
  GrowShared();
  File("2133000001", "2021-H1", {{"new-seats", "301"}});
  EXPECT_THAT(Check("Z", "2021-H1"), IsEmpty());
  EXPECT_THAT(Check("F", "2021-H1"), IsEmpty());
}

TEST_P(SharedSchoolTest, ASchoolRegisteredTwiceIsFoundByItsTenDigits) {
  GrowScenarioOne();
  Define(kPlainSeats);
  Grow({{"2133000001", 6, "F"}, {"2133000001-2", 6, "Z"}});
  File("F", "2021-H1", {{"new-seats", "860"}});
  File("Z", "2021-H1", {{"new-seats", "300"}});
  File("2133000001", "2021-H1", {{"new-seats", "120"}});
  EXPECT_THAT(Check("F", "2021-H1"), IsEmpty());
  File("2133000001-2", "2021-H1", {{"new-seats", "120"}});
  EXPECT_THAT(Reasons("F", "2021-H1"), ElementsAre("DUPLICATE_SCHOOL"));
  const Findings findings = Check("Z", "2021-H1");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].message(), HasSubstr("there as 2133000001)"));
}

}  // namespace
}  // namespace eduplan::indicators
