#include "services/platform/api/time.h"

#include <gmock/gmock.h>

#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using test::EqualsProto;
using test::IsOkAndHolds;
using test::StatusIs;

TEST(TimeTest, TimestampsGoThereAndBack) {
  const absl::Time time = absl::FromUnixMicros(1'624'982'400'123'456);
  EXPECT_THAT(ToProto(time), EqualsProto("seconds: 1624982400 nanos: 123456000"));
  EXPECT_THAT(FromProto(ToProto(time), "t"), IsOkAndHolds(time));
  EXPECT_EQ(ToMicros(FromMicros(-1)), -1);
  EXPECT_THAT(ToProto(FromMicros(-1)), EqualsProto("seconds: -1 nanos: 999999000"));
}

TEST(TimeTest, TimestampOutOfRangeNamesTheField) {
  google::protobuf::Timestamp t;
  t.set_nanos(-1);
  EXPECT_THAT(FromProto(t, "read_time"),
              StatusIs(absl::StatusCode::kInvalidArgument, "TIMESTAMP_INVALID"));
  t.set_nanos(1'000'000'000);
  EXPECT_THAT(FromProto(t, "read_time"), StatusIs(absl::StatusCode::kInvalidArgument));
  t.set_nanos(0);
  t.set_seconds(253402300800);  // 10000-01-01
  EXPECT_THAT(FromProto(t, "read_time"), StatusIs(absl::StatusCode::kInvalidArgument));
  t.set_seconds(253402300799);
  EXPECT_THAT(FromProto(t, "read_time"), test::IsOk());
}

TEST(DateTest, TextGoesThereAndBack) {
  EXPECT_THAT(ParseDate("2024-02-29", "d"), IsOkAndHolds(absl::CivilDay(2024, 2, 29)));
  EXPECT_EQ(ToText(absl::CivilDay(949, 10, 1)), "0949-10-01");
}

TEST(DateTest, DaysThatDoNotExistAreRefused) {
  for (const char* bad : {"", "2023-02-29", "2021-13-01", "2021-00-10", "2021-6-30", "2021/06/30",
                          "0000-01-01", "2021-06-3x", "+021-06-30", "2021-06-30 ", " 2021-06-3"}) {
    EXPECT_THAT(ParseDate(bad, "d"), StatusIs(absl::StatusCode::kInvalidArgument, "DATE_INVALID"))
        << bad;
  }
}

TEST(DateTest, ProtoNeedsAllThreeParts) {
  EXPECT_THAT(ToProto(absl::CivilDay(2021, 6, 30)), EqualsProto("year: 2021 month: 6 day: 30"));
  google::type::Date date;
  date.set_year(2021);
  date.set_month(6);
  EXPECT_THAT(FromProto(date, "d"), StatusIs(absl::StatusCode::kInvalidArgument, "DATE_INVALID"));
  date.set_day(31);
  EXPECT_THAT(FromProto(date, "d"), StatusIs(absl::StatusCode::kInvalidArgument, "DATE_INVALID"));
  date.set_day(30);
  EXPECT_THAT(FromProto(date, "d"), IsOkAndHolds(absl::CivilDay(2021, 6, 30)));
}

TEST(DateTest, LocalDayBeginsAtSixteenHoursUtc) {
  const absl::Time sixteen = absl::FromCivil(absl::CivilHour(2021, 6, 30, 16), absl::UTCTimeZone());
  EXPECT_EQ(LocalDay(sixteen), absl::CivilDay(2021, 7, 1));
  EXPECT_EQ(LocalDay(sixteen - absl::Microseconds(1)), absl::CivilDay(2021, 6, 30));
}

}  // namespace
}  // namespace eduplan::api
