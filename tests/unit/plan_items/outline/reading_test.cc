#include "services/plan_items/importer/outline/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;

constexpr MarkerKind kChapter = MarkerKind::kHanComma;
constexpr MarkerKind kPart = MarkerKind::kHanBracket;
constexpr MarkerKind kItem = MarkerKind::kNumber;
constexpr MarkerKind kInline = MarkerKind::kInline;

Marker AtLine(MarkerKind kind, int number, size_t indent = 0) {
  return {.kind = kind, .number = number, .at_line = true, .indent = indent};
}

Marker Inside(MarkerKind kind, int number) {
  return {.kind = kind, .number = number};
}

// "1.2" for each mark that is an item, "-" for each that is none.
std::vector<std::string> Paths(const std::vector<Marker>& markers) {
  std::vector<std::string> paths(markers.size(), "-");
  std::vector<int> children;
  std::vector<std::string> names;
  int top = 0;
  for (const Place& place : ChooseReading(markers, 64)) {
    const bool is_top = place.parent < 0;
    const int ordinal = is_top ? ++top : ++children[static_cast<size_t>(place.parent)];
    const std::string above = is_top ? "" : names[static_cast<size_t>(place.parent)] + ".";
    names.push_back(above + std::to_string(ordinal));
    children.push_back(0);
    paths[place.marker] = names.back();
  }
  return paths;
}

TEST(ReadingTest, NumbersThatRestartAreInsideTheChapterBeforeThem) {
  EXPECT_THAT(Paths({AtLine(kChapter, 1), AtLine(kItem, 1), AtLine(kItem, 2), AtLine(kChapter, 2),
                     AtLine(kItem, 1), AtLine(kItem, 2)}),
              ElementsAre("1", "1.1", "1.2", "2", "2.1", "2.2"));
}

TEST(ReadingTest, NumbersThatRunOnAreInsideTheChapterBeforeThem) {
  EXPECT_THAT(Paths({AtLine(kChapter, 1), AtLine(kPart, 1), AtLine(kPart, 2), AtLine(kChapter, 2),
                     AtLine(kPart, 3), AtLine(kPart, 4)}),
              ElementsAre("1", "1.1", "1.2", "2", "2.1", "2.2"));
}

TEST(ReadingTest, TheOutermostKindMayBeAnInnerOneByCustom) {
  EXPECT_THAT(Paths({AtLine(kPart, 1), AtLine(kItem, 1), AtLine(kItem, 2), AtLine(kPart, 2)}),
              ElementsAre("1", "1.1", "1.2", "2"));
}

TEST(ReadingTest, AnEnumerationInsideASentenceNeedsItsSecond) {
  EXPECT_THAT(Paths({AtLine(kChapter, 1), Inside(kInline, 1), Inside(kInline, 2)}),
              ElementsAre("1", "1.1", "1.2"));
  EXPECT_THAT(Paths({AtLine(kChapter, 1), Inside(kInline, 1), AtLine(kChapter, 2)}),
              ElementsAre("1", "-", "2"));
  EXPECT_THAT(Paths({AtLine(kChapter, 1), Inside(kItem, 7), AtLine(kChapter, 2)}),
              ElementsAre("1", "-", "2"));
}

TEST(ReadingTest, ANumberLeftOutIsAGapAndNoNewSequence) {
  EXPECT_THAT(Paths({AtLine(kChapter, 1), AtLine(kItem, 1), AtLine(kItem, 3), AtLine(kItem, 4)}),
              ElementsAre("1", "1.1", "1.2", "1.3"));
}

TEST(ReadingTest, AListInsideAnItemOfItsKindIsTold) {
  // 1. has 1. 2. 3. inside; 2. goes on outside.
  EXPECT_THAT(Paths({AtLine(kItem, 1), AtLine(kItem, 1, 4), AtLine(kItem, 2, 4),
                     AtLine(kItem, 3, 4), AtLine(kItem, 2), AtLine(kItem, 3)}),
              ElementsAre("1", "1.1", "1.2", "1.3", "2", "3"));
}

TEST(ReadingTest, MaskedMarksFollowTheirNeighbours) {
  EXPECT_THAT(Paths({AtLine(kChapter, 1), AtLine(kItem, 0), AtLine(kItem, 0), AtLine(kChapter, 2),
                     AtLine(kItem, 0)}),
              ElementsAre("1", "1.1", "1.2", "2", "2.1"));
}

TEST(ReadingTest, ASecondHalfBeginsAtTheTopAgain) {
  Marker second = AtLine(kChapter, 1);
  second.after_title = true;
  EXPECT_THAT(Paths({AtLine(kChapter, 1), AtLine(kPart, 1), AtLine(kPart, 2), AtLine(kChapter, 2),
                     second, AtLine(kPart, 1), AtLine(kChapter, 2)}),
              ElementsAre("1", "1.1", "1.2", "2", "3", "3.1", "4"));
}

TEST(ReadingTest, BareNumbersCountOnlyInASequence) {
  const auto bare = [](int number) {
    Marker marker = AtLine(kItem, number);
    marker.uncertain = true;
    return marker;
  };
  EXPECT_THAT(Paths({AtLine(kChapter, 1), bare(1), bare(2), bare(3)}),
              ElementsAre("1", "1.1", "1.2", "1.3"));
  EXPECT_THAT(Paths({AtLine(kChapter, 1), bare(7), AtLine(kChapter, 2)}),
              ElementsAre("1", "-", "2"));
}

// A tree of numbered items: each depth has its kind, each list two to five items.
void Grow(std::mt19937& random, size_t depth, size_t deepest, const std::string& above,
          std::vector<Marker>& markers, std::vector<std::string>& paths) {
  constexpr MarkerKind kKinds[] = {kChapter, kPart, kItem, MarkerKind::kBracket,
                                   MarkerKind::kCircled};
  const int items = 2 + static_cast<int>(random() % 4);
  for (int i = 1; i <= items; ++i) {
    markers.push_back(AtLine(kKinds[depth], i));
    paths.push_back(above + std::to_string(i));
    if (depth < deepest && random() % 3 != 0) {
      Grow(random, depth + 1, deepest, paths.back() + ".", markers, paths);
    }
  }
}

TEST(ReadingTest, AnyOrderlyTreeIsReadAsItStands) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    std::vector<Marker> markers;
    std::vector<std::string> paths;
    Grow(random, 0, 1 + random() % 4, "", markers, paths);
    EXPECT_EQ(Paths(markers), paths) << "seed " << seed;
  }
}

}  // namespace
}  // namespace eduplan::importer
