// A plan over its life, over HTTP: imported, returned, corrected, set beside its summary.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

using ::testing::HasSubstr;

class PlanRevisionTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override {
    cluster_ = std::make_unique<Cluster>(Cluster::Options{.database = GetParam()});
    World(*cluster_).Register(
        {{"330000", "PROVINCE", ""}, {"330400", "CITY", "330000"}, {"330481", "COUNTY", "330400"}});
  }
  json Ok(const HttpReply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.Json();
  }
  HttpReply PostText(const std::string& target, const std::string& text) {
    return cluster_->Send({.method = "POST",
                           .target = target,
                           .body = text,
                           .content_type = "text/plain; charset=utf-8"});
  }
  // Item names by heading.
  std::map<std::string, std::string> Names(const std::string& plan) {
    std::map<std::string, std::string> names;
    const json listed = Ok(cluster_->Get(Cat("/v1/", plan, "/items")));
    for (const json& item : listed["items"]) {
      names[item["heading"]] = item["name"];
    }
    return names;
  }
  static std::vector<std::string> Codes(const json& comparison) {
    std::vector<std::string> codes;
    for (const json& finding : comparison["findings"]) codes.push_back(finding["code"]);
    return codes;
  }

  static constexpr char kPlan[] =
      "青溪县教育局2021年工作要点\n"
      "一、补齐办学短板\n"
      "（一）扩建校舍。扩建小学4所，增加学位1800个。\n"
      "（二）配齐教师。新聘教师36名。\n"
      "二、守牢校园安全\n"
      "（一）开展排查。隐患当月整改到位。\n";
  // A figure corrected, an item inserted before it.
  static constexpr char kCorrected[] =
      "青溪县教育局2021年工作要点\n"
      "一、补齐办学短板\n"
      "（一）扩建校舍。扩建小学4所，增加学位1800个。\n"
      "（二）改善食宿。新建食堂3所。\n"
      "（三）配齐教师。新聘教师63名。\n"
      "二、守牢校园安全\n"
      "（一）开展排查。隐患当月整改到位。\n";
  std::unique_ptr<Cluster> cluster_;
};
INSTANTIATE_TEST_SUITE_P(Databases, PlanRevisionTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

TEST_P(PlanRevisionTest, ACorrectedDocumentKeepsWhatItIsAboutAndASummaryAnswersIt) {
  const std::string county = "/v1/organizations/330481/plans";
  const json imported = Ok(PostText(county + ":import?filename=a.txt", kPlan));
  const std::string plan = imported["plan"]["name"];
  const auto before = Names(plan);

  const std::string target = Cat("/v1/", plan, ":reimport?filename=b.txt");
  const json shown = Ok(PostText(target + "&validateOnly=true", kCorrected));
  EXPECT_EQ(shown["difference"]["counts"]["itemsAdded"], 1);
  EXPECT_EQ(Names(plan), before);
  const std::string request = target + "&requestId=7c1d0e52-6a0f-4c53-9f0e-1f2a3b4c5d6e";
  const json done = Ok(PostText(request, kCorrected));
  EXPECT_EQ(Ok(PostText(request, kCorrected)), done);
  bool corrected = false;
  for (const json& figure : done["difference"]["figures"]) {
    if (figure["kind"] != "KIND_CHANGED" && figure["kind"] != "CHANGED") continue;
    EXPECT_EQ(figure["oldFigure"]["value"], "36");
    EXPECT_EQ(figure["newFigure"]["value"], "63");
    EXPECT_EQ(figure["oldFigure"]["id"], figure["newFigure"]["id"]);
    corrected = true;
  }
  EXPECT_TRUE(corrected) << done["difference"];
  const auto after = Names(plan);
  EXPECT_EQ(after.size(), before.size() + 1);
  for (const auto& [heading, name] : before) EXPECT_EQ(after.at(heading), name) << heading;

  const HttpReply stale = PostText(
      Cat(target, "&etag=%22", imported["plan"]["etag"].get<std::string>().substr(1, 1), "%22"),
      kPlan);
  EXPECT_EQ(stale.status, 409) << stale.body;
  EXPECT_EQ(Ok(cluster_->Get(Cat("/v1/", plan, "/sources")))["sources"].size(), 2U);

  Ok(cluster_->Post(Cat("/v1/", plan, ":submit"), json::object()));
  const HttpReply filed = PostText(target, kPlan);
  EXPECT_EQ(filed.status, 400) << filed.body;
  EXPECT_THAT(filed.body, HasSubstr("PLAN_FILED"));

  const json summary = Ok(PostText(county + ":import?filename=c.txt",
                                   "青溪县教育局2021年工作总结\n"
                                   "一、主要工作完成情况\n"
                                   "（一）扩建校舍。已完成扩建小学4所，增加学位1500个。\n"
                                   "（二）充实师资。已新聘教师63名。\n"
                                   "（三）安全稳定。开展排查，隐患当月整改到位。\n"));
  const json compared =
      Ok(cluster_->Get(Cat("/v1/", summary["plan"]["name"].get<std::string>(), ":compare")));
  EXPECT_EQ(compared["base"], plan);
  EXPECT_EQ(compared["baseChosen"], true);
  EXPECT_THAT(Codes(compared), testing::Contains("PLAN_ITEM_NOT_ANSWERED"));
  EXPECT_THAT(Codes(compared), testing::Contains("TARGET_NOT_REACHED"));
  for (const json& finding : compared["findings"]) {
    if (finding["code"] != "PLAN_ITEM_NOT_ANSWERED") continue;
    EXPECT_THAT(finding["base"]["quote"].get<std::string>(), HasSubstr("改善食宿"));
  }
}

}  // namespace
}  // namespace eduplan::test
