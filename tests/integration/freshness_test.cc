// A correction is in every replica's totals the moment its write is answered, whatever Redis does.

#include <gtest/gtest.h>
#include <hiredis/hiredis.h>

#include <csignal>

#include "tests/integration/world.h"
#include "tests/support/redis_server.h"

namespace eduplan::test {
namespace {

// Sends one command and returns an integer reply, or 0.
long long Redis(const RedisServer& server, const char* command) {
  const std::string url = server.Url();  // redis://127.0.0.1:PORT
  redisContext* context = redisConnect("127.0.0.1", std::stoi(url.substr(url.rfind(':') + 1)));
  auto* reply = static_cast<redisReply*>(redisCommand(context, command));
  EXPECT_NE(reply, nullptr) << command;
  const long long number = reply != nullptr ? reply->integer : 0;
  if (reply != nullptr) freeReplyObject(reply);
  redisFree(context);
  return number;
}

class FreshnessTest : public testing::Test {
 protected:
  FreshnessTest()
      : cluster_(
            {.database = DatabaseKind::kPostgres, .redis = redis_.Url(), .indicator_replicas = 2}),
        world_(cluster_) {
    world_.LoadCatalogue();
    world_.Register({{"330000", "PROVINCE", ""},
                     {"330100", "CITY", "330000"},
                     {"330200", "CITY", "330000"},
                     {"330101", "COUNTY", "330100"},
                     {"330102", "COUNTY", "330100"},
                     {"330201", "COUNTY", "330200"}});
    world_.Write("330102", "2021-H1", {{"new-seats", "1000"}});
    world_.Write("330201", "2021-H1", {{"new-seats", "5000"}});
  }
  // Corrects one county through the first replica and reads city and province through both.
  void CorrectAndRead(int seats) {
    world_.Write("330101", "2021-H1", {{"new-seats", Cat(seats)}}, 0);
    for (const int replica : {1, 0, 1}) {
      EXPECT_EQ(world_.Value("330100", "2021-H1", "new-seats", replica), Cat(seats + 1000));
      EXPECT_EQ(world_.Value("330000", "2021-H1", "new-seats", replica), Cat(seats + 6000));
    }
  }
  void CorrectOften(int from) {
    for (int seats = from; seats < from + 20; ++seats) CorrectAndRead(seats);
  }

  RedisServer redis_;
  Cluster cluster_;
  World world_;
};

TEST_F(FreshnessTest, ACorrectionIsReadThroughAnotherReplicaAtOnce) {
  CorrectOften(100);
  EXPECT_GT(Redis(redis_, "DBSIZE"), 0);
}

TEST_F(FreshnessTest, AFlushedCacheChangesNothing) {
  CorrectOften(200);
  Redis(redis_, "FLUSHALL");
  CorrectOften(201);
  EXPECT_GT(Redis(redis_, "DBSIZE"), 0);
}

TEST_F(FreshnessTest, AKilledCacheChangesNothingAndIsUsedAgainWhenItIsBack) {
  CorrectOften(300);
  redis_.Kill();
  CorrectOften(301);
  redis_.Start();
  // The circuit tries again after half a second.
  for (int i = 0; i < 300 && Redis(redis_, "DBSIZE") == 0; ++i) {
    CorrectAndRead(400 + i);
    usleep(10000);
  }
  EXPECT_GT(Redis(redis_, "DBSIZE"), 0);
}

TEST_F(FreshnessTest, ACacheRolledBackToAnOldDumpIsNeverBelieved) {
  CorrectOften(500);
  Redis(redis_, "SAVE");
  CorrectOften(501);
  redis_.Kill();
  redis_.Start();
  CorrectOften(502);
  // The very figure that the dump knew, under another version.
  CorrectAndRead(500);
}

TEST_F(FreshnessTest, AHungCacheOnlySlowsReads) {
  CorrectAndRead(600);
  redis_.Signal(SIGSTOP);
  CorrectAndRead(601);
  CorrectAndRead(602);
  redis_.Signal(SIGCONT);
  CorrectAndRead(603);
}

TEST_F(FreshnessTest, AKilledReplicaComesBackWithTheLatest) {
  CorrectAndRead(700);
  cluster_.Kill("indicators-1");
  world_.Write("330101", "2021-H1", {{"new-seats", "701"}}, 0);
  cluster_.Start("indicators-1");
  for (int i = 0; i < 500 && cluster_.Get("/readyz", 1).status != 200; ++i) usleep(20000);
  EXPECT_EQ(world_.Value("330100", "2021-H1", "new-seats", 1), "1701");
}

}  // namespace
}  // namespace eduplan::test
