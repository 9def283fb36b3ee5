#include "tests/integration/scenario.h"

#include <chrono>
#include <map>
#include <memory>
#include <thread>

namespace eduplan::test {
namespace {

using Clusters = std::map<DatabaseKind, std::unique_ptr<Cluster>>;

Clusters& Shared() {
  static auto* const clusters = new Clusters();
  return *clusters;
}

std::string NewTransition() {
  static int64_t number = 100000000000;  // of twelve digits
  return Cat("00000000-0000-4000-8000-", ++number);
}

// Ends the processes with the last test.
class EndsClusters : public testing::Environment {
 public:
  void TearDown() override { Shared().clear(); }
};
[[maybe_unused]] const testing::Environment* const ends_clusters =
    testing::AddGlobalTestEnvironment(new EndsClusters);

}  // namespace

void ScenarioTest::SetUp() {
  std::unique_ptr<Cluster>& cluster = Shared()[GetParam()];
  if (cluster == nullptr) {
    cluster = std::make_unique<Cluster>(Cluster::Options{.database = GetParam()});
    World(*cluster).LoadCatalogue();
  }
  cluster_ = cluster.get();
}

json ScenarioTest::Ok(const HttpReply& reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  json body = reply.Json();
  return body.is_object() ? body : json::object();
}

HttpReply ScenarioTest::PostAs(const std::string& organization, const std::string& role,
                               const std::string& target, const json& body) {
  return cluster_->Send({.method = "POST",
                         .target = target,
                         .body = body.dump(),
                         .token = cluster_->Token(organization, role)});
}

void ScenarioTest::ExpectRefused(const HttpReply& reply, int status,
                                 const std::vector<std::string>& words) {
  EXPECT_EQ(reply.status, status) << reply.body;
  for (const std::string& word : words) {
    EXPECT_NE(reply.body.find(word), std::string::npos) << word << " in " << reply.body;
  }
}

json ScenarioTest::Total(const std::string& organization, const std::string& period,
                         const std::string& indicator, const std::string& query) {
  const json rollup = Get(Cat("/v1/organizations/", organization, "/rollups/", period,
                              "?indicators=", indicator, query.empty() ? "" : "&", query));
  const bool one = rollup.contains("cells") && rollup["cells"].size() == 1;
  EXPECT_TRUE(one) << rollup;
  return one ? rollup["cells"][0] : json::object();
}

json ScenarioTest::Explain(const std::string& organization, const std::string& period,
                           const std::string& indicator, const std::string& query) {
  return Get(Cat("/v1/organizations/", organization, "/rollups/", period,
                 ":explain?indicator=", indicator, query.empty() ? "" : "&", query));
}

json ScenarioTest::Findings(const std::string& organization, const std::string& period) {
  const json reply =
      Post(Cat("/v1/organizations/", organization, "/values:check"), {{"period", period}});
  return reply.value("findings", json::array());
}

HttpReply ScenarioTest::MoveSeal(const std::string& organization, const std::string& period,
                                 const std::string& target, const std::string& by,
                                 const std::string& role) {
  return PostAs(by, role, Cat("/v1/organizations/", organization, "/seals/", period, ":transition"),
                {{"transition", NewTransition()}, {"target", target}, {"reason", "按程序"}});
}

void ScenarioTest::Submit(const std::string& organization, const std::string& period) {
  Ok(MoveSeal(organization, period, "SUBMITTED", organization, "reporter"));
}

void ScenarioTest::Approve(const std::string& organization, const std::string& period,
                           const std::string& by) {
  Ok(MoveSeal(organization, period, "APPROVED", by, "reviewer"));
}

json ScenarioTest::Happen(const std::string& target, const json& event) {
  const json change = Post(target, event);
  if (!change.contains("consistencyToken")) return change;
  const std::string id = target.substr(18, target.find(':') - 18);  // after "/v1/organizations/"
  const std::string read = Cat("/v1/organizations/", id, "/rollups/2021-H1?indicators=new-seats",
                               "&consistencyToken=", change["consistencyToken"].get<std::string>());
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  HttpReply reply = cluster_->Get(read);
  while (reply.status == 503 && std::chrono::steady_clock::now() < until) {
    std::this_thread::yield();
    reply = cluster_->Get(read);
  }
  EXPECT_EQ(reply.status, 200) << reply.body;
  return change;
}

json Parts(const std::string& indicator, const std::string& numerator,
           const std::string& denominator) {
  return {{"indicator", indicator},
          {"parts", {{"numerator", numerator}, {"denominator", denominator}}}};
}

json FindingOf(const json& findings, const std::string& reason) {
  for (const json& finding : findings) {
    if (finding["reason"] == reason) return finding;
  }
  return nullptr;
}

bool Remarks(const json& cell, const std::string& remark) {
  for (const json& each : cell.value("remarks", json::array())) {
    if (each == remark) return true;
  }
  return false;
}

INSTANTIATE_TEST_SUITE_P(Databases, ScenarioTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

}  // namespace eduplan::test
