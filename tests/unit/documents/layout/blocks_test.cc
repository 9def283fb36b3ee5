#include "services/documents/layout/blocks.h"

#include <gtest/gtest.h>

namespace eduplan::layout {
namespace {

TEST(HeadingMarkerTest, ChineseNumeralsAreWrittenAsSpoken) {
  EXPECT_EQ(HeadingMarker(1, 1), "一、");
  EXPECT_EQ(HeadingMarker(1, 10), "十、");
  EXPECT_EQ(HeadingMarker(1, 11), "十一、");
  EXPECT_EQ(HeadingMarker(2, 20), "（二十）");
  EXPECT_EQ(HeadingMarker(2, 101), "（一百零一）");
  EXPECT_EQ(HeadingMarker(2, 110), "（一百一十）");
  EXPECT_EQ(HeadingMarker(2, 1005), "（一千零五）");
  EXPECT_EQ(HeadingMarker(2, 9999), "（九千九百九十九）");
}

TEST(HeadingMarkerTest, LowerLevelsUseArabicDigits) {
  EXPECT_EQ(HeadingMarker(3, 12), "12.");
  EXPECT_EQ(HeadingMarker(4, 3), "（3）");
}

TEST(HeadingMarkerTest, NumbersChineseCannotWriteShortlyStayArabic) {
  EXPECT_EQ(HeadingMarker(1, 10000), "10000、");
  EXPECT_EQ(HeadingMarker(1, 0), "0、");
}

TEST(HeadingNumbererTest, LowerLevelsRestartUnderANewHeading) {
  HeadingNumberer numberer;
  EXPECT_EQ(numberer.Next(1), "一、");
  EXPECT_EQ(numberer.Next(2), "（一）");
  EXPECT_EQ(numberer.Next(2), "（二）");
  EXPECT_EQ(numberer.Next(3), "1.");
  EXPECT_EQ(numberer.Next(1), "二、");
  EXPECT_EQ(numberer.Next(2), "（一）");
  EXPECT_EQ(numberer.Next(3), "1.");
}

}  // namespace
}  // namespace eduplan::layout
