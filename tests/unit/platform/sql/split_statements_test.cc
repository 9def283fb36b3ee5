#include "services/platform/sql/split_statements.h"

#include <gmock/gmock.h>

namespace eduplan::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SplitStatementsTest, EachEndsWithASemicolonAtTheEndOfALine) {
  EXPECT_THAT(SplitStatements("CREATE TABLE a (\n  s TEXT  -- 'x;y'\n);\nINSERT INTO a VALUES "
                              "('1;2');\r\nSELECT 1"),
              ElementsAre("CREATE TABLE a (\n  s TEXT  -- 'x;y'\n)\n",
                          "INSERT INTO a VALUES ('1;2')\n", "SELECT 1\n"));
}

TEST(SplitStatementsTest, CommentLinesAndEmptyOnesAreLeftOut) {
  EXPECT_THAT(SplitStatements("-- One;\n\n  -- two;\nSELECT 1;\n\n-- three"),
              ElementsAre("SELECT 1\n"));
  EXPECT_THAT(SplitStatements(""), IsEmpty());
  EXPECT_THAT(SplitStatements("\n\n"), IsEmpty());
}

}  // namespace
}  // namespace eduplan::sql
