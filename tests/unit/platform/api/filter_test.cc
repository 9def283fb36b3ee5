#include "services/platform/api/filter.h"

#include <gmock/gmock.h>

#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using test::StatusIs;

constexpr std::string_view kFields[] = {"level", "display_name", "parent.kind"};

std::string Show(std::string_view filter) {
  static constexpr const char* kOps[] = {"=", "!=", "<", "<=", ">", ">=", ":"};
  auto terms = ParseFilter(filter, kFields);
  if (!terms.ok()) return std::string(terms.status().message());
  std::string text;
  for (const Term& t : *terms) {
    text += "[" + t.field + kOps[static_cast<int>(t.op)] + t.literal + "]";
  }
  return text;
}

TEST(FilterTest, TermsAreSplit) {
  EXPECT_EQ(Show(""), "");
  EXPECT_EQ(Show("  "), "");
  EXPECT_EQ(Show("level=COUNTY"), "[level=COUNTY]");
  EXPECT_EQ(Show(" level = COUNTY AND display_name : 县 "), "[level=COUNTY][display_name:县]");
  EXPECT_EQ(Show("level!=1 AND level<2 AND level<=3 AND level>4 AND level>=5"),
            "[level!=1][level<2][level<=3][level>4][level>=5]");
  EXPECT_EQ(Show("parent.kind=BUREAU"), "[parent.kind=BUREAU]");
}

TEST(FilterTest, QuotedLiteralMayHoldAnything) {
  EXPECT_EQ(Show(R"x(display_name="a AND \"b\" \\ = (c)" AND level="")x"),
            R"x([display_name=a AND "b" \ = (c)][level=])x");
}

TEST(FilterTest, MistakesNameTheirPosition) {
  EXPECT_EQ(Show("level"), "filter expects an operator at position 6");
  EXPECT_EQ(Show("level="), "filter expects a value at position 7");
  EXPECT_EQ(Show("level=1 OR level=2"), "filter expects AND at position 9");
  EXPECT_EQ(Show("level=1 AND"), "filter expects a field name at position 12");
  EXPECT_EQ(Show("level=1 AND "), "filter expects a field name at position 13");
  EXPECT_EQ(Show("level=\"1\"AND level=2"), "filter expects AND at position 10");
  EXPECT_EQ(Show("level=\"1"), "filter has a quote that does not close at position 7");
  EXPECT_EQ(Show(R"(level="\n")"), "filter has an unknown escape at position 9");
  EXPECT_EQ(Show("(level=1)"), "filter expects a field name at position 1");
  EXPECT_EQ(Show("1level=1"), "filter expects a field name at position 1");
}

TEST(FilterTest, UnknownFieldIsNamed) {
  EXPECT_EQ(Show("colour=red"), "\"colour\" is not a field that can be filtered by");
  EXPECT_THAT(ParseFilter("colour=red", kFields),
              StatusIs(absl::StatusCode::kInvalidArgument, "FILTER_FIELD_UNKNOWN"));
}

TEST(FilterTest, SizeIsBounded) {
  std::string filter = "level=1";
  for (int i = 0; i < 19; ++i) filter += " AND level=1";
  EXPECT_THAT(ParseFilter(filter, kFields), test::IsOk());
  EXPECT_THAT(ParseFilter(filter + " AND level=1", kFields),
              StatusIs(absl::StatusCode::kInvalidArgument, "FILTER_INVALID"));
  EXPECT_THAT(ParseFilter("level=" + std::string(5000, '1'), kFields),
              StatusIs(absl::StatusCode::kInvalidArgument, "FILTER_INVALID"));
}

}  // namespace
}  // namespace eduplan::api
