#include "gateway/transcode/json_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace eduplan::transcode {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The objects of a text that comes in pieces of `size` bytes.
std::vector<std::string> Split(const std::string& text, size_t size) {
  JsonSplitter splitter(1000);
  std::vector<std::string> objects;
  for (size_t at = 0; at < text.size(); at += size) {
    splitter.Add(text.substr(at, size));
    for (auto next = splitter.Next(); next.ok() && next->has_value(); next = splitter.Next()) {
      objects.emplace_back((*next)->text);
    }
  }
  EXPECT_EQ(splitter.Rest().text, "");
  return objects;
}

TEST(JsonSplitterS2, ObjectsStandOneALineOrOneAfterAnotherOrOverLines) {
  const std::string text = "{\"a\":1}\n{\"b\":{}}{}\r\n\n {\n \"c\": [1, {}]\n}\n";
  for (size_t size = 1; size <= text.size(); ++size) {
    EXPECT_THAT(Split(text, size),
                ElementsAre("{\"a\":1}", "{\"b\":{}}", "{}", "{\n \"c\": [1, {}]\n}"))
        << size;
  }
}

TEST(JsonSplitterTest, BracketsAndQuotesInStringsDoNotCount) {
  const std::string one = R"({"a}\"{":"\\"})";
  for (size_t size = 1; size <= 2 * one.size(); ++size) {
    EXPECT_THAT(Split(one + one, size), ElementsAre(one, one)) << size;
  }
}

TEST(JsonSplitterTest, PlaceIsWhereTheObjectBegins) {
  JsonSplitter splitter(1000);
  splitter.Add("{\"\xE6\x9D\x8E\":1} {}\n  {}");
  EXPECT_EQ((**splitter.Next()).place.column, 1u);
  const auto second = **splitter.Next();
  EXPECT_EQ(second.place.line, 1u);
  EXPECT_EQ(second.place.column, 9u);  // {"李":1} is 7 characters, then a space
  EXPECT_EQ(second.place.byte, 10u);   // 李 has 3 bytes
  const auto third = **splitter.Next();
  EXPECT_EQ(third.place.line, 2u);
  EXPECT_EQ(third.place.column, 3u);
}

TEST(JsonSplitterTest, WhatIsNoObjectIsRefusedWhereItStands) {
  JsonSplitter splitter(1000);
  splitter.Add("{}\n{} [1]");
  ASSERT_TRUE(splitter.Next()->has_value());
  ASSERT_TRUE(splitter.Next()->has_value());
  const absl::Status status = splitter.Next().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 2, column 4: an object is expected"));
}

TEST(JsonSplitterTest, StringThatIsNotClosedEndsWithItsLine) {
  JsonSplitter splitter(1000);
  splitter.Add("{\"a\":\"x}\n{\"b\":1}\n");
  EXPECT_EQ((**splitter.Next()).text, "{\"a\":\"x}\n");
}

TEST(JsonSplitterTest, ObjectOverTheLimitIsRefused) {
  const std::string fits = "{\"a\":\"" + std::string(12, 'x') + "\"}";  // 6 + 12 + 2 = 20
  JsonSplitter splitter(20);
  splitter.Add(fits + "\n{\"a\":\"" + std::string(13, 'x'));
  EXPECT_EQ((**splitter.Next()).text, fits);
  ASSERT_TRUE(splitter.Next().ok());  // 19 bytes so far
  splitter.Add("\"}");
  const absl::Status status = splitter.Next().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 2, column 1 is larger than 20 bytes"));
}

TEST(JsonSplitterTest, RestIsWhatHasBegun) {
  JsonSplitter splitter(1000);
  splitter.Add("{}\n{\"a\":");
  ASSERT_TRUE(splitter.Next()->has_value());
  ASSERT_FALSE(splitter.Next()->has_value());
  EXPECT_EQ(splitter.Rest().text, "{\"a\":");
  EXPECT_EQ(splitter.Rest().place.line, 2u);
}

}  // namespace
}  // namespace eduplan::transcode
