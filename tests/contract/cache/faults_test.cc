#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/contract/cache/fixture.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/matchers.h"

namespace eduplan::cache {
namespace {

using test::FaultProxy;
using test::IsOkAndHolds;
using testing::ElementsAre;
using testing::HasSubstr;
using Direction = FaultProxy::Direction;

constexpr absl::Duration kTtl = absl::Minutes(10);

// A Redis behind a proxy.
class CacheFaults : public testing::Test {
 protected:
  std::unique_ptr<Cache> Connected(absl::Duration retry_after = absl::Milliseconds(20)) {
    auto cache = Unconnected(retry_after);
    EXPECT_TRUE(cache->Ping().ok());
    return cache;
  }
  std::unique_ptr<Cache> Unconnected(absl::Duration retry_after, const std::string& path = "") {
    return CacheAt("redis://127.0.0.1:" + std::to_string(proxy.port()) + path, retry_after);
  }

  test::RedisServer server;
  FaultProxy proxy{server.port()};
};

TEST_F(CacheFaults, HangCostsACallAtMostItsTimeoutsAndLaterOnesNothing) {
  auto cache = Connected(absl::Hours(1));
  proxy.Hang();
  absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  EXPECT_GE(absl::Now() - start, kCommandTimeout);
  EXPECT_LT(absl::Now() - start, kLongestCall + kSlack);
  start = absl::Now();
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(absl::IsUnavailable(cache->Set("k", "v", kTtl)));
  }
  EXPECT_LT(absl::Now() - start, absl::Milliseconds(100));
}

TEST_F(CacheFaults, HangWhileConnectingCostsACallAtMostItsTimeouts) {
  proxy.Hang();
  auto cache = Unconnected(absl::Hours(1), "/1");  // connects, chooses the database, gets
  const absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  EXPECT_LT(absl::Now() - start, kLongestCall + kSlack);
}

TEST_F(CacheFaults, HangHoldsUpNoneOfManyCallersLongerThanACallMayTake) {
  auto cache = Connected(absl::Hours(1));
  proxy.Hang();
  std::atomic<int> late = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 16; ++i) {  // four times the connections
    callers.emplace_back([&] {
      const absl::Time start = absl::Now();
      EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
      late += absl::Now() - start > kLongestCall + kSlack;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(late, 0);
}

TEST_F(CacheFaults, LargeWriteThatNobodyTakesIsGivenUpInTime) {
  auto cache = Connected(absl::Hours(1));
  proxy.Partition(Direction::kToServer);
  const absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Set("k", std::string(16 << 20, 'x'), kTtl)));
  EXPECT_LT(absl::Now() - start, kLongestCall + kSlack);
  proxy.Pass();
}

TEST_F(CacheFaults, AnswerThatIsLostIsAnErrorThoughTheWriteWasDone) {
  auto cache = Connected();
  proxy.Partition(Direction::kToClient);
  EXPECT_TRUE(absl::IsUnavailable(cache->Set("k", "v", kTtl)));
  proxy.Pass();
  EXPECT_TRUE(Recovers(*cache));
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds("v"));
}

TEST_F(CacheFaults, AnswerThatComesTooLateIsNeverTakenForThatOfAnotherCall) {
  auto cache = Connected();
  ASSERT_TRUE(cache->Set("a", "of a", kTtl).ok());
  ASSERT_TRUE(cache->Set("b", "of b", kTtl).ok());
  proxy.Delay(kCommandTimeout);  // in each direction: the answer takes twice the time that it has
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("a").status()));
  proxy.Pass();
  EXPECT_TRUE(Recovers(*cache));
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(cache->Get("b"), IsOkAndHolds("of b"));
  }
}

TEST_F(CacheFaults, SlowNetworkWithinTheTimeoutsWorks) {
  auto cache = Connected();
  proxy.Delay(absl::Milliseconds(20));
  EXPECT_TRUE(cache->Set("k", "v", kTtl).ok());
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds("v"));
}

TEST_F(CacheFaults, AnswersInSingleBytesAreRight) {
  auto cache = Connected();
  proxy.Slice(1);
  std::string bytes("\r\n$3\r\n\0\xff:1\r\n", 13);
  ASSERT_TRUE(cache->Set("k", bytes, kTtl).ok());
  ASSERT_TRUE(cache->Set("empty", "", kTtl).ok());
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds(bytes));
  EXPECT_THAT(cache->GetMany(std::vector<std::string>{"empty", "none", "k"}),
              IsOkAndHolds(ElementsAre("", std::nullopt, bytes)));
  EXPECT_THAT(cache->Lock("lock", "me", kTtl), IsOkAndHolds(true));
  EXPECT_THAT(cache->Lock("lock", "you", kTtl), IsOkAndHolds(false));
}

TEST_F(CacheFaults, CutAnywhereInAnAnswerIsAnErrorAndNeverAValue) {
  ASSERT_EQ(server.Command({"SET", "k", "0123456789"}), "OK");
  const size_t whole = std::string("$10\r\n0123456789\r\n").size();
  for (size_t bytes = 1; bytes < whole; ++bytes) {
    auto cache = Connected();
    proxy.CutAfter(bytes);
    EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status())) << bytes;
    proxy.Pass();
    EXPECT_TRUE(Recovers(*cache));
    EXPECT_THAT(cache->Get("k"), IsOkAndHolds("0123456789"));
  }
}

TEST_F(CacheFaults, CutAnywhereInAnAnswerOfSeveralIsAnError) {
  ASSERT_EQ(server.Command({"SET", "k", "ab"}), "OK");
  const size_t whole = std::string("*3\r\n$2\r\nab\r\n$-1\r\n$2\r\nab\r\n").size();
  for (size_t bytes = 1; bytes < whole; ++bytes) {
    auto cache = Connected();
    proxy.CutAfter(bytes);
    EXPECT_TRUE(
        absl::IsUnavailable(cache->GetMany(std::vector<std::string>{"k", "none", "k"}).status()))
        << bytes;
    proxy.Pass();
  }
}

TEST_F(CacheFaults, CutIsAnErrorAtOnceAndRecovers) {
  auto cache = Connected();
  proxy.Cut();
  const absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  EXPECT_LT(absl::Now() - start, kCommandTimeout);
  proxy.Pass();
  EXPECT_TRUE(Recovers(*cache));
}

TEST(CacheSize, AnswerOfMoreThanSixtyFourMebibytesIsRefusedAndTheNextOnesAreRight) {
  test::RedisServer server;
  ASSERT_EQ(server.Command({"SETRANGE", "huge", std::to_string(64 << 20), "x"}),
            std::to_string((64 << 20) + 1));
  ASSERT_EQ(server.Command({"SET", "k", "v"}), "OK");
  auto cache = MakeRedisCache({.url = server.Url(),
                               .command_timeout = absl::Seconds(30),
                               .retry_after = absl::Milliseconds(1)})
                   .value();
  const absl::Status status = cache->Get("huge").status();
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("64 MiB"));
  EXPECT_TRUE(Recovers(*cache));
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds("v"));
}

TEST(CacheSize, ValueTooLargeToBeReadAgainIsNotWritten) {
  test::RedisServer server;
  auto cache = CacheAt(server.Url(), absl::Hours(1));
  EXPECT_TRUE(absl::IsUnavailable(cache->Set("huge", std::string(64 << 20, 'x'), kTtl)));
  EXPECT_TRUE(cache->Ping().ok());
  EXPECT_EQ(server.Command({"EXISTS", "huge"}), "0");
}

TEST(CacheHosts, NamesAreLookedUpAndUnknownOnesAreUnavailableInTime) {
  test::RedisServer server;
  EXPECT_THAT(CacheAt("redis://localhost:" + std::to_string(server.port()))->Ping(), test::IsOk());
  const absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(CacheAt("redis://no-such-host.invalid:1")->Ping()));
  EXPECT_LT(absl::Now() - start, kLongestCall + kSlack);
}

TEST(CacheReadOnly, RefusedWriteOfAReplicaDoesNotStopReads) {
  test::RedisServer master;
  ASSERT_EQ(master.Command({"SET", "k", "v"}), "OK");
  auto replica = test::RedisServer::ReplicaOf(master);
  auto cache = CacheAt(replica.Url(), absl::Hours(1));
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds("v"));
  const absl::Status status = cache->Set("k", "w", kTtl);
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("READONLY"));
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds("v"));
}

}  // namespace
}  // namespace eduplan::cache
