// S4: whose figures count above whom while they are filed, returned and corrected on two levels.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

using Row = std::vector<std::string>;

// What one step of the table shows: LIVE, SUBMITTED and APPROVED at the city, APPROVED at the
// province. "" is missing.
class ScenarioFourTest : public ScenarioTest {
 protected:
  // P 1000 and Q 800 approved by the city, X 500 submitted.
  void Begin(const std::string& province) {
    province_ = province + "0000";
    city_ = province + "0100";
    p_ = province + "0101";
    q_ = province + "0102";
    x_ = province + "0103";
    World w = world();
    w.Register({{province_.c_str(), "PROVINCE", ""},
                {city_.c_str(), "CITY", province_.c_str()},
                {p_.c_str(), "COUNTY", city_.c_str()},
                {q_.c_str(), "COUNTY", city_.c_str()},
                {x_.c_str(), "COUNTY", city_.c_str()}});
    Write(p_, "1000");
    Write(q_, "800");
    Write(x_, "500");
    for (const std::string& county : {p_, q_, x_}) Submit(county, "2021-H1");
    Approve(p_, "2021-H1", city_);
    Approve(q_, "2021-H1", city_);
  }
  void Write(const std::string& county, const std::string& seats) {
    world().Write(county, "2021-H1", {{"new-seats", seats}});
  }
  std::string Seats(const std::string& organization, const std::string& view) {
    return Value(organization, "2021-H1", "new-seats", "view=" + view);
  }
  Row Figures() {
    return {Seats(city_, "LIVE"), Seats(city_, "SUBMITTED"), Seats(city_, "APPROVED"),
            Seats(province_, "APPROVED")};
  }
  void Reopen(const std::string& organization, const std::string& by,
              const std::string& meanwhile) {
    Ok(PostAs(by, "reviewer", Cat("/v1/organizations/", organization, "/seals/2021-H1:reopen"),
              {{"transition", "00000000-0000-4000-9000-" + organization + "000000"},
               {"indicators", {"new-seats"}},
               {"meanwhile", meanwhile},
               {"reason", "复核更正"}}));
  }
  json Counted(const std::string& organization, const std::string& view) {
    return Total(organization, "2021-H1", "new-seats", "view=" + view);
  }

  std::string province_, city_, p_, q_, x_;
};
EDUPLAN_OVER_DATABASES(ScenarioFourTest);

TEST_P(ScenarioFourTest, S4ReturnAndCorrectionOverTwoLevels) {
  Begin("21");
  EXPECT_EQ(Figures(), (Row{"2300", "2300", "1800", ""}));
  const json start = Counted(city_, "APPROVED");
  EXPECT_EQ(start["completeness"]["expected"], 3);
  EXPECT_EQ(start["completeness"]["reported"], 2);
  // X is not approved: it is missing, not pending.
  EXPECT_EQ(start.value("pending", ""), "");
  Ok(MoveSeal(x_, "2021-H1", "OPEN", city_, "reviewer"));  // city returns X
  EXPECT_EQ(Figures(), (Row{"2300", "1800", "1800", ""}));
  Write(x_, "450");  // X drafts
  EXPECT_EQ(Figures(), (Row{"2250", "1800", "1800", ""}));
  Submit(x_, "2021-H1");
  EXPECT_EQ(Figures(), (Row{"2250", "2250", "1800", ""}));
  Approve(x_, "2021-H1", city_);
  EXPECT_EQ(Figures(), (Row{"2250", "2250", "2250", ""}));
  Submit(city_, "2021-H1");
  EXPECT_EQ(Figures(), (Row{"2250", "2250", "2250", ""}));
  EXPECT_EQ(Seats(province_, "SUBMITTED"), "2250");
  Approve(city_, "2021-H1", province_);
  EXPECT_EQ(Figures(), (Row{"2250", "2250", "2250", "2250"}));
  Reopen(p_, city_, "KEEP");
  Write(p_, "1100");  // P drafts
  EXPECT_EQ(Figures(), (Row{"2350", "2250", "2250", "2250"}));
  EXPECT_EQ(Counted(city_, "SUBMITTED")["pending"], "100");
  EXPECT_EQ(Counted(city_, "APPROVED")["pending"], "100");
  Submit(p_, "2021-H1");
  EXPECT_EQ(Figures(), (Row{"2350", "2350", "2250", "2250"}));
  Approve(p_, "2021-H1", city_);
  EXPECT_EQ(Figures(), (Row{"2350", "2350", "2350", "2250"}));
  EXPECT_EQ(Counted(province_, "APPROVED")["pending"], "100");
  Approve(city_, "2021-H1", province_);  // province accepts
  EXPECT_EQ(Figures(), (Row{"2350", "2350", "2350", "2350"}));
  EXPECT_EQ(Counted(province_, "APPROVED").value("pending", ""), "");
}

TEST_P(ScenarioFourTest, S4AWithdrawnFigureIsMissingUntilItIsApprovedAgain) {
  Begin("22");
  Ok(MoveSeal(x_, "2021-H1", "OPEN", city_, "reviewer"));
  Write(x_, "450");
  Submit(x_, "2021-H1");
  Approve(x_, "2021-H1", city_);
  Submit(city_, "2021-H1");
  Approve(city_, "2021-H1", province_);
  EXPECT_EQ(Figures(), (Row{"2250", "2250", "2250", "2250"}));
  Reopen(p_, city_, "WITHDRAW");
  Write(p_, "1100");
  const json withdrawn = Counted(city_, "APPROVED");
  EXPECT_EQ(withdrawn["value"], "1250");  // 800 + 450
  EXPECT_EQ(withdrawn["completeness"]["expected"], 3);
  EXPECT_EQ(withdrawn["completeness"]["reported"], 2);
  EXPECT_EQ(Explain(city_, "2021-H1", "new-seats", "view=APPROVED")["missing"],
            json::array({Organization(p_)}));
  EXPECT_EQ(Seats(city_, "LIVE"), "2350");
  Submit(p_, "2021-H1");
  EXPECT_EQ(Seats(city_, "APPROVED"), "1250");
  Approve(p_, "2021-H1", city_);
  EXPECT_EQ(Seats(city_, "APPROVED"), "2350");
}

TEST_P(ScenarioFourTest, S4TheCityMayNotTypeTheCountysFigure) {
  Begin("26");
  Ok(MoveSeal(p_, "2021-H1", "OPEN", city_, "reviewer"));
  ExpectRefused(PostAs(city_, "reviewer", Cat("/v1/organizations/", p_, "/values:batchUpdate"),
                       {{"period", "2021-H1"},
                        {"values", {{{"indicator", "new-seats"}, {"value", "1100"}}}}}),
                403, {"PERMISSION_DENIED"});
  EXPECT_EQ(Seats(p_, "LIVE"), "1000");
}

}  // namespace
}  // namespace eduplan::test
