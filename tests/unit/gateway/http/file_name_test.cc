#include "gateway/http/file_name.h"

#include <gtest/gtest.h>

namespace eduplan::http {
namespace {

TEST(DispositionTest, IsTheLastSegmentWithTheExtensionOfTheType) {
  EXPECT_EQ(DispositionOf("/v1/organizations/1/values:workbook",
                          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            "attachment; filename=\"values-workbook.xlsx\"");
  EXPECT_EQ(DispositionOf("/v1/rollups:export", "Text/CSV ; charset=utf-8"),
            "attachment; filename=\"rollups-export.csv\"");
}

TEST(DispositionTest, UnknownTypeHasNoExtension) {
  EXPECT_EQ(DispositionOf("/v1/files/a.b", "x/y"), "attachment; filename=\"a.b\"");
}

TEST(DispositionTest, NothingOfThePathCanLeaveTheQuotes) {
  EXPECT_EQ(DispositionOf("/v1/a\"b%0Ac", ""), "attachment; filename=\"a-b-0Ac\"");
  EXPECT_EQ(DispositionOf("/v1/..", "text/csv"), "attachment; filename=\"download.csv\"");
}

}  // namespace
}  // namespace eduplan::http
