#include "services/platform/tree/successions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace eduplan::tree {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Day kLater = 1000;

Succession Passes(const char* event, Day from, const char* source, const char* target,
                  int64_t billionths, const char* key = "default") {
  return {.event = event,
          .source = source,
          .target = target,
          .from = from,
          .shares = {{key, billionths}},
          .sequence = 0};
}
Succession Merges(const char* event, Day from, const char* source, const char* target) {
  return Passes(event, from, source, target, kWhole);
}
Heir Of(const char* id, int numerator, int denominator) {
  return {id, Fraction(numerator, denominator)};
}

TEST(Successions, WithoutEventsEverybodyGoesOnAlone) {
  const Successions none;
  EXPECT_THAT(none.HeirsOf("a", 0, kLater, "default"), ElementsAre(Of("a", 1, 1)));
  EXPECT_THAT(none.EverHeirs("a"), IsEmpty());
  EXPECT_THAT(none.SourcesOf("a"), IsEmpty());
}

TEST(Successions, SharesMultiplyAlongAChain) {
  // m joins n; n is divided 0.6 to x and 0.4 to y; y is divided 0.25 to y itself and 0.75 to z.
  const Successions successions({Merges("1", 10, "m", "n"), Passes("2", 20, "n", "x", 600'000'000),
                                 Passes("2", 20, "n", "y", 400'000'000),
                                 Passes("3", 30, "y", "y", 250'000'000),
                                 Passes("3", 30, "y", "z", 750'000'000)});
  const auto heirs = [&](Day since, Day until) {
    return successions.HeirsOf("m", since, until, "default");
  };
  EXPECT_THAT(heirs(0, 9), ElementsAre(Of("m", 1, 1)));
  EXPECT_THAT(heirs(0, 10), ElementsAre(Of("n", 1, 1))) << "on the day of the event it counts";
  EXPECT_THAT(heirs(0, 29), ElementsAre(Of("x", 3, 5), Of("y", 2, 5)));
  // 0.4 · 0.25 = 1/10, 0.4 · 0.75 = 3/10
  EXPECT_THAT(heirs(0, 30), ElementsAre(Of("x", 3, 5), Of("y", 1, 10), Of("z", 3, 10)));
  EXPECT_THAT(heirs(10, 30), ElementsAre(Of("m", 1, 1))) << "what it was after the event stays";
  EXPECT_THAT(successions.HeirsOf("y", 29, 30, "default"),
              ElementsAre(Of("y", 1, 4), Of("z", 3, 4)));
  EXPECT_THAT(successions.HeirsOf("y", 30, 0, "default"), ElementsAre(Of("y", 1, 1)));
  EXPECT_THAT(successions.EverHeirs("m"), ElementsAre("n", "x", "y", "z"));
  EXPECT_THAT(successions.EverHeirs("y"), ElementsAre("z"));
  EXPECT_THAT(successions.SourcesOf("z"), ElementsAre("m", "n", "y"));
}

TEST(Successions, HeirThatIsReachedTwiceIsOneWithBothShares) {
  // s to p 0.5 and q 0.5, then q to p 0.3 and r 0.7: p has 0.5 + 0.5 · 0.3 = 0.65.
  const Successions successions(
      {Passes("1", 10, "s", "p", 500'000'000), Passes("1", 10, "s", "q", 500'000'000),
       Passes("2", 20, "q", "p", 300'000'000), Passes("2", 20, "q", "r", 700'000'000)});
  EXPECT_THAT(successions.HeirsOf("s", 0, kLater, "default"),
              ElementsAre(Of("p", 13, 20), Of("r", 7, 20)));
}

TEST(Successions, EventsOfOneDayFollowEachOtherAsRecorded) {
  std::vector<Succession> merged_first = {Merges("2", 10, "a", "b"),
                                          Passes("1", 10, "b", "b", 900'000'000),
                                          Passes("1", 10, "b", "c", 100'000'000)};
  for (Succession& succession : merged_first) succession.sequence = succession.event == "2" ? 4 : 5;
  const Successions joined(merged_first);
  EXPECT_THAT(joined.HeirsOf("a", 9, 10, "default"), ElementsAre(Of("b", 9, 10), Of("c", 1, 10)));
  for (Succession& succession : merged_first) succession.sequence = succession.event == "2" ? 6 : 5;
  const Successions apart(merged_first);
  EXPECT_THAT(apart.HeirsOf("a", 9, 10, "default"), ElementsAre(Of("b", 1, 1)));
  EXPECT_THAT(apart.HeirsOf("b", 9, 10, "default"), ElementsAre(Of("b", 9, 10), Of("c", 1, 10)));
}

TEST(Successions, WhatComesByAnEventIsNotPassedOnByIt) {
  // Two that exchange a tenth each.
  const Successions successions(
      {Passes("1", 10, "a", "a", 900'000'000), Passes("1", 10, "a", "b", 100'000'000),
       Passes("1", 10, "b", "a", 100'000'000), Passes("1", 10, "b", "b", 900'000'000)});
  EXPECT_THAT(successions.HeirsOf("a", 0, 10, "default"),
              ElementsAre(Of("a", 9, 10), Of("b", 1, 10)));
}

// The city of the year 2011 whose counties went to three others; one of them left a town behind.
TEST(Successions, SourceKeepsThePartThatStays) {
  const Successions successions({Passes("1", 10, "hexian", "hexian", 840'000'000),
                                 Passes("1", 10, "hexian", "jiujiang", 160'000'000)});
  EXPECT_THAT(successions.HeirsOf("hexian", 9, 10, "default"),
              ElementsAre(Of("hexian", 21, 25), Of("jiujiang", 4, 25)));
  EXPECT_THAT(successions.EverHeirs("hexian"), ElementsAre("jiujiang"));
}

TEST(Successions, KeyWithoutSharesFallsBackToTheDefault) {
  Succession x = Passes("1", 10, "s", "x", 600'000'000);
  Succession y = Passes("1", 10, "s", "y", 400'000'000);
  x.shares.push_back({"population", 700'000'000});
  y.shares.push_back({"population", 300'000'000});
  const Successions successions({x, y, Merges("2", 20, "y", "z")});
  EXPECT_THAT(successions.HeirsOf("s", 0, kLater, "population"),
              ElementsAre(Of("x", 7, 10), Of("z", 3, 10)))
      << "and only there";
  EXPECT_THAT(successions.HeirsOf("s", 0, kLater, "pupils"),
              ElementsAre(Of("x", 3, 5), Of("z", 2, 5)));
}

TEST(Successions, OneByWhichNoShareIsGivenGetsNone) {
  const Successions successions(
      {Passes("1", 10, "s", "x", kWhole, "population"), Passes("1", 10, "s", "y", kWhole)});
  EXPECT_THAT(successions.HeirsOf("s", 0, 10, "population"), ElementsAre(Of("x", 1, 1)));
  EXPECT_THAT(successions.HeirsOf("s", 0, 10, "default"), ElementsAre(Of("y", 1, 1)));
}

TEST(Successions, DamagedSharesStillAddUpToOne) {
  const Successions short_of_one({Passes("1", 10, "s", "x", 300'000'000),
                                  Passes("1", 10, "s", "y", 100'000'000),
                                  Passes("1", 10, "s", "z", -5)});
  EXPECT_THAT(short_of_one.HeirsOf("s", 0, 10, "default"),
              ElementsAre(Of("x", 3, 4), Of("y", 1, 4)));
  const Successions none(
      {Passes("1", 10, "s", "x", 0), Passes("1", 10, "s", "y", 0), Passes("2", 10, "t", "x", 0)});
  EXPECT_THAT(none.HeirsOf("s", 0, 10, "default"), ElementsAre(Of("s", 1, 1)));
  EXPECT_THAT(none.HeirsOf("t", 0, 10, "default"), ElementsAre(Of("x", 1, 1)));
}

TEST(Successions, RingComesToAnEnd) {
  const Successions days({Merges("1", 10, "a", "b"), Merges("2", 20, "b", "a")});
  EXPECT_THAT(days.HeirsOf("a", 0, 19, "default"), ElementsAre(Of("b", 1, 1)));
  EXPECT_THAT(days.HeirsOf("a", 0, kLater, "default"), ElementsAre(Of("a", 1, 1)));
  EXPECT_THAT(days.EverHeirs("a"), ElementsAre("b"));
  EXPECT_THAT(days.SourcesOf("a"), ElementsAre("b"));
  const Successions one_day({Merges("1", 10, "a", "b"), Merges("2", 10, "b", "a")});
  EXPECT_THAT(one_day.HeirsOf("a", 0, kLater, "default"), ElementsAre(Of("a", 1, 1)));
  const Successions self({Merges("1", 10, "a", "a")});
  EXPECT_THAT(self.HeirsOf("a", 0, kLater, "default"), ElementsAre(Of("a", 1, 1)));
}

TEST(Successions, EventThatComesAgainTakesItsOwnPlace) {
  const Successions first({Passes("1", 10, "s", "x", 600'000'000),
                           Passes("1", 10, "s", "y", 400'000'000), Merges("2", 20, "x", "z")});
  const auto again = first.With(std::vector{Merges("1", 10, "s", "x")});
  EXPECT_THAT(again->HeirsOf("s", 0, kLater, "default"), ElementsAre(Of("z", 1, 1)));
  EXPECT_EQ(again->all().size(), 2u);
  EXPECT_EQ(first.all().size(), 3u);
}

TEST(Successions, HeirsAddUpToExactlyOneWhateverHappens) {
  std::mt19937 random(7);
  const auto below = [&](int n) { return static_cast<int>(random() % n); };
  const char* ids[] = {"a", "b", "c", "d", "e", "f", "g"};
  for (int round = 0; round < 50; ++round) {
    std::vector<Succession> all;
    for (int event = 0; event < 12; ++event) {
      const std::string name = std::to_string(event);
      const char* source = ids[below(7)];
      const Day day = below(20);
      const int64_t first = 1 + below(999'999'999);
      all.push_back(Passes(name.c_str(), day, source, ids[below(7)], first));
      all.push_back(Passes(name.c_str(), day, source, ids[below(7)], kWhole - first));
    }
    const Successions successions(all);
    for (const char* id : ids) {
      Fraction sum = 0;
      std::set<std::string> seen;
      for (const Heir& heir : successions.HeirsOf(id, below(10), 20, "default")) {
        sum += heir.share;
        EXPECT_GT(heir.share, 0);
        EXPECT_TRUE(seen.insert(heir.id).second);
      }
      EXPECT_EQ(sum, 1);
    }
  }
}

}  // namespace
}  // namespace eduplan::tree
