#include "gateway/transcode/http_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eduplan::transcode {
namespace {

using Kind = HttpTemplate::Segment::Kind;

TEST(HttpTemplateR1, KeepsSegmentsVariablesAndVerb) {
  const auto parsed = ParseHttpTemplate("/v1/{a.b=x/*/y/**}:verb");
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  ASSERT_EQ(parsed->segments.size(), 5u);
  EXPECT_EQ(parsed->segments[0].literal, "v1");
  EXPECT_EQ(parsed->segments[1].literal, "x");
  EXPECT_EQ(parsed->segments[2].kind, Kind::kSingle);
  EXPECT_EQ(parsed->segments[4].kind, Kind::kDouble);
  ASSERT_EQ(parsed->variables.size(), 1u);
  EXPECT_EQ(parsed->variables[0].field_path, "a.b");
  EXPECT_EQ(parsed->variables[0].first, 1);
  EXPECT_EQ(parsed->variables[0].end, 5);
  EXPECT_TRUE(parsed->variables[0].to_the_end);
  EXPECT_FALSE(parsed->variables[0].single_segment);
  EXPECT_EQ(parsed->verb, "verb");
}

TEST(HttpTemplateR1, VariableWithoutPatternIsOneSegment) {
  const auto parsed = ParseHttpTemplate("/{name}");
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->segments[0].kind, Kind::kSingle);
  EXPECT_TRUE(parsed->variables[0].single_segment);
}

class AcceptedTemplate : public testing::TestWithParam<const char*> {};

TEST_P(AcceptedTemplate, IsParsed) {
  EXPECT_TRUE(ParseHttpTemplate(GetParam()).ok()) << ParseHttpTemplate(GetParam()).status();
}

INSTANTIATE_TEST_SUITE_P(R1, AcceptedTemplate,
                         testing::Values("/", "/:verb", "/a", "/*", "/**", "/a/b:c", "/a/*:c",
                                         "/a/{b}:c", "/{a=b}", "/{a=*}/{b=c/**}", "/a:b:c",
                                         "/v1/{a_b.c1}", "/a%20b", "/a.b~c-d"));

class RefusedTemplate : public testing::TestWithParam<const char*> {};

TEST_P(RefusedTemplate, NamesTheColumn) {
  const auto parsed = ParseHttpTemplate(GetParam());
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(parsed.status().message()), testing::HasSubstr("column"));
}

INSTANTIATE_TEST_SUITE_P(R2, RefusedTemplate,
                         testing::Values("", "a", "//", "/a/", "/a//b", "/{}", "/{", "/}", "/a{x}",
                                         "/{x}b", ":verb", "/:", "/a:", "/a:b:", "/a:b/c",
                                         "/{var=a/{nested=b}}", "/{x=var:verb}", "/{x=}", "/{=a}",
                                         "/{x", "/{x=a", "/{x=a/}", "/{x.}", "/{.x}", "/{x..y}",
                                         "/{1x}", "/***", "/**/a", "/**/*", "/**/{x}",
                                         "/{x=**}/{y=*}", "/{x}/{x}", "/a b", "/a?b", "/a#b",
                                         "/a/*b", "/{x:y}", "/{x-y}", "/a/{x}{y}", "/ab*",
                                         "/{a=b}:{c}", "/\xE4\xB8\xAD"));

TEST(HttpTemplateR2, RefusesMoreThan64Segments) {
  std::string text;
  for (int i = 0; i < 64; ++i) text += "/a";
  EXPECT_TRUE(ParseHttpTemplate(text).ok());
  EXPECT_FALSE(ParseHttpTemplate(text + "/a").ok());
}

}  // namespace
}  // namespace eduplan::transcode
