#include "services/documents/layout/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

using ::testing::HasSubstr;

absl::Status Check(Block block) {
  return Validate(Document{{}, {Title{"题"}, std::move(block)}});
}

TEST(ValidateTest, TextThatIsNotUtf8IsRefusedByBlock) {
  const absl::Status status = Check(Addressee{"\xFF\xFE"});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("block 2: text is not valid UTF-8"));
}

TEST(ValidateTest, HeadingLevelOutsideTheStandardIsRefused) {
  EXPECT_EQ(Check(Heading{5, "五"}).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Check(Heading{4, "（1）四"}).ok());
}

TEST(ValidateTest, RowOfAnotherLengthIsRefusedByNumber) {
  Table table;
  table.columns.resize(2);
  table.rows = {{"甲", "乙"}, {"丙"}};
  EXPECT_THAT(std::string(Check(table).message()), HasSubstr("row 2 has 1 cells for 2 columns"));
}

TEST(ValidateTest, TablesWithoutColumnsOrWithWildWidthsAreRefused) {
  EXPECT_FALSE(Check(Table{}).ok());
  Table table;
  table.columns = {{Alignment::kLeft, std::numeric_limits<double>::infinity()}};
  EXPECT_FALSE(Check(table).ok());
}

TEST(ValidateTest, ImprintMustBeLast) {
  EXPECT_TRUE(Check(Imprint{"", "办公室", absl::CivilDay(2021, 1, 1)}).ok());
  EXPECT_FALSE(Validate(Document{{}, {Imprint{}, Title{"题"}}}).ok());
}

TEST(ValidateTest, TextBeyondTheLimitIsRefused) {
  EXPECT_FALSE(Check(Addressee{std::string(kMaxTextBytes + 1, 'a')}).ok());
}

TEST(ValidateTest, EndlessLineBreaksAreRefused) {
  EXPECT_FALSE(Check(Addressee{std::string(kMaxForcedLines + 1, '\n')}).ok());
}

TEST(CleanTextTest, ControlCharactersAndInvisibleOnesVanish) {
  EXPECT_EQ(CleanText("甲\x01\t乙\xEF\xBB\xBF\xE2\x80\x8B丙\n"), "甲 乙丙\n");
}

}  // namespace
}  // namespace eduplan::layout
