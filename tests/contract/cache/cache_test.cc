#include "services/platform/cache/cache.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "tests/contract/cache/fixture.h"
#include "tests/support/redis_server.h"

namespace eduplan::cache {
namespace {

using test::RedisServer;

RedisServer& SharedServer() {
  static RedisServer server;
  return server;
}

Fleet& SharedFleet() {
  static Fleet fleet;
  return fleet;
}

std::unique_ptr<Cache> RedisAt(const RedisServer& server, const std::string& path = "",
                               absl::Duration retry_after = absl::Milliseconds(500)) {
  return CacheAt(server.Url() + path, retry_after);
}

std::unique_ptr<Cache> CacheNamed(const std::string& name) {
  if (name == "null") return MakeNullCache();
  return name == "redis" ? RedisAt(SharedServer()) : CacheAt(SharedFleet().sentinel.Url());
}

// What every cache promises, however much it forgets.
class CacheContract : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<Cache> cache = CacheNamed(GetParam());
  // Keys of this test and backend alone.
  std::string Key(const std::string& name) {
    return std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + name;
  }
};

TEST_P(CacheContract, UnknownKeyIsAMissAndNoError) {
  auto value = cache->Get(Key("never"));
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(*value, std::nullopt);
}

TEST_P(CacheContract, WhatIsReadIsWhatWasWrittenOrNothing) {
  std::string bytes("zero \0 byte, \xff and\r\n lines", 26);
  ASSERT_TRUE(cache->Set(Key("k"), bytes, absl::Minutes(1)).ok());
  auto value = cache->Get(Key("k"));
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(value->value_or(bytes), bytes);
}

TEST_P(CacheContract, GetManyAnswersInTheOrderOfTheKeys) {
  ASSERT_TRUE(cache->Set(Key("a"), "1", absl::Minutes(1)).ok());
  ASSERT_TRUE(cache->Set(Key("c"), "", absl::Minutes(1)).ok());
  std::vector<std::string> keys = {Key("c"), Key("never"), Key("a"), Key("a")};
  auto values = cache->GetMany(keys);
  ASSERT_TRUE(values.ok()) << values.status();
  ASSERT_EQ(values->size(), 4u);
  EXPECT_EQ((*values)[0].value_or(""), "");
  EXPECT_EQ((*values)[1], std::nullopt);
  EXPECT_EQ((*values)[2].value_or("1"), "1");
  EXPECT_EQ((*values)[2], (*values)[3]);
}

TEST_P(CacheContract, GetManyOfNothingIsNothing) {
  EXPECT_TRUE(cache->GetMany({})->empty());
}

TEST_P(CacheContract, LockThatWasUnlockedCanBeTakenByAnother) {
  EXPECT_TRUE(cache->Lock(Key("lock"), "me", absl::Minutes(1)).value());
  EXPECT_TRUE(cache->Unlock(Key("lock"), "me").ok());
  EXPECT_TRUE(cache->Lock(Key("lock"), "you", absl::Minutes(1)).value());
  EXPECT_TRUE(cache->Unlock(Key("lock"), "you").ok());
}

TEST_P(CacheContract, PingOfALivingCacheIsOk) {
  EXPECT_TRUE(cache->Ping().ok());
}

INSTANTIATE_TEST_SUITE_P(Backends, CacheContract, testing::Values("null", "redis", "sentinel"),
                         [](const auto& backend) { return std::string(backend.param); });

TEST(RedisCache, RemembersUntilTheTimeToLiveEnds) {
  auto cache = RedisAt(SharedServer());
  ASSERT_TRUE(cache->Set("ttl", "x", absl::Minutes(1)).ok());
  EXPECT_EQ(cache->Get("ttl").value(), "x");
  ASSERT_TRUE(cache->Set("ttl", "y", absl::Milliseconds(1)).ok());
  absl::Time give_up = absl::Now() + absl::Seconds(10);
  while (cache->Get("ttl").value().has_value() && absl::Now() < give_up) {
  }
  EXPECT_EQ(cache->Get("ttl").value(), std::nullopt);
}

TEST(RedisCache, LargeValuesComeBackWhole) {
  auto cache =
      MakeRedisCache({.url = SharedServer().Url(), .command_timeout = absl::Seconds(20)}).value();
  const std::string large(8 << 20, 'x');
  ASSERT_TRUE(cache->Set("large", large, absl::Minutes(1)).ok());
  EXPECT_EQ(cache->Get("large").value(), large);
}

TEST(RedisCache, LockIsHeldAgainstOthersAndUnlockedByItsOwnerOnly) {
  auto cache = RedisAt(SharedServer());
  EXPECT_TRUE(cache->Lock("lock", "me", absl::Minutes(1)).value());
  EXPECT_FALSE(cache->Lock("lock", "you", absl::Minutes(1)).value());
  EXPECT_TRUE(cache->Unlock("lock", "you").ok());
  EXPECT_FALSE(cache->Lock("lock", "you", absl::Minutes(1)).value());
  EXPECT_TRUE(cache->Unlock("lock", "me").ok());
  EXPECT_TRUE(cache->Lock("lock", "you", absl::Minutes(1)).value());
  EXPECT_TRUE(cache->Unlock("lock", "you").ok());
}

TEST(RedisCache, DatabasesAreApart) {
  auto first = RedisAt(SharedServer(), "/1");
  auto second = RedisAt(SharedServer(), "/2");
  ASSERT_TRUE(first->Set("apart", "x", absl::Minutes(1)).ok());
  EXPECT_EQ(second->Get("apart").value(), std::nullopt);
}

TEST(RedisCache, PasswordIsUsedAndAWrongOneIsUnavailable) {
  RedisServer server("open-sesame");
  EXPECT_TRUE(RedisAt(server)->Ping().ok());
  std::string wrong = server.Url();
  wrong.replace(wrong.find("open-sesame"), 11, "wrong");
  EXPECT_TRUE(absl::IsUnavailable(MakeRedisCache({.url = wrong}).value()->Ping()));
}

TEST(RedisCache, MoreThreadsThanConnectionsAreAllServed) {
  auto cache = RedisAt(SharedServer());
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, key = "thread" + std::to_string(i)] {
      for (int n = 0; n < 100; ++n) {
        std::string value = key + "=" + std::to_string(n);
        ASSERT_TRUE(cache->Set(key, value, absl::Minutes(1)).ok());
        ASSERT_EQ(cache->Get(key).value(), value);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

TEST(RedisCache, KilledAndRestartedIsUnavailableAndRecovers) {
  RedisServer server;
  auto cache = RedisAt(server, "", absl::Milliseconds(20));
  ASSERT_TRUE(cache->Set("k", "v", absl::Minutes(1)).ok());
  server.Kill();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  EXPECT_TRUE(absl::IsUnavailable(cache->Set("k", "v", absl::Minutes(1))));
  server.Start();
  EXPECT_TRUE(Recovers(*cache));
  EXPECT_EQ(cache->Get("k").value(), std::nullopt);
}

TEST(RedisCache, RestartBetweenTwoCallsIsNotEvenNoticed) {
  RedisServer server;
  auto cache = RedisAt(server);
  ASSERT_TRUE(cache->Ping().ok());
  server.Kill();
  server.Start();
  EXPECT_TRUE(cache->Ping().ok());
}

TEST(RedisCache, StartedBeforeRedisItWorksOnceRedisIsThere) {
  RedisServer server;
  server.Kill();
  auto cache = RedisAt(server, "", absl::Milliseconds(20));
  EXPECT_TRUE(absl::IsUnavailable(cache->Ping()));
  server.Start();
  EXPECT_TRUE(Recovers(*cache));
}

TEST(RedisCache, HungRedisCostsOneTimeoutAndThenNothingUntilRetryAfter) {
  RedisServer server;
  auto cache = RedisAt(server, "", absl::Hours(1));
  ASSERT_TRUE(cache->Ping().ok());
  server.Pause();
  absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  EXPECT_GE(absl::Now() - start, absl::Milliseconds(200));
  EXPECT_LT(absl::Now() - start, absl::Milliseconds(800)) << "more than the timeout of 200 ms";
  start = absl::Now();
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  }
  EXPECT_LT(absl::Now() - start, absl::Milliseconds(100));
  server.Resume();
}

TEST(RedisCache, HungRedisThatGoesOnIsUsedAgain) {
  RedisServer server;
  auto cache = RedisAt(server, "", absl::Milliseconds(20));
  server.Pause();
  EXPECT_TRUE(absl::IsUnavailable(cache->Ping()));
  server.Resume();
  EXPECT_TRUE(Recovers(*cache));
}

}  // namespace
}  // namespace eduplan::cache
