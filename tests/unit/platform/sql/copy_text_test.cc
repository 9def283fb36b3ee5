#include "services/platform/sql/postgres/copy_text.h"

#include <gtest/gtest.h>

namespace eduplan::sql::postgres {
namespace {

std::string Copy(const Row& row) {
  std::string out;
  AppendCopyRow(row, out);
  return out;
}

// PostgreSQL 15, COPY, "Text Format".
TEST(CopyTextTest, WritesEachKindOfCell) {
  EXPECT_EQ(Copy({Value(), -42, "text", Bytes{std::string("\0\xff", 2)}}),
            "\\N\t-42\ttext\t\\\\x00ff\n");
}

TEST(CopyTextTest, EscapesWhatHasAMeaning) {
  EXPECT_EQ(Copy({"\\N"}), "\\\\N\n");
  EXPECT_EQ(Copy({"\\."}), "\\\\.\n");
  EXPECT_EQ(Copy({"a\tb\nc\rd\\"}), "a\\tb\\nc\\rd\\\\\n");
  EXPECT_EQ(Copy({"", ""}), "\t\n");
}

}  // namespace
}  // namespace eduplan::sql::postgres
