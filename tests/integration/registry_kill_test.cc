// kill -9 of the registry while counties merge one into the next with all their schools: no merge
// is ever half done, none that was acknowledged is lost, and none is done twice.
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

constexpr int kCounties = 16;
constexpr int kSchools = 300;

class RegistryKillTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  static std::string County(int n) { return Cat(510101 + n); }
  static std::string Uuid(int n) {
    char text[37];
    snprintf(text, sizeof text, "00000000-0000-4000-9000-%012d", n);
    return text;
  }
  // County n goes into n + 1 on this day.
  static json Day(int n) { return {{"year", 2001 + n / 12}, {"month", n % 12 + 1}, {"day", 1}}; }
};
INSTANTIATE_TEST_SUITE_P(Databases, RegistryKillTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

TEST_P(RegistryKillTest, MergeOfThreeHundredSchoolsIsWholeOrNotAtAll) {
  Cluster cluster({.database = GetParam()});
  std::string csv = "code,name,level,kind,parent,from\n510000,省,PROVINCE,,,2000-01-01\n";
  for (int i = 0; i <= kCounties; ++i) {
    csv += Cat(County(i), ",县", i, ",COUNTY,,510000,2000-01-01\n");
  }
  for (int i = 0; i < kSchools; ++i) {
    csv += Cat(2151000000 + i, ",学校", i, ",SCHOOL,,", County(0), ",2000-01-01\n");
  }
  ASSERT_EQ(cluster.PostCsv("/v1/organizations:batchImport", csv).status, 200);

  std::atomic<bool> stop = false;
  std::atomic<int> acknowledged = 0;
  std::thread writer([&] {
    HttpClient client(cluster.Address("gateway", "http"));
    for (int n = 0; n < kCounties && !stop; ++n) {
      const json body = {{"sources", {Cat("organizations/", County(n))}},
                         {"effectiveOn", Day(n)},
                         {"requestId", Uuid(n)}};
      while (!stop) {
        const HttpReply reply =
            client.Send({.method = "POST",
                         .target = Cat("/v1/organizations/", County(n + 1), ":merge"),
                         .body = body.dump(),
                         .token = cluster.root_token(),
                         .timeout_seconds = 5});
        if (reply.status == 200) {
          acknowledged = n + 1;
          break;
        }
        usleep(5000);
      }
    }
  });
  // Who has the schools on a day after all merges, and how many.
  const auto holders = [&] {
    std::set<std::pair<int, size_t>> found;
    const json all =
        cluster.Get("/v1/organizations/510000:subtree?at.year=2020&at.month=1&at.day=1").Json();
    std::map<std::string, size_t> schools;
    for (const json& organization : all["organizations"]) {
      if (organization["level"] == "SCHOOL") ++schools[organization["parent"]];
    }
    for (const auto& [parent, count] : schools)
      found.emplace(std::stoi(parent.substr(parent.find('/') + 1)) - 510101, count);
    return found;
  };
  std::mt19937 random(11);
  for (int kill = 0; kill < 6; ++kill) {
    const int before = acknowledged;
    for (int i = 0; i < 2000 && acknowledged == before; ++i) usleep(5000);
    usleep(static_cast<useconds_t>(random() % 60000));  // into the middle of the next
    cluster.Kill("organizations");
    cluster.Start("organizations");
    for (int i = 0; i < 1000 && cluster.Get("/readyz").status != 200; ++i) usleep(10000);
    const auto found = holders();
    ASSERT_EQ(found.size(), 1u) << "the schools stand under several counties";
    EXPECT_EQ(found.begin()->second, static_cast<size_t>(kSchools));
    EXPECT_GE(found.begin()->first, before);
  }
  for (int i = 0; i < 6000 && acknowledged < kCounties; ++i) usleep(5000);
  stop = true;
  writer.join();
  ASSERT_EQ(acknowledged, kCounties);
  EXPECT_EQ(holders(), (std::set<std::pair<int, size_t>>{{kCounties, kSchools}}));
  const json events =
      cluster.Get("/v1/organizationEvents?pageSize=1000&filter=type%20%3D%20MERGE").Json();
  EXPECT_EQ(events["organizationEvents"].size(), static_cast<size_t>(kCounties));
}

}  // namespace
}  // namespace eduplan::test
