// Pages of many kinds of sites with one document in them: each is read as the plain text of it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "tests/unit/plan_items/documents.h"
#include "tests/unit/plan_items/formats/text_encodings.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAreArray;

struct Site {
  const char* page;
  const char* text;
};

void PrintTo(const Site& site, std::ostream* out) {
  *out << site.page;
}

constexpr Site kSites[] = {
    {"gov_layout_tables.html", "key_points.txt"},
    {"gov_cms.html", "key_points.txt"},
    {"word_export.html", "school_plan.txt"},
    {"br_separated.html", "school_plan.txt"},
    {"wechat.html", "key_points.txt"},
    {"sibling_divs.html", "key_points.txt"},
    {"paywall.html", "key_points.txt"},
    {"comments.html", "school_plan.txt"},
    {"related_longer.html", "school_plan.txt"},
    {"numbered_lists.html", "school_plan.txt"},
    {"hidden_text.html", "school_plan.txt"},
};

std::string PageOf(const Site& site) {
  return ReadSample(std::string("html/") + site.page);
}

// White space within a text has no meaning in Chinese.
std::string Squeezed(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::vector<std::string> Items(const ParsedPlan& plan) {
  std::vector<std::string> items;
  for (const OutlineNode& node : plan.outline) {
    items.push_back(node.path + " " + node.marker + " " + Squeezed(node.heading) + " | " +
                    Squeezed(node.text));
  }
  return items;
}

std::vector<std::string> Measures(const ParsedPlan& plan) {
  std::vector<std::string> measures = Figures(plan);
  for (size_t i = 0; i < measures.size(); ++i) {
    measures[i] += " " + Squeezed(plan.measurements[i].name) + " " + plan.measurements[i].quote;
  }
  return measures;
}

void ExpectSamePlan(const ParsedPlan& plan, const ParsedPlan& expected) {
  EXPECT_EQ(plan.title, expected.title);
  EXPECT_EQ(plan.issuer, expected.issuer);
  EXPECT_EQ(plan.issuer_level, expected.issuer_level);
  EXPECT_EQ(plan.document_kind, expected.document_kind);
  EXPECT_EQ(plan.periods, expected.periods);
  EXPECT_EQ(Squeezed(plan.preamble), Squeezed(expected.preamble));
  EXPECT_THAT(Items(plan), ElementsAreArray(Items(expected)));
  EXPECT_THAT(Measures(plan), ElementsAreArray(Measures(expected)));
  EXPECT_EQ(plan.truncated, expected.truncated);
}

class SitesTest : public ::testing::TestWithParam<Site> {};

TEST_P(SitesTest, ThePageIsReadAsItsPlainText) {
  const ParsedPlan expected = ParseSample(std::string("html/") + GetParam().text);
  // So that an empty reading of both does not pass.
  ASSERT_GE(expected.outline.size(), 3u);
  ASSERT_GE(expected.measurements.size(), 6u);
  ExpectSamePlan(ParseSample(std::string("html/") + GetParam().page), expected);
}

TEST_P(SitesTest, InGb18030TheReadingIsTheSame) {
  const std::string utf8 = PageOf(GetParam());
  const std::string gb = Encode(*Decode(utf8), "GB18030");
  auto plan = Parse({.bytes = gb, .filename = "page.html"});
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->charset, "GB18030");
  ExpectSamePlan(*plan, ParseSample(std::string("html/") + GetParam().text));
}

// What the bytes of the file from begin to end say, tags left out.
std::string TextOfBytes(const std::string& page, size_t begin, size_t end) {
  std::string text;
  bool tag = false;
  for (const char c : page.substr(begin, end - begin)) {
    if (c == '<') tag = true;
    if (!tag && c != '\n' && c != ' ') text.push_back(c);
    if (c == '>') tag = false;
  }
  return text;
}

TEST_P(SitesTest, QuotesAreTheBytesTheyComeFrom) {
  const std::string page = PageOf(GetParam());
  const ParsedPlan plan = ParseSample(std::string("html/") + GetParam().page);
  for (const Measurement& each : plan.measurements) {
    EXPECT_GT(each.origin.paragraph, 0u);
    // Not where references, notes or hidden pieces stand inside.
    const std::string text = TextOfBytes(page, each.origin.byte_begin, each.origin.byte_end);
    if (text.find_first_of("&[0") != std::string::npos) continue;
    EXPECT_EQ(text, Squeezed(each.quote));
  }
}

TEST_P(SitesTest, WhatWasLeftOutIsReported) {
  const std::vector<std::string> codes = Codes(ParseSample(std::string("html/") + GetParam().page));
  if (std::string(GetParam().page) == "hidden_text.html") return;
  EXPECT_THAT(codes, ::testing::Contains("CLUTTER_REMOVED"));
}

INSTANTIATE_TEST_SUITE_P(All, SitesTest, ::testing::ValuesIn(kSites));

}  // namespace
}  // namespace eduplan::importer
