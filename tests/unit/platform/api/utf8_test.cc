#include "services/platform/api/utf8.h"

#include <gtest/gtest.h>

namespace eduplan::api {
namespace {

TEST(Utf8Test, WellFormedTextOfEveryLengthIsValid) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    EXPECT_TRUE(IsUtf8(text)) << i;
    EXPECT_TRUE(IsUtf8(text + "é汉𠀀")) << i;
    EXPECT_FALSE(IsUtf8(text + "\x80")) << i;
    text.push_back('a');
  }
}

// Unicode 15, table 3-7.
TEST(Utf8Test, IllFormedSequencesAreNot) {
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5",
                          "\xE6\xB1", "\xF0\xA0\x80", "\xFF", "a\xC3"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

TEST(Utf8Test, ExcerptIsCutBetweenCharacters) {
  EXPECT_EQ(Excerpt("abc", 3), "abc");
  EXPECT_EQ(Excerpt("abcd", 3), "abc…");
  EXPECT_EQ(Excerpt("汉字", 4), "汉…");
  EXPECT_EQ(Excerpt("a\xFFz", 80), "(not UTF-8)");
}

}  // namespace
}  // namespace eduplan::api
