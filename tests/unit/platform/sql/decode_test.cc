#include "services/platform/sql/postgres/decode.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>

namespace eduplan::sql::postgres {
namespace {

// numeric_send of PostgreSQL: ndigits, weight, sign, dscale, digits, all int16.
std::string Numeric(std::initializer_list<int> words) {
  std::string bytes;
  for (const int word : words) {
    bytes.push_back(static_cast<char>(word >> 8));
    bytes.push_back(static_cast<char>(word));
  }
  return bytes;
}
std::optional<Value> DecodeNumeric(std::initializer_list<int> words) {
  return DecodeCell(1700, Numeric(words));
}

TEST(DecodeTest, IntegersOfAnyWidth) {
  EXPECT_EQ(DecodeCell(20, std::string("\x80\0\0\0\0\0\0\0", 8)),
            Value(std::numeric_limits<int64_t>::min()));
  EXPECT_EQ(DecodeCell(23, "\xff\xff\xff\xfe"), Value(-2));
  EXPECT_EQ(DecodeCell(21, std::string("\1\0", 2)), Value(256));
  EXPECT_EQ(DecodeCell(16, "\1"), Value(1));
}

TEST(DecodeTest, NumericsThatFitAreIntegers) {
  EXPECT_EQ(DecodeNumeric({0, 0, 0, 0}), Value(0));
  EXPECT_EQ(DecodeNumeric({1, 0, 0, 0, 7}), Value(7));
  EXPECT_EQ(DecodeNumeric({2, 1, 0x4000, 0, 12, 34}), Value(-120034));
  EXPECT_EQ(DecodeNumeric({1, 2, 0, 0, 5}), Value(500000000));  // trailing zeros are not sent
  EXPECT_EQ(DecodeNumeric({5, 4, 0, 0, 922, 3372, 368, 5477, 5807}),
            Value(std::numeric_limits<int64_t>::max()));
}

TEST(DecodeTest, NumericsThatDoNotFitAreText) {
  EXPECT_EQ(DecodeNumeric({5, 4, 0, 0, 922, 3372, 368, 5477, 5808}), Value("9223372036854775808"));
  EXPECT_EQ(DecodeNumeric({1, 5, 0x4000, 0, 3}), Value("-300000000000000000000"));
}

TEST(DecodeTest, WhatIsNotUsedIsRefused) {
  EXPECT_EQ(DecodeNumeric({2, 0, 0, 1, 1, 5000}), std::nullopt);  // 1.5
  EXPECT_EQ(DecodeNumeric({0, 0, 0xC000, 0}), std::nullopt);      // NaN
  EXPECT_EQ(DecodeCell(1700, "abc"), std::nullopt);
  EXPECT_EQ(DecodeCell(701, "12345678"), std::nullopt);   // float8
  EXPECT_EQ(DecodeCell(1184, "12345678"), std::nullopt);  // timestamptz
}

}  // namespace
}  // namespace eduplan::sql::postgres
