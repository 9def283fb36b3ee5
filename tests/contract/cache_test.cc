#include "services/platform/cache/cache.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/cache/redis_url.h"
#include "tests/support/matchers.h"
#include "tests/support/redis_server.h"

namespace eduplan::cache {
namespace {

using test::RedisServer;

RedisServer& SharedServer() {
  static RedisServer server;
  return server;
}

std::unique_ptr<Cache> RedisAt(const RedisServer& server, const std::string& path = "",
                               absl::Duration retry_after = absl::Milliseconds(500)) {
  return MakeRedisCache({.url = server.Url() + path,
                         .connections = 4,
                         .command_timeout = absl::Milliseconds(200),
                         .retry_after = retry_after})
      .value();
}

// Tries until the cache answers again; false if it does not within 20 s.
bool Recovers(Cache& cache) {
  for (absl::Time give_up = absl::Now() + absl::Seconds(20); absl::Now() < give_up;) {
    if (cache.Ping().ok()) {
      return true;
    }
  }
  return false;
}

// What every cache promises, however much it forgets.
class CacheContract : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<Cache> cache =
      GetParam() == std::string("null") ? MakeNullCache() : RedisAt(SharedServer());
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

INSTANTIATE_TEST_SUITE_P(Backends, CacheContract, testing::Values("null", "redis"),
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
  auto cache = RedisAt(SharedServer());
  std::string large(8 << 20, 'x');
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
  server.Signal(SIGSTOP);
  absl::Time start = absl::Now();
  EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  EXPECT_GE(absl::Now() - start, absl::Milliseconds(200));
  EXPECT_LT(absl::Now() - start, absl::Milliseconds(800)) << "more than the timeout of 200 ms";
  start = absl::Now();
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(absl::IsUnavailable(cache->Get("k").status()));
  }
  EXPECT_LT(absl::Now() - start, absl::Milliseconds(100));
  server.Signal(SIGCONT);
}

TEST(RedisCache, HungRedisThatGoesOnIsUsedAgain) {
  RedisServer server;
  auto cache = RedisAt(server, "", absl::Milliseconds(20));
  server.Signal(SIGSTOP);
  EXPECT_TRUE(absl::IsUnavailable(cache->Ping()));
  server.Signal(SIGCONT);
  EXPECT_TRUE(Recovers(*cache));
}

TEST(RedisUrl, AllPartsAreRead) {
  auto address = ParseRedisUrl("redis://eduplan:p%40ss%2F@cache.local:6380/3");
  ASSERT_TRUE(address.ok()) << address.status();
  EXPECT_EQ(address->user, "eduplan");
  EXPECT_EQ(address->password, "p@ss/");
  EXPECT_EQ(address->host, "cache.local");
  EXPECT_EQ(address->port, 6380);
  EXPECT_EQ(address->database, 3);
}

TEST(RedisUrl, WhatIsLeftOutHasItsDefault) {
  auto address = ParseRedisUrl("redis://[::1]");
  ASSERT_TRUE(address.ok()) << address.status();
  EXPECT_EQ(address->host, "::1");
  EXPECT_EQ(address->port, 6379);
  EXPECT_EQ(address->database, 0);
  EXPECT_EQ(address->password, "");
}

TEST(RedisUrl, MalformedOnesAreInvalidAndNotRepeated) {
  for (const char* url :
       {"", "redis://", "rediss://h:1", "redis://h:0", "redis://h:65536", "redis://h:1x",
        "redis://h:", "redis://h/x", "redis://h/-1", "redis://secret@h", "redis://:%zz@h",
        "redis://:%4@h", "redis://[::1", "redis://[]:1", "redis://[::1]x"}) {
    absl::Status status = MakeRedisCache({.url = url}).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << url;
    EXPECT_EQ(status.message().find("secret"), status.message().npos);
  }
}

}  // namespace
}  // namespace eduplan::cache
