// kill -9 of any process while values are written: every acknowledged value is there once
// afterwards.

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

class KillTest : public testing::TestWithParam<DatabaseKind> {};
INSTANTIATE_TEST_SUITE_P(Databases, KillTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

std::string Uuid(int n) {
  char text[37];
  snprintf(text, sizeof text, "00000000-0000-4000-8000-%012d", n);
  return text;
}

TEST_P(KillTest, EveryAcknowledgedValueIsThereOnce) {
  Cluster cluster({.database = GetParam()});
  World world(cluster);
  world.LoadCatalogue();
  world.Register({{"510000", "PROVINCE", ""}, {"510101", "COUNTY", "510000"}});
  std::atomic<bool> stop = false;
  std::atomic<int> acknowledged = 0;
  // Writes 1, 2, 3, … each until it is acknowledged, retrying with the same request id as clients
  // do.
  std::thread writer([&] {
    HttpClient client(cluster.Address("gateway", "http"));
    for (int n = 1; !stop; ++n) {
      const json body = {{"period", "2021-H1"},
                         {"requestId", Uuid(n)},
                         {"values", {{{"indicator", "new-seats"}, {"value", Cat(n)}}}}};
      while (!stop) {
        const HttpReply reply =
            client.Send({.method = "POST",
                         .target = "/v1/organizations/510101/values:batchUpdate",
                         .body = body.dump(),
                         .token = cluster.root_token(),
                         .timeout_seconds = 5});
        if (reply.status == 200) {
          acknowledged = n;
          break;
        }
        usleep(5000);
      }
    }
  });
  std::mt19937 random(7);
  for (const char* victim : {"indicators", "indicators", "gateway", "indicators", "organizations",
                             "plan-items", "indicators", "documents", "gateway", "indicators"}) {
    const int before = acknowledged;
    usleep(static_cast<useconds_t>(50000 + random() % 100000));
    cluster.Kill(victim);
    cluster.Start(victim);
    for (int i = 0; i < 2000 && acknowledged <= before + 3; ++i) usleep(5000);
    EXPECT_GT(acknowledged, before) << "no progress after " << victim << " was killed";
  }
  stop = true;
  writer.join();
  const int last = acknowledged;
  ASSERT_GT(last, 0);
  for (int i = 0; i < 1000 && cluster.Get("/readyz").status != 200; ++i) usleep(10000);
  // All versions, newest first: each acknowledged number once, none after a later one.
  const json reply =
      cluster.Get("/v1/organizations/510101/values:versions?indicator=new-seats&period=2021-H1")
          .Json();
  ASSERT_TRUE(reply.contains("values")) << reply;
  std::vector<int> numbers;
  for (const json& value : reply["values"])
    numbers.push_back(std::stoi(value["value"].get<std::string>()));
  ASSERT_FALSE(numbers.empty());
  EXPECT_GE(numbers.front(), last);
  EXPECT_LE(numbers.front(), last + 1);  // one may have been written whose answer was lost
  // At most 1,000 versions are listed; of these none is missing or twice.
  for (size_t i = 1; i < numbers.size(); ++i) EXPECT_EQ(numbers[i], numbers[i - 1] - 1);
  EXPECT_EQ(world.Value("510000", "2021-H1", "new-seats"), Cat(numbers.front()));
}

}  // namespace
}  // namespace eduplan::test
