#include "services/indicators/model/filing.h"

#include <gtest/gtest.h>

namespace eduplan::indicators {
namespace {

constexpr size_t kIndicators = 3;

AsOfSequence At(int64_t sequence) {
  return {.all = sequence, .each = {}};
}

Filing Version(int64_t from, int64_t to, int64_t counts) {
  return {.from = from, .to = to, .change_id = "v" + std::to_string(from), .counts = counts};
}

TEST(FilingsTest, CountsAsOfWhatHeldAbove) {
  Filings filings(kIndicators);
  filings.Add("a", Version(10, 20, 9));          // filed at 10, of the figures of 9
  filings.Add("a", Version(20, 30, 0));          // returned at 20
  filings.Add("a", Version(30, kLive + 1, 29));  // filed again at 30
  EXPECT_EQ(filings.Below("a", At(9)).all, AsOfSequence::kNotFiled);
  EXPECT_EQ(filings.Below("a", At(10)).all, 9);
  EXPECT_EQ(filings.Below("a", At(25)).all, AsOfSequence::kNotFiled);
  EXPECT_EQ(filings.Below("a", At(kLive)).all, 29);
  EXPECT_EQ(filings.Name("a", kLive), "v30");
  EXPECT_EQ(filings.Name("a", 25), "");
}

TEST(FilingsTest, NothingBelowWhatWasNotFiledCounts) {
  Filings filings(kIndicators);
  filings.Add("a", Version(1, kLive + 1, 1));
  EXPECT_EQ(filings.Below("a", At(AsOfSequence::kNotFiled)).all, AsOfSequence::kNotFiled);
}

TEST(FilingsTest, ACellCountsByItself) {
  Filings filings(kIndicators);
  Filing filing = Version(5, kLive + 1, 4);
  filing.except = {{1, 2}, {2, AsOfSequence::kNotFiled}};
  filings.Add("a", filing);
  const AsOfSequence below = filings.Below("a", At(kLive));
  EXPECT_EQ(below.Of(0), 4);
  EXPECT_EQ(below.Of(1), 2);
  EXPECT_EQ(below.Of(2), AsOfSequence::kNotFiled);
  EXPECT_EQ(filings.Name("a", kLive), "");
}

TEST(FilingsTest, ASetCountsBeforeAFilingOfEverything) {
  Filings filings(kIndicators);
  filings.Add("a", Version(5, kLive + 1, 4));
  Filing set = Version(7, kLive + 1, 6);
  set.only = {2};
  filings.Add("a", set);
  const AsOfSequence below = filings.Below("a", At(kLive));
  EXPECT_EQ(below.Of(0), 4);
  EXPECT_EQ(below.Of(2), 6);
}

}  // namespace
}  // namespace eduplan::indicators
