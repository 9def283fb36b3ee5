#include "services/documents/layout/signature.h"

#include <gtest/gtest.h>

namespace eduplan::layout {
namespace {

TEST(SignatureTest, DateHasNoLeadingZeros) {
  EXPECT_EQ(DateText(absl::CivilDay(2021, 6, 5)), "2021年6月5日");
}

TEST(SignatureTest, UnsealedDateStartsTwoRightOfALongName) {
  const SignatureIndents indents = PlaceSignature(12, 6.5, false);
  EXPECT_EQ(indents.organization, 2);
  // The name starts 14 from the edge, so the date starts 12 and ends 5.5 from it.
  EXPECT_EQ(indents.date, 5.5);
}

TEST(SignatureTest, UnsealedDateLongerThanTheNameMovesTheName) {
  const SignatureIndents indents = PlaceSignature(4, 6.5, false);
  EXPECT_EQ(indents.date, 2);
  // The date starts 8.5 from the edge, the name 10.5 and ends 6.5 from it.
  EXPECT_EQ(indents.organization, 6.5);
}

TEST(SignatureTest, SealedNameIsCentredOverTheDate) {
  const SignatureIndents indents = PlaceSignature(6, 7, true);
  EXPECT_EQ(indents.date, 4);
  EXPECT_EQ(indents.organization, 4.5);
}

TEST(SignatureTest, SealedLongNameStaysInsideTheTextArea) {
  EXPECT_EQ(PlaceSignature(20, 6, true).organization, 0);
}

}  // namespace
}  // namespace eduplan::layout
