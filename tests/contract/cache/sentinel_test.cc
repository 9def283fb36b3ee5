#include <gtest/gtest.h>

#include <string>

#include "tests/contract/cache/fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/matchers.h"

namespace eduplan::cache {
namespace {

using test::IsOkAndHolds;
using test::RedisSentinel;
using testing::HasSubstr;

constexpr absl::Duration kRetryAfter = absl::Milliseconds(20);
constexpr absl::Duration kKept = absl::Minutes(10);

std::string Address(int port) {
  return "127.0.0.1:" + std::to_string(port);
}

std::string UrlOf(const std::string& sentinels) {
  return "sentinel://" + sentinels + "/" + RedisSentinel::kMasterName;
}

// Makes the sentinel forget what it knows and hold the server at `port` to be the master.
void Repoint(const RedisSentinel& sentinel, int port) {
  ASSERT_EQ(sentinel.Command({"SENTINEL", "REMOVE", RedisSentinel::kMasterName}), "OK");
  ASSERT_EQ(sentinel.Command({"SENTINEL", "MONITOR", RedisSentinel::kMasterName, "127.0.0.1",
                              std::to_string(port), "1"}),
            "OK");
}

TEST(Sentinel, KilledMasterIsReplacedByItsReplicaWithinFiveSeconds) {
  Fleet fleet;
  auto cache = CacheAt(fleet.sentinel.Url());
  ASSERT_TRUE(cache->Set("before", "1", kKept).ok());
  fleet.master.Kill();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("before").status()));
  EXPECT_TRUE(
      ComesTrueWithin(absl::Seconds(5), [&] { return cache->Set("after", "2", kKept).ok(); }));
  EXPECT_THAT(cache->Get("after"), IsOkAndHolds("2"));
  EXPECT_EQ(fleet.sentinel.MasterPort(), fleet.replica.port());
  EXPECT_EQ(fleet.replica.Command({"GET", "after"}), "2");
}

TEST(Sentinel, MasterThatHangsIsReplacedAndNotUsedWhenItGoesOn) {
  Fleet fleet;
  auto cache = CacheAt(fleet.sentinel.Url());
  ASSERT_TRUE(cache->Ping().ok());
  fleet.master.Pause();
  EXPECT_TRUE(
      ComesTrueWithin(absl::Seconds(10), [&] { return cache->Set("k", "new", kKept).ok(); }));
  fleet.master.Resume();
  EXPECT_TRUE(cache->Set("k", "newer", kKept).ok());
  EXPECT_EQ(fleet.replica.Command({"GET", "k"}), "newer");
}

TEST(Sentinel, OrderedFailoverIsFollowedOnceTheOldMasterIsAReplica) {
  Fleet fleet;
  auto cache = CacheAt(fleet.sentinel.Url());
  ASSERT_TRUE(cache->Ping().ok());
  ASSERT_EQ(fleet.sentinel.Command({"SENTINEL", "FAILOVER", RedisSentinel::kMasterName}), "OK");
  // The sentinel demotes it some ten seconds after it promoted the other.
  ASSERT_TRUE(ComesTrueWithin(absl::Seconds(60),
                              [&] { return fleet.master.Command({"ROLE"}).starts_with("slave"); }));
  EXPECT_TRUE(ComesTrueWithin(absl::Seconds(2), [&] { return cache->Set("k", "v", kKept).ok(); }));
  EXPECT_EQ(fleet.replica.Command({"GET", "k"}), "v");
}

TEST(Sentinel, WriteRefusedByWhatIsAReplicaNowGoesToTheNewMasterInTheSameCall) {
  Fleet fleet;
  auto cache = CacheAt(fleet.sentinel.Url());
  ASSERT_TRUE(cache->Ping().ok());
  // By hand, because a sentinel closes the connections to a master that it demotes.
  ASSERT_EQ(fleet.replica.Command({"REPLICAOF", "NO", "ONE"}), "OK");
  ASSERT_EQ(fleet.master.Command({"REPLICAOF", "127.0.0.1", std::to_string(fleet.replica.port())}),
            "OK");
  Repoint(fleet.sentinel, fleet.replica.port());
  EXPECT_TRUE(cache->Set("k", "v", kKept).ok());
  EXPECT_EQ(fleet.replica.Command({"GET", "k"}), "v");
}

TEST(Sentinel, NamedServerThatIsAReplicaIsNotUsed) {
  Fleet fleet;
  Repoint(fleet.sentinel, fleet.replica.port());
  const absl::Status status = CacheAt(fleet.sentinel.Url())->Ping();
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("is not a master"));
}

TEST(Sentinel, UnknownMasterNameIsUnavailableAndSaidSo) {
  Fleet fleet;
  const absl::Status status =
      CacheAt("sentinel://" + Address(fleet.sentinel.port()) + "/another")->Ping();
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("knows no master of that name"));
}

TEST(Sentinel, AnswerOfOneOfSeveralIsEnough) {
  Fleet fleet;
  test::FaultProxy hung(fleet.sentinel.port());
  hung.Hang();
  const std::string good = Address(fleet.sentinel.port());
  const std::string dead = Address(test::FreePort());
  for (const std::string& sentinels :
       {dead + "," + good, good + "," + dead, dead + "," + Address(hung.port()) + "," + good,
        Address(hung.port()) + "," + dead + "," + good}) {
    auto cache = CacheAt(UrlOf(sentinels));
    EXPECT_THAT(cache->Ping(), test::IsOk()) << sentinels;
  }
}

TEST(Sentinel, TwoThatHangAreAskedLastTheNextTime) {
  Fleet fleet;
  test::FaultProxy first(fleet.sentinel.port());
  test::FaultProxy second(fleet.sentinel.port());
  first.Hang();
  second.Hang();
  auto cache = CacheAt(UrlOf(Address(first.port()) + "," + Address(second.port()) + "," +
                             Address(fleet.sentinel.port())),
                       kRetryAfter);
  EXPECT_TRUE(ComesTrueWithin(absl::Seconds(3), [&] { return cache->Ping().ok(); }));
}

TEST(Sentinel, AllOfThemHangingCostsACallAtMostItsTimeoutsAndThenNothing) {
  Fleet fleet;
  test::FaultProxy hung(fleet.sentinel.port());
  hung.Hang();
  const std::string one = Address(hung.port());
  auto cache = CacheAt(UrlOf(one + "," + one + "," + one), absl::Hours(1));
  absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Ping()));
  EXPECT_LT(absl::Now() - start, kLongestCall + kSlack);
  start = absl::Now();
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  }
  EXPECT_LT(absl::Now() - start, absl::Milliseconds(100));
}

TEST(Sentinel, DeadSentinelsDoNotDisturbConnectionsThatAreOpen) {
  Fleet fleet;
  auto cache = CacheAt(fleet.sentinel.Url());
  ASSERT_TRUE(cache->Set("k", "v", kKept).ok());
  fleet.sentinel.Kill();
  EXPECT_THAT(cache->Get("k"), IsOkAndHolds("v"));
}

TEST(Sentinel, PasswordOpensTheMasterAndASentinelThatWantsOne) {
  for (const bool sentinel_wants_login : {false, true}) {
    Fleet fleet("open-sesame", sentinel_wants_login);
    const std::string url = fleet.sentinel.Url();
    EXPECT_THAT(CacheAt(url)->Set("k", "v", kKept), test::IsOk());
    EXPECT_EQ(fleet.master.Command({"GET", "k"}), "v");
    std::string wrong = url;
    wrong.replace(wrong.find("open-sesame"), 11, "wrong");
    EXPECT_TRUE(absl::IsUnavailable(CacheAt(wrong)->Ping()));
    EXPECT_TRUE(absl::IsUnavailable(CacheAt(UrlOf(Address(fleet.sentinel.port())))->Ping()));
  }
}

TEST(Sentinel, DatabaseOfTheUrlIsUsed) {
  Fleet fleet;
  auto third = CacheAt(fleet.sentinel.Url() + "/3");
  ASSERT_TRUE(third->Set("k", "v", kKept).ok());
  EXPECT_THAT(CacheAt(fleet.master.Url() + "/3")->Get("k"), IsOkAndHolds("v"));
  EXPECT_THAT(CacheAt(fleet.sentinel.Url())->Get("k"), IsOkAndHolds(std::nullopt));
}

}  // namespace
}  // namespace eduplan::cache
