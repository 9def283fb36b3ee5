#include "gateway/transcode/percent.h"

#include <gtest/gtest.h>

namespace eduplan::transcode {
namespace {

std::string Decoded(const char* text, PercentRule rule) {
  std::string out;
  const auto bad = PercentDecode(text, rule, out);
  return bad ? "bad at " + std::to_string(*bad) : out;
}

TEST(PercentDecodeTest, FollowsTheRule) {
  EXPECT_EQ(Decoded("a%2Fb+c%20d", PercentRule::kAll), "a/b+c d");
  EXPECT_EQ(Decoded("a%2fb+c%20d", PercentRule::kKeepReserved), "a%2fb+c d");
  EXPECT_EQ(Decoded("a%2Bb+c", PercentRule::kForm), "a+b c");
}

TEST(PercentDecodeTest, NamesTheBrokenByte) {
  EXPECT_EQ(Decoded("ab%", PercentRule::kAll), "bad at 2");
  EXPECT_EQ(Decoded("ab%4", PercentRule::kAll), "bad at 2");
  EXPECT_EQ(Decoded("a%g0", PercentRule::kForm), "bad at 1");
}

TEST(FindInvalidUtf8Test, AcceptsWellFormedText) {
  EXPECT_FALSE(FindInvalidUtf8(""));
  EXPECT_FALSE(FindInvalidUtf8("plain text, longer than eight bytes"));
  EXPECT_FALSE(FindInvalidUtf8("\xE6\x95\x99\xE8\x82\xB2"));          // two Han characters
  EXPECT_FALSE(FindInvalidUtf8("\xF0\xA0\x80\x80\xF4\x8F\xBF\xBF"));  // U+20000, U+10FFFF
}

TEST(FindInvalidUtf8Test, NamesTheFirstBadByte) {
  EXPECT_EQ(FindInvalidUtf8("abc\xFF"), 3u);
  EXPECT_EQ(FindInvalidUtf8("12345678\xC0\x80"), 8u);  // overlong NUL
  EXPECT_EQ(FindInvalidUtf8("a\xED\xA0\x80"), 1u);     // a surrogate
  EXPECT_EQ(FindInvalidUtf8("a\xE0\x80\x80"), 1u);     // overlong
  EXPECT_EQ(FindInvalidUtf8("\xF4\x90\x80\x80"), 0u);  // past U+10FFFF
  EXPECT_EQ(FindInvalidUtf8("ab\xE6\x95"), 2u);        // cut off
  EXPECT_EQ(FindInvalidUtf8("\x80"), 0u);              // a tail without a head
}

}  // namespace
}  // namespace eduplan::transcode
