#include "services/platform/api/xlsx/cell.h"

#include <gtest/gtest.h>

namespace eduplan::api::xlsx {
namespace {

TEST(XlsxCellTest, PositionsAreLettersAndDigits) {
  for (const char* text : {"A1", "Z9", "AA10", "AZ52", "BA3", "ZZ1", "AAA1", "XFD1048576"}) {
    const auto position = ParsePosition(text);
    ASSERT_TRUE(position.has_value()) << text;
    EXPECT_EQ(ToText(*position), text);
  }
  EXPECT_EQ(ParsePosition("AB7")->column, 28);  // 26 + 2
  for (const char* text : {"", "A", "7", "A0", "A-1", "a1", "XFE1", "A1048577", "A1B",
                           "A99999999999", "AAAAAAAAAAAAAAAAAAAAAAAA1"}) {
    EXPECT_FALSE(ParsePosition(text).has_value()) << text;
  }
}

TEST(XlsxCellTest, NumbersAreWrittenAsPeopleReadThem) {
  const auto text = [](std::string_view raw) { return NumberText(ParseNumber(raw).value()); };
  EXPECT_EQ(text("330481.0"), "330481");
  EXPECT_EQ(text("2.133000001E9"), "2133000001");
  EXPECT_EQ(text("999999999999999"), "999999999999999");
  EXPECT_EQ(text("1e15"), "1000000000000000");
  EXPECT_EQ(text("1.5e20"), "150000000000000000000");
  EXPECT_EQ(text("0.10000000000000001"), "0.1");
  EXPECT_EQ(text("97.599999999999994"), "97.6");
  EXPECT_EQ(text("-0.125"), "-0.125");
  EXPECT_EQ(text("1e-7"), "0.0000001");
  EXPECT_EQ(text("-0"), "0");
  EXPECT_EQ(text("1e300"), "1e+300");
  for (const char* raw : {"", "x", "1,200", "nan", "inf", "1e999", "0x10", "1 2"}) {
    EXPECT_FALSE(ParseNumber(raw).has_value()) << raw;
  }
}

TEST(XlsxCellTest, FormatCodesOfDatesAndTimesAreKnown) {
  for (const char* code : {"yyyy-mm-dd", "m/d", "d-mmm-yy", "[$-804]yyyy\"年\"m\"月\"", "mmmm",
                           "[$-F800]dddd\\,\\ mmmm\\ dd", "YYYY/M/D h:mm"}) {
    EXPECT_EQ(ShownBy(code), Shown::kDate) << code;
  }
  for (const char* code : {"h:mm AM/PM", "mm:ss.0", "hh\"时\"mm\"分\""}) {
    EXPECT_EQ(ShownBy(code), Shown::kTime) << code;
  }
  for (const char* code : {"0.00%", "#,##0%", "0%;-0%"}) {
    EXPECT_EQ(ShownBy(code), Shown::kPercent) << code;
  }
  for (const char* code : {"General", "0.00\"%\"", "#,##0.00", "[Red]0", "0\" days\"", "0.00E+00",
                           "@", "\"yyyy\"0", "0\\d", "0;yyyy", "\"", "[", "\\", "_d0", ""}) {
    EXPECT_EQ(ShownBy(code), Shown::kNumber) << code;
  }
}

TEST(XlsxCellTest, SerialsAreDaysOfEitherSystem) {
  const auto day = [](double serial, bool from_1904 = false) {
    return SerialText(serial, Shown::kDate, from_1904);
  };
  EXPECT_EQ(day(1), "1900-01-01");
  EXPECT_EQ(day(59), "1900-02-28");  // 31 + 28
  EXPECT_EQ(day(60), "1900-02-29");  // as spreadsheets show it
  EXPECT_EQ(day(61), "1900-03-01");
  EXPECT_EQ(day(25569), "1970-01-01");  // the well-known distance to the epoch of Unix
  EXPECT_EQ(day(2958465), "9999-12-31");
  EXPECT_EQ(day(0, true), "1904-01-01");
  EXPECT_EQ(day(60, true), "1904-03-01");       // 1904 is a leap year: 31 + 29 days
  EXPECT_EQ(day(24107, true), "1970-01-01");    // 25569 − 1462
  EXPECT_EQ(day(2957003, true), "9999-12-31");  // 2958465 − 1462
  EXPECT_EQ(day(25569.75), "1970-01-01 18:00:00");
  EXPECT_EQ(day(25569.999999), "1970-01-02");  // to the second
}

TEST(XlsxCellTest, SerialsOutOfRangeStayNumbers) {
  for (const double serial : {-1.0, 0.5, 2958466.0, 1e300}) {
    EXPECT_EQ(SerialText(serial, Shown::kDate, false), NumberText(serial));
  }
  EXPECT_EQ(SerialText(2957004, Shown::kDate, true), "2957004");
}

TEST(XlsxCellTest, TimesOfDayStandAlone) {
  EXPECT_EQ(SerialText(0.5, Shown::kTime, false), "12:00:00");
  EXPECT_EQ(SerialText(0.354166666666667, Shown::kTime, false), "08:30:00");  // 8.5 / 24
  EXPECT_EQ(SerialText(1.5, Shown::kTime, false), "1900-01-01 12:00:00");
}

TEST(XlsxCellTest, IsoDatesLoseTheirMidnight) {
  EXPECT_EQ(IsoText("2021-09-01"), "2021-09-01");
  EXPECT_EQ(IsoText("2021-09-01T00:00:00.000Z"), "2021-09-01");
  EXPECT_EQ(IsoText("2021-09-01T08:30:00"), "2021-09-01 08:30:00");
}

TEST(XlsxCellTest, EscapesOfCharactersAreGivenBack) {
  EXPECT_EQ(Unescaped("a_x000D_b_x4E2D_"), "a\rb中");
  EXPECT_EQ(Unescaped("_x005F_x000D_"), "_x000D_");
  for (const char* text : {"_x", "_x000D", "_xzzzz_", "_x0000_", "_xD800_", "a_b", "_x00e_x"}) {
    EXPECT_EQ(Unescaped(text), text);
  }
}

}  // namespace
}  // namespace eduplan::api::xlsx
