#include "services/platform/api/csv_stream.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "services/platform/status/macros.h"
#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using test::StatusIs;
using ::testing::ElementsAre;

struct Read {
  absl::Status status;
  std::vector<std::string> rows;  // "line:a|b|c", wrong ones "line!reason"
};

Read ReadIn(const std::string& text, size_t size) {
  Read read;
  CsvStream stream({"a"}, {"b", "c"});
  const auto visit = [&](int line, const std::vector<std::string_view>& cells) {
    std::string row = std::to_string(line) + ":";
    for (const std::string_view cell : cells) row += std::string(cell) + "|";
    read.rows.push_back(row);
    return absl::OkStatus();
  };
  const auto wrong = [&](int line, const absl::Status& status) {
    read.rows.push_back(std::to_string(line) + "!" + status::ReasonOf(status));
    return absl::OkStatus();
  };
  read.status = [&]() -> absl::Status {
    for (size_t at = 0; at < text.size(); at += size) {
      EDUPLAN_RETURN_IF_ERROR(stream.Add(text.substr(at, size), visit, wrong));
    }
    return stream.Finish(visit, wrong);
  }();
  return read;
}

TEST(CsvStreamTest, CutsMakeNoDifference) {
  const std::string text =
      "\xEF\xBB\xBF c ,a\r\n1,\"x\ny\"\"z\"\n\n\"\",\"\"\n2\n\"1,2\",数\r\n,last";
  for (size_t size = 1; size <= text.size(); ++size) {
    const Read read = ReadIn(text, size);
    EXPECT_TRUE(read.status.ok()) << read.status;
    EXPECT_THAT(read.rows, ElementsAre("2:x\ny\"z||1|", "5:|||", "6!CSV_CELL_COUNT", "7:数||1,2|",
                                       "8:last|||"))
        << size;
  }
}

TEST(CsvStreamTest, TheFirstRecordBeyondAsciiTellsTheEncoding) {
  // 万人 in GB18030; its bytes are no UTF-8.
  EXPECT_THAT(ReadIn("a\nx\n\xCD\xF2\xC8\xCB\n", 3).rows, ElementsAre("2:x|||", "3:万人|||"));
  const Read mixed = ReadIn("a\n数\n\xCD\xF2\xC8\xCB\n", 3);
  EXPECT_THAT(mixed.status, StatusIs(absl::StatusCode::kInvalidArgument, "CSV_ENCODING"));
  EXPECT_EQ(status::FieldOf(mixed.status), "line 3");
}

TEST(CsvStreamTest, WhatCannotBeReadOnFromEndsIt) {
  EXPECT_THAT(ReadIn("", 1).status, StatusIs(absl::StatusCode::kInvalidArgument, "CSV_EMPTY"));
  EXPECT_THAT(ReadIn("b\n1\n", 9).status,
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_COLUMN_MISSING"));
  EXPECT_THAT(ReadIn("a\n\"x\n", 2).status,
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_QUOTE"));
  EXPECT_THAT(ReadIn("a\nx\"y\"\n", 2).status,
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_QUOTE"));
  EXPECT_THAT(ReadIn("a\n\"" + std::string(2 << 20, 'x'), 1 << 16).status,
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_ROW_TOO_LONG"));
}

}  // namespace
}  // namespace eduplan::api
