// The largest documents that may be sent, of one thing over and over: each is refused precisely or
// read, in time and memory in proportion to its size.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/unit/plan_items/hostile/cost.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

constexpr size_t kLargest = 50'000'000;

struct Hostile {
  const char* name;
  const char* piece;  // Repeated.
  size_t bytes = kLargest;
  const char* before = "";
  const char* after = "";
  const char* refusal = "";  // Part of what it is refused with; "" if it is read.
  const char* filename = "a.txt";
  double most_seconds = 1;  // Of processor time, to a refusal.
  double most_mb = 200;     // Of memory beyond the document.
};

constexpr size_t kParagraph = 2'900'000;  // Nearly as much as may be in one, in three bytes each.

// Read as text of no meaning.
const Hostile kRead[] = {
    {"TenThousand", "万", kParagraph},
    {"Open", "（", kParagraph},
    {"OpenClose", "（）", kParagraph},
    {"Titles", "《", kParagraph},
    {"Commas", "，", kParagraph},
    {"Among", "其中", kParagraph},
    {"Each", "各", kParagraph},
    {"Prose", "各学校结合实际细化方案并认真组织实施，群众满意度稳步上升。", kParagraph},
    {"Lines", "各学校结合实际细化方案并认真组织实施，群众满意度稳步上升。\n"},
    {"MillionLines", "甲\n", 3'990'000},
    {"Digits", "7", 990'000},
    {"Masks", "x", 990'000},
    {"Spaces", " ", 990'000, "一、甲", "乙3所。"},
};

const char* const kDeep = "nesting deeper than 64 levels on line 1: marker ";
const char* const kChars = "the document has more than 20000000 characters";
const char* const kParagraphs = "more than 1000000 characters in one paragraph, on line 1";
const char* const kNumbers = "more than 250000 numbers; at most 50000 figures are read";
const char* const kNumbered = "more than 100000 numbered lines; at most 50000 items are read";

const Hostile kRefused[] = {
    {"MarkersInARow", "一、", kParagraph, "", "", kDeep},
    {"MarkersInside", "一、（一）1.（1）①", 1'500'000, "", "", kDeep},
    {"BracketedMarkers", "（一）", kParagraph, "", "", kDeep},
    {"DecimalMarkers", "1.", 400'000, "", "", kDeep},
    {"MarkersOfALargestFile", "一、", kLargest, "", "", kParagraphs},
    {"NestedOfALargestFile", "一、（一）1.（1）①", 36'000'000, "", "", kParagraphs},
    {"OpenOfALargestFile", "（", kLargest, "", "", kParagraphs},
    {"ProseOfALargestFile", "各学校认真组织实施，群众满意度稳步上升。", kLargest, "", "",
     kParagraphs},
    {"SpacesOfALargestFile", " ", 19'000'000, "一、甲", "乙3所。", kParagraphs},
    {"ItemsOfALargestFile", "一、抓好各学校结合实际细化的方案，群众满意度稳步上升\n", kLargest, "",
     "", kNumbered},
    {"LinesOfMarkers", "（一）一、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳\n", kLargest, "", "", kNumbered},
    {"FiguresOfALargestFile", "建成3所，改造学校12所，投入资金5.6万元。\n", 35'000'000, "", "",
     kNumbers},
    {"FiguresInLongLines", "建成3所，改造学校12所，投入资金5.6万元。", 1'900'000, "一、甲\n", "",
     "more than 50000 figures"},
    {"TableOfALargestFile", "| 幼儿园在园儿童人数 | 3 | 4 |\n", 30'000'000, "", "", kNumbers},
    {"MarkerLines", "1.甲\n", 600'000, "", "", "more than 50000 items"},
    {"Figures", "建成3所，", 2'000'000, "一、甲。", "", "more than 50000 figures"},
    {"DigitsOfALargestFile", "7", kLargest, "", "", kChars},
    {"MasksOfALargestFile", "x", kLargest, "", "", kChars},
    {"AsciiCommas", ",", kLargest, "", "", kChars},
    {"EmptyLines", "\n", kLargest, "", "", "more than 1000000 lines"},
    {"ShortLines", "甲\n", kLargest, "", "", "more than 1000000 lines"},
    {"Controls", "甲\x01", kLargest, "", "", "U+0001 at offset 3, line 1"},
    {"NoCharacters", "\xFF", kLargest, "甲乙丙丁", "", "0xFF at offset 12, line 1"},
    {"TooLarge", "甲", (size_t{64} << 20) + 1, "", "", "at most 67108864 are read"},
    {"HtmlElements", "<div>", 5'000'000, "<html><body>", "", "deeper than 512", "a.html"},
    {"HtmlTags", "<br>", 5'000'000, "<html><body>甲", "", "more than 100000 tags", "a.html"},
};

std::string Make(const Hostile& hostile) {
  return hostile.before + RepeatTo(hostile.bytes, hostile.piece) + hostile.after;
}

// GoogleTest prints it in messages.
void PrintTo(const Hostile& hostile, std::ostream* out) {
  *out << hostile.name;
}

std::string NameOf(const ::testing::TestParamInfo<Hostile>& test) {
  return test.param.name;
}

class ReadTest : public ::testing::TestWithParam<Hostile> {};

TEST_P(ReadTest, InTimeAndMemoryInProportion) {
  // A third of a second for each MB beside the first.
  const double most_seconds = 1 + static_cast<double>(GetParam().bytes) / 3e6;
  const Cost cost = CostWithin(most_seconds, [] { return Make(GetParam()); }, GetParam().filename);
  EXPECT_EQ(cost.code, absl::StatusCode::kOk) << cost.message;
  RecordProperty("ms", static_cast<int>(1000 * cost.seconds));
  RecordProperty("mb", static_cast<int>(cost.beyond_mb));
  if (IsSanitized()) return;
  EXPECT_LT(cost.seconds, most_seconds);
  EXPECT_LT(cost.beyond_mb, 450);  // 20 bytes for each of 20 million characters, and some.
}

INSTANTIATE_TEST_SUITE_P(Sizes, ReadTest, ::testing::ValuesIn(kRead), NameOf);

class RefusalTest : public ::testing::TestWithParam<Hostile> {};

TEST_P(RefusalTest, SaysWhatThereIsTooMuchOfWithinASecond) {
  const Cost cost =
      CostWithin(GetParam().most_seconds, [] { return Make(GetParam()); }, GetParam().filename);
  EXPECT_NE(cost.code, absl::StatusCode::kOk);
  EXPECT_THAT(cost.message, HasSubstr(GetParam().refusal));
  RecordProperty("ms", static_cast<int>(1000 * cost.seconds));
  RecordProperty("mb", static_cast<int>(cost.beyond_mb));
  if (IsSanitized()) return;
  EXPECT_LT(cost.seconds, GetParam().most_seconds);
  EXPECT_LT(cost.beyond_mb, GetParam().most_mb);
}

INSTANTIATE_TEST_SUITE_P(Sizes, RefusalTest, ::testing::ValuesIn(kRefused), NameOf);

}  // namespace
}  // namespace eduplan::importer
