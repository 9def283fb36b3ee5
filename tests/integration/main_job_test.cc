// The main job: county documents and figures in, the city's rollup and official document out.

#include <gtest/gtest.h>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

class MainJobTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = new Cluster(Cluster::Options{});
    World(*cluster_).LoadCatalogue();
    const HttpReply reply = cluster_->PostCsv("/v1/organizations:batchImport",
                                              SourceFile("deploy/sample/organizations.csv"));
    ASSERT_EQ(reply.status, 200) << reply.body;
  }
  static void TearDownTestSuite() { delete cluster_; }
  static HttpReply Import(const std::string& organization, const std::string& file) {
    return cluster_->Send(
        {.method = "POST",
         .target = Cat("/v1/organizations/", organization, "/plans:import?filename=", file),
         .body = SourceFile(Cat("deploy/sample/documents/", file)),
         .content_type = "text/plain"});
  }
  static Cluster* cluster_;
};
Cluster* MainJobTest::cluster_ = nullptr;

TEST_F(MainJobTest, DocumentsBecomePlansFiguresBecomeTotalsAndBothBecomeADocument) {
  for (const auto& [organization, file] : std::vector<std::pair<const char*, const char*>>{
           {"990101", "1-donghu.txt"}, {"990121", "2-nanxi.txt"}, {"990171", "3-kaifaqu.txt"}}) {
    const HttpReply imported = Import(organization, file);
    ASSERT_EQ(imported.status, 200) << imported.body;
    EXPECT_GE(imported.Json()["itemCount"], 4) << imported.body;
    EXPECT_GE(imported.Json()["measurementCount"], 5) << imported.body;
    EXPECT_EQ(imported.Json()["plan"]["state"], "DRAFT");
  }
  const HttpReply values =
      cluster_->PostCsv("/v1/values:import", SourceFile("deploy/sample/values-2025-H1.csv"));
  ASSERT_EQ(values.status, 200) << values.body;
  World world(*cluster_);
  // Own part 540 and the counties 4170 + 1200 + 1200 + 0 + 860 + 300; 990123 is missing.
  const json city = world.Cell("990100", "2025-H1", "new-seats");
  EXPECT_EQ(city["value"], "8270");
  EXPECT_EQ(city["completeness"]["missing"], 1);
  EXPECT_EQ(world.Value("990000", "2025-H1", "new-seats"), "9130");  // and 860 of the direct county

  const HttpReply rendered =
      cluster_->Post("/v1/documents:render", {{"template", "summary-and-plan"},
                                              {"organization", "organizations/990100"},
                                              {"period", "2025-H1"},
                                              {"format", "PDF"}});
  ASSERT_EQ(rendered.status, 200) << rendered.body;
  const json document = rendered.Json();
  const HttpReply file = cluster_->Get(document["downloadUri"]);
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(file.headers.at("content-type"), "application/pdf");
  EXPECT_EQ(file.body.substr(0, 5), "%PDF-");
  EXPECT_EQ(document["size"], Cat(file.body.size()));
  const json provenance =
      cluster_->Get(Cat("/v1/", document["name"].get<std::string>(), "/provenance")).Json();
  EXPECT_FALSE(provenance["figures"].empty());
}

TEST_F(MainJobTest, APlanIsSubmittedReturnedAndApproved) {
  const HttpReply imported = Import("999001", "4-wangjiang.txt");
  ASSERT_EQ(imported.status, 200) << imported.body;
  const std::string plan = Cat("/v1/", imported.Json()["plan"]["name"].get<std::string>());
  const std::string county = cluster_->Token("999001", "reporter,signer", "county");
  const std::string province = cluster_->Token("990000", "reviewer", "province");
  const auto post = [&](const std::string& verb, const std::string& token, const json& body) {
    return cluster_->Send(
        {.method = "POST", .target = Cat(plan, ":", verb), .body = body.dump(), .token = token});
  };
  EXPECT_EQ(post("approve", province, json::object()).status, 400) << "a draft cannot be approved";
  EXPECT_EQ(post("submit", province, json::object()).status, 403);
  EXPECT_EQ(post("submit", county, json::object()).Json()["state"], "SUBMITTED");
  EXPECT_EQ(post("approve", county, json::object()).status, 403)
      << "nobody reviews their own filing";
  EXPECT_EQ(post("return", province, json::object()).status, 400) << "a return needs a reason";
  EXPECT_EQ(post("return", province, {{"reason", "缺少完成时限"}}).Json()["state"], "RETURNED");
  EXPECT_EQ(post("submit", county, json::object()).Json()["state"], "SUBMITTED");
  EXPECT_EQ(post("approve", province, json::object()).Json()["state"], "APPROVED");
  const json transitions = cluster_->Get(Cat(plan, "/transitions")).Json();
  EXPECT_EQ(transitions["transitions"].size(), 4u);
}

TEST_F(MainJobTest, AConsistencyTokenMakesATreeChangeReadableAtOnce) {
  World world(*cluster_);
  const HttpReply created =
      cluster_->PostCsv("/v1/organizations:batchImport",
                        "code,name,level,kind,parent,from\n"
                        "990131,清川市临水县教育局,COUNTY,BUREAU,990100,2024-01-01\n");
  ASSERT_EQ(created.status, 200) << created.body;
  const std::string token = created.Json()["consistencyToken"];
  const json rollup = cluster_
                          ->Get(Cat("/v1/organizations/990100/rollups/2030-H1?indicators=new-seats&"
                                    "consistencyToken=",
                                    token))
                          .Json();
  EXPECT_EQ(rollup["cells"][0]["completeness"]["expected"], 8) << rollup;
}

TEST_F(MainJobTest, TheDescriptionAndHealthAreOpen) {
  HttpClient client(cluster_->Address("gateway", "http"));
  EXPECT_EQ(client.Send({.target = "/healthz"}).status, 200);
  const HttpReply description = client.Send({.target = "/v1/openapi.json"});
  EXPECT_EQ(description.status, 200);
  EXPECT_TRUE(description.Json()["paths"].contains("/v1/plans:parse"));
}

TEST_F(MainJobTest, FiveIdleProcessesFitInto300Megabytes) {
  const long bytes = cluster_->ResidentBytes();
  RecordProperty("resident_mib", static_cast<int>(bytes >> 20));
  EXPECT_LT(bytes >> 20, 300);
}

TEST_F(MainJobTest, EveryProcessDrainsOnSigterm) {
  for (const char* name : {"gateway", "documents", "plan-items", "indicators", "organizations"}) {
    EXPECT_EQ(cluster_->Terminate(name), 0) << name;
  }
}

}  // namespace
}  // namespace eduplan::test
