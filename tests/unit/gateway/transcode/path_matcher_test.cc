#include "gateway/transcode/path_matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace eduplan::transcode {
namespace {

using testing::ElementsAre;
using Outcome = PathMatch::Outcome;

struct Rule {
  const char* method;
  const char* path;
};

PathMatcher Build(const std::vector<Rule>& rules) {
  PathMatcherBuilder builder;
  for (size_t i = 0; i < rules.size(); ++i) {
    EXPECT_TRUE(
        builder.Add(rules[i].method, *ParseHttpTemplate(rules[i].path), static_cast<int>(i)).ok());
  }
  return std::move(builder).Build();
}

int RuleFor(const PathMatcher& matcher, const char* method, const std::string& path) {
  const auto match = matcher.Lookup(method, path);
  return match.ok() ? match->rule : -2;
}

std::vector<std::string> Values(const PathMatcher& matcher, const std::string& path) {
  const auto match = matcher.Lookup("GET", path);
  std::vector<std::string> values;
  if (!match.ok()) return {std::string(match.status().message())};
  for (const auto& binding : match->bindings) values.push_back(binding.value);
  return values;
}

TEST(PathMatcherR1, MatchesEveryKindOfTemplate) {
  const PathMatcher matcher = Build({{"GET", "/"},
                                     {"GET", "/a/*"},
                                     {"GET", "/b/**"},
                                     {"GET", "/c/{x=d/*/e/**}"},
                                     {"GET", "/c/*:verb"},
                                     {"GET", "/f"}});
  EXPECT_EQ(RuleFor(matcher, "GET", "/"), 0);
  EXPECT_EQ(RuleFor(matcher, "GET", "/a/1"), 1);
  EXPECT_EQ(RuleFor(matcher, "GET", "/a"), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", "/a/"), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", "/a/1/2"), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", "/b"), 2);
  EXPECT_EQ(RuleFor(matcher, "GET", "/b/1/2/3"), 2);
  EXPECT_EQ(RuleFor(matcher, "GET", "/c/d/1/e/2/3"), 3);
  EXPECT_THAT(Values(matcher, "/c/d/1/e/2/3"), ElementsAre("d/1/e/2/3"));
  EXPECT_EQ(RuleFor(matcher, "GET", "/c/1:verb"), 4);
  EXPECT_EQ(RuleFor(matcher, "GET", "/f/"), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", "f"), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", ""), -1);
}

TEST(PathMatcherR3, LiteralBeforeStarBeforeDoubleStarInAnyOrderOfRegistration) {
  std::vector<Rule> rules = {{"GET", "/a/**"}, {"GET", "/a/*"}, {"GET", "/a/b"}, {"GET", "/*/b/c"}};
  std::sort(rules.begin(), rules.end(),
            [](auto& l, auto& r) { return std::string(l.path) < r.path; });
  do {
    const PathMatcher matcher = Build(rules);
    const auto path = [&](const char* p) -> std::string {
      const int rule = RuleFor(matcher, "GET", p);
      return rule < 0 ? "" : rules[rule].path;
    };
    EXPECT_EQ(path("/a/b"), "/a/b");
    EXPECT_EQ(path("/a/x"), "/a/*");
    EXPECT_EQ(path("/a/x/y"), "/a/**");
    EXPECT_EQ(path("/a/b/c"), "/a/**");
    EXPECT_EQ(path("/z/b/c"), "/*/b/c");
  } while (std::next_permutation(rules.begin(), rules.end(),
                                 [](auto& l, auto& r) { return std::string(l.path) < r.path; }));
}

TEST(PathMatcherR3, GoesBackWhenTheLiteralLeadsNowhere) {
  const PathMatcher matcher = Build({{"GET", "/a/b/c"}, {"GET", "/{x}/b/d"}});
  EXPECT_EQ(RuleFor(matcher, "GET", "/a/b/d"), 1);
  EXPECT_THAT(Values(matcher, "/a/b/d"), ElementsAre("a"));
}

TEST(PathMatcherR4, SameRuleTwiceIsRefused) {
  PathMatcherBuilder builder;
  ASSERT_TRUE(builder.Add("GET", *ParseHttpTemplate("/v1/{name=a/*}"), 0).ok());
  EXPECT_TRUE(builder.Add("POST", *ParseHttpTemplate("/v1/a/*"), 1).ok());
  EXPECT_TRUE(builder.Add("GET", *ParseHttpTemplate("/v1/a/*:verb"), 2).ok());
  EXPECT_EQ(builder.Add("GET", *ParseHttpTemplate("/v1/a/{id}"), 3).code(),
            absl::StatusCode::kAlreadyExists);
}

TEST(PathMatcherR5, OnlyRegisteredVerbsAreSplitOff) {
  const PathMatcher matcher =
      Build({{"GET", "/foo/{x}"}, {"GET", "/foo/{x}:verb"}, {"GET", "/foo/{x}:verb:sub"}});
  EXPECT_EQ(RuleFor(matcher, "GET", "/foo/bar:verb"), 1);
  EXPECT_THAT(Values(matcher, "/foo/bar:verb"), ElementsAre("bar"));
  EXPECT_EQ(RuleFor(matcher, "GET", "/foo/bar:verb:sub"), 2);
  EXPECT_THAT(Values(matcher, "/foo/bar:verb:sub"), ElementsAre("bar"));
  EXPECT_EQ(RuleFor(matcher, "GET", "/foo/bar:other"), 0);
  EXPECT_THAT(Values(matcher, "/foo/bar:other"), ElementsAre("bar:other"));
  EXPECT_THAT(Values(matcher, "/foo/a:b:verb"), ElementsAre("a:b"));
  EXPECT_THAT(Values(matcher, "/foo/bar%3Averb"), ElementsAre("bar:verb"));
  EXPECT_EQ(RuleFor(matcher, "GET", "/foo:verb/bar"), -1);
}

TEST(PathMatcherR6, ManySlashesNeitherOverflowNorMatch) {
  const PathMatcher matcher = Build({{"GET", "/a/*/b"}, {"GET", "/all/{rest=**}"}});
  EXPECT_EQ(RuleFor(matcher, "GET", std::string(64000, '/')), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", "/a" + std::string(64000, '/')), -1);
  EXPECT_EQ(RuleFor(matcher, "GET", "/all" + std::string(64000, '/')), 1);
  EXPECT_THAT(Values(matcher, "/all" + std::string(64000, '/')),
              ElementsAre(std::string(63999, '/')));
  EXPECT_EQ(RuleFor(matcher, "GET", "/a/" + std::string(64000, ':')), -1);
}

TEST(PathMatcherR7, OneSegmentIsUnescapedWhollyAndManyKeepReserved) {
  const PathMatcher matcher = Build({{"GET", "/one/{x}"}, {"GET", "/many/{x=a/*}"}});
  EXPECT_THAT(Values(matcher, "/one/a%2Fb%20%e4%b8%ad"), ElementsAre("a/b \xE4\xB8\xAD"));
  EXPECT_THAT(Values(matcher, "/many/a/b%2Fc%20d"), ElementsAre("a/b%2Fc d"));
  EXPECT_THAT(Values(matcher, "/one/a+b"), ElementsAre("a+b"));
}

TEST(PathMatcherR7, BrokenEscapeAndBrokenUtf8AreInvalid) {
  const PathMatcher matcher = Build({{"GET", "/one/{x}"}});
  for (const char* path : {"/one/%", "/one/%2", "/one/%zz", "/one/%ff", "/one/%ed%a0%80"}) {
    EXPECT_EQ(matcher.Lookup("GET", path).status().code(), absl::StatusCode::kInvalidArgument)
        << path;
  }
}

TEST(PathMatcherR8, UnknownPathAndWrongMethodAreToldApart) {
  const PathMatcher matcher =
      Build({{"GET", "/a/{x}"}, {"DELETE", "/a/{x}"}, {"POST", "/a/{x}:go"}, {"PUT", "/a/**"}});
  EXPECT_EQ(matcher.Lookup("GET", "/b")->outcome, Outcome::kUnknownPath);
  const auto wrong = matcher.Lookup("PATCH", "/a/1");
  EXPECT_EQ(wrong->outcome, Outcome::kMethodNotAllowed);
  EXPECT_THAT(wrong->allowed, ElementsAre("DELETE", "GET", "PUT"));
  // A registered verb is never taken as part of the id, whatever the method.
  const auto verb = matcher.Lookup("GET", "/a/1:go");
  EXPECT_EQ(verb->outcome, Outcome::kMethodNotAllowed);
  EXPECT_THAT(verb->allowed, ElementsAre("POST"));
}

}  // namespace
}  // namespace eduplan::transcode
