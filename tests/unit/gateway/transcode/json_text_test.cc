#include "gateway/transcode/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace eduplan::transcode {
namespace {

using testing::HasSubstr;

std::string Message(const std::string& text) {
  return std::string(CheckJson(text).message());
}

TEST(CheckJsonB4, AcceptsStrictJson) {
  for (const char* text : {"{}", " [1, -2.5e3, true, null, \"\\u4e2d\"] ", "\"x\"", "3"}) {
    EXPECT_TRUE(CheckJson(text).ok()) << text << ": " << Message(text);
  }
}

TEST(CheckJsonB4, RefusesWhatOnlyLooksLikeJson) {
  for (const char* text : {"", "{", "{'a':1}", "{a:1}", "{\"a\":1,}", "[1,]", "{\"a\" 1}", "nul",
                           "{} {}", "{\"a\":01}", "NaN", "\"a\nb\"", "// c\n{}"}) {
    EXPECT_EQ(CheckJson(text).code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(CheckJsonB4, NamesLineAndColumnInCharacters) {
  EXPECT_THAT(Message("{\n  \"\xE4\xB8\xAD\": x}"), HasSubstr("line 2, column 8"));
  EXPECT_THAT(Message("{} x"), HasSubstr("line 1, column 4: "));
}

TEST(CheckJsonB4, NamesTheByteThatIsNotUtf8) {
  EXPECT_THAT(Message("{\"a\":\"\xFF\"}"), HasSubstr("byte 6"));
}

TEST(CheckJsonB4, BoundsTheDepth) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(CheckJson(nested(64)).ok());
  EXPECT_THAT(Message(nested(65)), HasSubstr("nested deeper than 64"));
  EXPECT_THAT(Message(nested(1000000)), HasSubstr("nested deeper than 64"));
}

}  // namespace
}  // namespace eduplan::transcode
