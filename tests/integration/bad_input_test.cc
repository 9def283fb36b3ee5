// Every bad input gets the right status, names the place, and changes nothing.

#include <gtest/gtest.h>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

class BadInputTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = new Cluster(Cluster::Options{});
    World world(*cluster_);
    world.LoadCatalogue();
    world.Register({{"210000", "PROVINCE", ""},
                    {"210100", "CITY", "210000"},
                    {"210101", "COUNTY", "210100"},
                    {"210102", "COUNTY", "210100"}});
    world.Write("210101", "2021-H1", {{"new-seats", "10"}});
    county_token_ = new std::string(cluster_->Token("210101", "reporter", "county"));
  }
  static void TearDownTestSuite() {
    delete cluster_;
    delete county_token_;
  }
  void TearDown() override {
    EXPECT_EQ(State(), state_) << "the refused request changed something";
  }
  // Everything that a refused request could have changed.
  static std::string State() {
    std::string state;
    for (const char* target :
         {"/v1/organizations/210101/values", "/v1/organizations/210102/values", "/v1/organizations",
          "/v1/organizations/-/plans", "/v1/organizations/210000/rollups/2021-H1"}) {
      const HttpReply reply = cluster_->Get(target);
      EXPECT_EQ(reply.status, 200) << target << reply.body;
      state += reply.body;
    }
    return state;
  }
  static json Values(const json& value) {
    return {{"period", "2021-H1"}, {"values", json::array({value})}};
  }
  // True if the error's details speak of `words` (a field, reason or message).
  static testing::AssertionResult Names(const HttpReply& reply, const std::string& words) {
    if (reply.body.find(words) != std::string::npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << reply.body << " does not name " << words;
  }

  static Cluster* cluster_;
  static std::string* county_token_;
  std::string state_ = State();
};
Cluster* BadInputTest::cluster_ = nullptr;
std::string* BadInputTest::county_token_ = nullptr;

TEST_F(BadInputTest, NoTokenIsUnauthenticated) {
  HttpClient client(cluster_->Address("gateway", "http"));
  const HttpReply reply = client.Send({.target = "/v1/organizations"});
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.Json()["code"], 16);
  EXPECT_TRUE(reply.headers.contains("www-authenticate"));
}

TEST_F(BadInputTest, AForgedTokenIsUnauthenticated) {
  HttpRequest request{.target = "/v1/organizations", .token = *county_token_};
  request.token[request.token.size() / 2] ^= 1;
  EXPECT_EQ(cluster_->Send(request).status, 401);
}

TEST_F(BadInputTest, AnotherOrganizationsFiguresAreDeniedWhetherItExistsOrNot) {
  for (const char* organization : {"210102", "210100", "999999"}) {
    const HttpReply reply =
        cluster_->Send({.method = "POST",
                        .target = Cat("/v1/organizations/", organization, "/values:batchUpdate"),
                        .body = Values({{"indicator", "new-seats"}, {"value", "1"}}).dump(),
                        .token = *county_token_});
    EXPECT_EQ(reply.status, 403) << organization << reply.body;
    EXPECT_EQ(reply.Json()["code"], 7);
  }
}

TEST_F(BadInputTest, AReviewerCannotTypeACountysFigure) {
  const HttpReply reply =
      cluster_->Send({.method = "POST",
                      .target = "/v1/organizations/210101/values:batchUpdate",
                      .body = Values({{"indicator", "new-seats"}, {"value", "1"}}).dump(),
                      .token = cluster_->Token("210100", "reviewer", "city")});
  EXPECT_EQ(reply.status, 403) << reply.body;
}

TEST_F(BadInputTest, AnUnknownIndicatorIsNamedWithItsRow) {
  const HttpReply reply = cluster_->Post("/v1/organizations/210101/values:batchUpdate",
                                         Values({{"indicator", "no-such-thing"}, {"value", "1"}}));
  EXPECT_EQ(reply.status, 400);
  EXPECT_TRUE(Names(reply, "UNKNOWN_INDICATOR"));
  EXPECT_TRUE(Names(reply, "values[0].indicator"));
  EXPECT_TRUE(Names(reply, "zh-CN"));
}

TEST_F(BadInputTest, AnUnknownFieldIsNamed) {
  const HttpReply reply = cluster_->Post("/v1/organizations/210101/values:batchUpdate",
                                         {{"period", "2021-H1"}, {"valuez", json::array()}});
  EXPECT_EQ(reply.status, 400);
  EXPECT_TRUE(Names(reply, "valuez"));
}

TEST_F(BadInputTest, AMalformedPeriodIsNamed) {
  const HttpReply reply = cluster_->Get("/v1/organizations/210000/rollups/2021-H3");
  EXPECT_EQ(reply.status, 400);
  EXPECT_TRUE(Names(reply, "INVALID_PERIOD"));
}

TEST_F(BadInputTest, AMalformedCsvRowIsNamedWithItsColumn) {
  const HttpReply organizations = cluster_->PostCsv(
      "/v1/organizations:batchImport",
      "code,name,level,kind,parent,from\n210103,甲,COUNTY,BUREAU,210100,2000-01-01\n"
      "210104,乙,PLANET,BUREAU,210100,2000-01-01\n");
  EXPECT_EQ(organizations.status, 400) << organizations.body;
  EXPECT_TRUE(Names(organizations, "3"));
  EXPECT_TRUE(Names(organizations, "level"));
  const HttpReply values =
      cluster_->PostCsv("/v1/values:import",
                        "organization,period,indicator,value\n"
                        "210101,2021-H1,new-seats,5\n210101,2021-H1,kg-total,\"1,5\"\n");
  EXPECT_EQ(values.status, 400) << values.body;
  EXPECT_TRUE(Names(values, "line 3"));
  EXPECT_TRUE(Names(values, "value"));
}

TEST_F(BadInputTest, AHundredMegabytesAreRefused) {
  const HttpReply reply = cluster_->Send({.method = "POST",
                                          .target = "/v1/plans:parse?filename=big.txt",
                                          .body = std::string(100 << 20, 'x'),
                                          .content_type = "text/plain"});
  EXPECT_EQ(reply.status, 413) << reply.body;
}

TEST_F(BadInputTest, ThousandsOfNestedMarkersAreRefusedWithTheirPlace) {
  std::string text = "东湖区教育局工作总结\n";
  // 5,000 lines, each set in one further: 12.5 MB.
  for (int depth = 1; depth <= 5000; ++depth) {
    text += std::string(static_cast<size_t>(depth), ' ') + "1.事项\n";
  }
  const HttpReply reply =
      cluster_->Send({.method = "POST",
                      .target = "/v1/organizations/210101/plans:import?filename=deep.txt",
                      .body = text,
                      .content_type = "text/plain"});
  EXPECT_EQ(reply.status, 400) << reply.body.substr(0, 400);
  EXPECT_TRUE(Names(reply, "line"));
}

TEST_F(BadInputTest, InvalidUtf8IsRefusedWithItsPlace) {
  const HttpReply text =
      cluster_->Send({.method = "POST",
                      .target = "/v1/organizations/210101/plans:import?filename=a.txt",
                      .body = "一、\xff\xfe\xff工作",
                      .content_type = "text/plain; charset=utf-8"});
  EXPECT_EQ(text.status, 400) << text.body;
  EXPECT_TRUE(Names(text, "byte"));
  const HttpReply body = cluster_->Send({.method = "POST",
                                         .target = "/v1/organizations/210101/values:batchUpdate",
                                         .body = "{\"period\":\"2021-H1\xff\"}"});
  EXPECT_EQ(body.status, 400) << body.body;
}

TEST_F(BadInputTest, AStaleVersionIsAborted) {
  const HttpReply reply = cluster_->Post(
      "/v1/organizations/210101/values:batchUpdate",
      Values({{"indicator", "new-seats"}, {"value", "11"}, {"expectedVersion", "0"}}));
  EXPECT_EQ(reply.status, 409) << reply.body;
  EXPECT_TRUE(Names(reply, "VERSION_CONFLICT"));
}

TEST_F(BadInputTest, UnknownPathsAndMethodsAreTold) {
  EXPECT_EQ(cluster_->Get("/v1/nothing").status, 404);
  const HttpReply reply = cluster_->Send({.method = "DELETE", .target = "/v1/indicators"});
  EXPECT_EQ(reply.status, 405);
  EXPECT_TRUE(reply.headers.contains("allow"));
}

TEST_F(BadInputTest, ADryRunChangesNothing) {
  json body = Values({{"indicator", "new-seats"}, {"value", "99"}});
  body["validateOnly"] = true;
  EXPECT_EQ(cluster_->Post("/v1/organizations/210101/values:batchUpdate", body).status, 200);
}

}  // namespace
}  // namespace eduplan::test
