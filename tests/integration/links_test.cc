// A text becomes a plan, its figures become values with their quotes, and the next text is known
// again; a kill in between loses and doubles nothing.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

class LinksTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  LinksTest() : cluster_({.database = GetParam()}), world_(cluster_) {
    world_.LoadCatalogue();
    world_.Register(
        {{"990000", "PROVINCE", ""}, {"990100", "CITY", "990000"}, {"990101", "COUNTY", "990100"}});
    token_ = cluster_.Token("990101", "reporter", "li");
    // The plans' process follows the registry; until it knows the county it answers otherwise.
    for (int i = 0; i < 1000 && Call("GET", kPlans).status != 200; ++i) usleep(10000);
  }

  HttpReply Call(const std::string& method, const std::string& target, const json& body = {}) {
    return cluster_.Send({.method = method,
                          .target = target,
                          .body = body.is_null() ? "" : body.dump(),
                          .token = token_});
  }
  // The plan's name.
  std::string Import(const std::string& text) {
    const HttpReply reply = cluster_.Send({.method = "POST",
                                           .target = Cat(kPlans, ":import"),
                                           .body = text,
                                           .content_type = "text/plain; charset=utf-8",
                                           .token = token_});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json()["plan"]["name"];
  }
  json Proposals(const std::string& plan) {
    const HttpReply reply = Call("GET", Cat("/v1/", plan, "/linkProposals?pageSize=100"));
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json()["linkProposals"];
  }
  static json ProposalOf(const json& proposals, const std::string& quote) {
    for (const json& proposal : proposals) {
      if (proposal["measurement"]["quote"].get<std::string>().find(quote) != std::string::npos) {
        return proposal;
      }
    }
    ADD_FAILURE() << quote << " in " << proposals;
    return json::object();
  }
  // The first candidate; nothing if there is none.
  static std::string First(const json& proposal) {
    return proposal.contains("candidates")
               ? proposal["candidates"][0]["indicator"].get<std::string>()
               : "";
  }
  // The first candidates of at least 0.8, each accepted.
  static json Sure(const json& proposals) {
    json decisions = json::array();
    for (const json& proposal : proposals) {
      if (First(proposal).empty() || proposal["candidates"][0]["score"] < 0.8) continue;
      decisions.push_back(
          {{"measurementId", proposal["measurement"]["id"]}, {"indicator", First(proposal)}});
    }
    return decisions;
  }

  // The state of the plan's only link, once it is no longer pending.
  std::string Settled(const std::string& plan) {
    std::string state = "PENDING";
    for (int i = 0; i < 1200 && (state == "PENDING" || state.empty()); ++i) {
      usleep(50000);
      const HttpReply reply = Call("GET", Cat("/v1/", plan, "/links"));
      if (reply.status == 200) state = reply.Json()["links"][0]["state"];
    }
    for (int i = 0; i < 1000 && cluster_.Get("/readyz").status != 200; ++i) usleep(10000);
    return state;
  }
  // One after another, while what waits is being written, or was.
  void KillInTurn() {
    for (const char* service : {"plan-items", "indicators", "plan-items"}) {
      usleep(3000000);
      cluster_.Kill(service);
      cluster_.Start(service);
    }
  }
  // Newest first.
  json Versions(const std::string& indicator) {
    const HttpReply reply =
        Call("GET",
             Cat("/v1/organizations/990101/values:versions?period=2021-H1&indicator=", indicator));
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json()["values"];
  }

  static constexpr char kPlans[] = "/v1/organizations/990101/plans";
  Cluster cluster_;
  World world_;
  std::string token_;
};
INSTANTIATE_TEST_SUITE_P(Databases, LinksTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

constexpr char kFirst[] =
    "云岭县教育局2021年上半年工作总结\n"
    "上半年，我县教育工作平稳推进，现将有关情况总结如下。\n"
    "一、扩大学位供给\n"
    "（一）加快建设。新增学位960个（其中幼儿园360个、小学600个），招聘教师48名，交流轮岗校长教师120"
    "名。\n"
    "（二）提升质量。规范化幼儿园达到162所，比例达97.6%。婴幼儿照护容量达到240个。\n"
    "二、守牢安全底线\n"
    "（一）排查隐患。开展隐患排查2725人次。\n";
constexpr char kNext[] =
    "云岭县教育局2021年下半年工作总结\n"
    "下半年，我县教育工作平稳推进，现将有关情况总结如下。\n"
    "一、扩大学位供给\n"
    "（一）加快建设。新增学位500个。婴幼儿照护容量达到300个。\n";

TEST_P(LinksTest, TextBecomesValuesAndTheNextTextIsKnownAgain) {
  const std::string plan = Import(kFirst);
  const json proposals = Proposals(plan);
  EXPECT_EQ(First(ProposalOf(proposals, "新增学位960个")), "indicators/new-seats");
  EXPECT_EQ(First(ProposalOf(proposals, "幼儿园360个")), "indicators/new-seats-kg");
  EXPECT_EQ(First(ProposalOf(proposals, "小学600个")), "indicators/new-seats-primary");
  EXPECT_EQ(First(ProposalOf(proposals, "162所")), "indicators/kg-standard");
  EXPECT_EQ(First(ProposalOf(proposals, "97.6%")), "indicators/kg-standard-share");
  EXPECT_EQ(First(ProposalOf(proposals, "2725人次")), "indicators/hazard-patrols");
  const json care = ProposalOf(proposals, "240个");
  EXPECT_TRUE(First(care).empty() || care["candidates"][0]["score"] < 0.8) << care;

  // 人次 are no 人.
  const json patrols = ProposalOf(proposals, "2725人次");
  const HttpReply refused = Call(
      "POST", Cat("/v1/", plan, ":acceptLinks"),
      {{"decisions",
        {{{"measurementId", patrols["measurement"]["id"]}, {"indicator", "teachers-exchanged"}}}}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("UNIT_MISMATCH"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find("decisions[0].unit"), std::string::npos) << refused.body;

  json decisions = Sure(proposals);
  decisions.push_back(
      {{"measurementId", care["measurement"]["id"]}, {"indicator", "nursery-seats"}});
  const json request = {{"decisions", decisions},
                        {"requestId", "00000000-0000-4000-8000-000000000001"}};
  // Indicators are away: the decisions wait.
  cluster_.Kill("indicators");
  const HttpReply waiting = Call("POST", Cat("/v1/", plan, ":acceptLinks"), request);
  ASSERT_EQ(waiting.status, 200) << waiting.body;
  EXPECT_EQ(waiting.Json()["pendingCount"], decisions.size());
  cluster_.Kill("plan-items");
  cluster_.Start("indicators");
  cluster_.Start("plan-items");
  json done;
  for (int i = 0; i < 300 && (done.is_null() || done.value("pendingCount", 0) > 0); ++i) {
    const HttpReply reply = Call("POST", Cat("/v1/", plan, ":acceptLinks"), request);
    if (reply.status == 200) done = reply.Json();
    usleep(50000);
  }
  for (int i = 0; i < 500 && cluster_.Get("/readyz").status != 200; ++i) usleep(10000);
  for (const json& link : done["links"]) EXPECT_EQ(link["state"], "APPLIED") << link;

  const HttpReply values =
      Call("GET", "/v1/organizations/990101/values?period=2021-H1&indicators=new-seats");
  const json seats = values.Json()["values"][0];
  EXPECT_EQ(seats["value"], "960");
  EXPECT_EQ(seats["principal"], "li");
  EXPECT_NE(seats["evidence"].get<std::string>().find("新增学位960个"), std::string::npos) << seats;
  EXPECT_EQ(seats["evidence"].get<std::string>().find(plan), 0) << seats;
  EXPECT_EQ(world_.Value("990000", "2021-H1", "new-seats"), "960");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "teachers-recruited"), "48");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "teachers-exchanged"), "120");  // 名 for 人
  EXPECT_EQ(world_.Value("990000", "2021-H1", "nursery-seats"), "240");
  const HttpReply versions = Call(
      "GET", "/v1/organizations/990101/values:versions?period=2021-H1&indicator=nursery-seats");
  EXPECT_EQ(versions.Json()["values"].size(), 1) << versions.body;

  const json next = ProposalOf(Proposals(Import(kNext)), "300个");
  EXPECT_EQ(First(next), "indicators/nursery-seats");
  EXPECT_GE(next["candidates"][0]["score"], 0.9);
  EXPECT_EQ(next["period"], "2021-H2");
}

// Nobody asks again: whoever decided has gone home, and both services are killed in between.
TEST_P(LinksTest, ACorrectedDecisionMovesItsValueAndARejectedOneWithdrawsIt) {
  const std::string plan = Import(kFirst);
  const json care = ProposalOf(Proposals(plan), "240个");
  const auto decide = [&](const json& decision) {
    json one = decision;
    one["measurementId"] = care["measurement"]["id"];
    const HttpReply reply = Call("POST", Cat("/v1/", plan, ":acceptLinks"), {{"decisions", {one}}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json()["links"][0];
  };
  EXPECT_EQ(decide({{"indicator", "new-seats"}})["state"], "APPLIED");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "new-seats"), "240");

  cluster_.Kill("indicators");
  EXPECT_EQ(decide({{"indicator", "nursery-seats"}})["state"], "PENDING");
  cluster_.Kill("plan-items");
  cluster_.Start("indicators");
  cluster_.Start("plan-items");
  EXPECT_EQ(Settled(plan), "APPLIED");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "new-seats"), "");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "nursery-seats"), "240");
  const json gone = Versions("new-seats");
  ASSERT_EQ(gone.size(), 2U) << gone;
  EXPECT_FALSE(gone[0].contains("value")) << gone;
  EXPECT_EQ(gone[0]["principal"], "li");
  EXPECT_NE(gone[0]["evidence"].get<std::string>().find("240个"), std::string::npos) << gone;
  EXPECT_NE(gone[0]["reason"].get<std::string>().find("更正自"), std::string::npos) << gone;
  EXPECT_EQ(Versions("nursery-seats").size(), 1U);
  EXPECT_EQ(Call("GET", Cat("/v1/", care["source"].get<std::string>())).Json()["indicators"],
            json({"indicators/nursery-seats"}));

  // Killed as soon as it is answered, whatever is under way.
  cluster_.Kill("indicators");
  EXPECT_EQ(decide({{"indicator", "nursery-seats"}, {"verdict", "REJECTED"}})["state"], "PENDING");
  cluster_.Start("indicators");
  KillInTurn();
  EXPECT_EQ(Settled(plan), "DECIDED");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "nursery-seats"), "");
  EXPECT_EQ(Versions("nursery-seats").size(), 2U);
  EXPECT_EQ(Versions("new-seats").size(), 2U);
}

TEST_P(LinksTest, ValuesOfADeletedPlanAreWithdrawnOnceHoweverOftenSomethingIsKilled) {
  const std::string plan = Import(kFirst);
  const HttpReply accepted =
      Call("POST", Cat("/v1/", plan, ":acceptLinks"), {{"decisions", Sure(Proposals(plan))}});
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(world_.Value("990000", "2021-H1", "new-seats"), "960");

  cluster_.Kill("indicators");
  const HttpReply deleted = Call("DELETE", Cat("/v1/", plan));
  ASSERT_EQ(deleted.status, 200) << deleted.body;
  EXPECT_EQ(deleted.Json()["state"], "DELETED");
  cluster_.Start("indicators");
  KillInTurn();
  EXPECT_EQ(Settled(plan), "DECIDED");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "new-seats"), "");
  EXPECT_EQ(world_.Value("990000", "2021-H1", "kg-standard"), "");
  const json gone = Versions("new-seats");
  ASSERT_EQ(gone.size(), 2U) << gone;
  EXPECT_EQ(gone[0]["principal"], "li");
  EXPECT_NE(gone[0]["reason"].get<std::string>().find("撤回自"), std::string::npos) << gone;
}

}  // namespace
}  // namespace eduplan::test
