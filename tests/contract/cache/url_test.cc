#include <gtest/gtest.h>

#include <string>

#include "services/platform/cache/cache.h"
#include "services/platform/cache/redis_url.h"
#include "services/platform/status/error.h"
#include "tests/support/matchers.h"

namespace eduplan::cache {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(RedisUrl, AllPartsAreRead) {
  auto url = ParseRedisUrl("redis://eduplan:p%40ss%2F@cache.local:6380/3");
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_EQ(url->login.user, "eduplan");
  EXPECT_EQ(url->login.password, "p@ss/");
  EXPECT_THAT(url->hosts, ElementsAre(HostAndPort{"cache.local", 6380}));
  EXPECT_EQ(url->login.database, 3);
  EXPECT_EQ(url->master_name, "");
}

TEST(RedisUrl, WhatIsLeftOutHasItsDefault) {
  auto url = ParseRedisUrl("redis://[::1]");
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_THAT(url->hosts, ElementsAre(HostAndPort{"::1", 6379}));
  EXPECT_EQ(url->login.database, 0);
  EXPECT_EQ(url->login.password, "");
}

TEST(RedisUrl, SentinelsAndTheNameOfTheirMasterAreRead) {
  auto url = ParseRedisUrl("sentinel://:p%2Cw@s1.local:26380,s2.local,[fd00::3]:5/edu-plan.1_a/7");
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_EQ(url->login.user, "");
  EXPECT_EQ(url->login.password, "p,w");
  EXPECT_THAT(url->hosts, ElementsAre(HostAndPort{"s1.local", 26380},
                                      HostAndPort{"s2.local", 26379}, HostAndPort{"fd00::3", 5}));
  EXPECT_EQ(url->master_name, "edu-plan.1_a");
  EXPECT_EQ(url->login.database, 7);
}

TEST(RedisUrl, SentinelsMasterHasDatabaseZeroIfNoneIsSaid) {
  for (const char* text : {"sentinel://s/m", "sentinel://s/m/"}) {
    auto url = ParseRedisUrl(text);
    ASSERT_TRUE(url.ok()) << url.status();
    EXPECT_EQ(url->master_name, "m");
    EXPECT_EQ(url->login.database, 0);
  }
}

TEST(RedisUrl, MalformedOnesSayWhatIsWrongAndDoNotRepeatTheUrl) {
  const struct {
    const char* url;
    const char* english;
    const char* chinese;
  } cases[] = {
      {"", "wrong scheme", "协议无效"},
      {"rediss://h:1", "wrong scheme", "协议无效"},
      {"redis://", "no host", "缺少主机"},
      {"redis://[]:1", "no host", "缺少主机"},
      {"redis://[::1", "bracket", "方括号"},
      {"redis://h:0", "wrong port", "端口无效"},
      {"redis://h:65536", "wrong port", "端口无效"},
      {"redis://h:1x", "wrong port", "端口无效"},
      {"redis://h:", "wrong port", "端口无效"},
      {"redis://[::1]x", "wrong port", "端口无效"},
      {"redis://h/x", "wrong database", "数据库编号无效"},
      {"redis://h/-1", "wrong database", "数据库编号无效"},
      {"redis://secret@h", "password part", "密码部分无效"},
      {"redis://:secret%zz@h", "password part", "密码部分无效"},
      {"redis://:secret%4@h", "password part", "密码部分无效"},
      {"redis://a:1,b:2", "several hosts", "多个主机"},
      {"sentinel://", "no host", "缺少主机"},
      {"sentinel:///m", "no host", "缺少主机"},
      {"sentinel://a,/m", "no host", "缺少主机"},
      {"sentinel://a,,b/m", "no host", "缺少主机"},
      {"sentinel://a:1,b:x/m", "wrong port", "端口无效"},
      {"sentinel://a:1", "no name of a master", "缺少主节点名称"},
      {"sentinel://a:1/", "no name of a master", "缺少主节点名称"},
      {"sentinel://a:1//2", "no name of a master", "缺少主节点名称"},
      {"sentinel://a:1/my master", "no name of a master", "缺少主节点名称"},
      {"sentinel://a:1/m/x", "wrong database", "数据库编号无效"},
      {"sentinel://a:1/m/1/2", "wrong database", "数据库编号无效"},
      {"sentinel://secret@a:1/m", "password part", "密码部分无效"},
  };
  for (const auto& wrong : cases) {
    const absl::Status status = MakeRedisCache({.url = wrong.url}).status();
    EXPECT_THAT(status, test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_REDIS_URL"))
        << wrong.url;
    EXPECT_THAT(std::string(status.message()), HasSubstr(wrong.english)) << wrong.url;
    EXPECT_THAT(status::ChineseMessageOf(status), HasSubstr(wrong.chinese)) << wrong.url;
    EXPECT_THAT(status.ToString(), Not(HasSubstr("secret"))) << wrong.url;
  }
}

}  // namespace
}  // namespace eduplan::cache
