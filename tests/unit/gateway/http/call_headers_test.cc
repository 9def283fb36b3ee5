#include "gateway/http/call_headers.h"

#include <gtest/gtest.h>

namespace eduplan::http {
namespace {

RequestHead With(const std::string& name, const std::string& value) {
  RequestHead head;
  head.headers.emplace_back(name, value);
  return head;
}

struct Timeout {
  const char* header;
  const char* value;
  absl::Duration expected;
};

class TimeoutHeader : public testing::TestWithParam<Timeout> {};

TEST_P(TimeoutHeader, IsRead) {
  const auto timeout = RequestedTimeout(With(GetParam().header, GetParam().value));
  ASSERT_TRUE(timeout.ok()) << GetParam().value;
  EXPECT_EQ(*timeout, GetParam().expected) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(H3, TimeoutHeader,
                         testing::Values(Timeout{"grpc-timeout", "2H", absl::Hours(2)},
                                         Timeout{"grpc-timeout", "3M", absl::Minutes(3)},
                                         Timeout{"grpc-timeout", "10S", absl::Seconds(10)},
                                         Timeout{"grpc-timeout", "99999999m",
                                                 absl::Milliseconds(99999999)},
                                         Timeout{"grpc-timeout", "5u", absl::Microseconds(5)},
                                         Timeout{"grpc-timeout", "7n", absl::Nanoseconds(7)},
                                         Timeout{"x-request-timeout", "2.5", absl::Seconds(2.5)},
                                         Timeout{"x-request-timeout", "2s", absl::Seconds(2)}));

TEST(RequestedTimeoutH3, BadValuesAreRefused) {
  for (const char* value : {"", "S", "5", "5x", "-5S", "123456789S", "0S", "1.5S"}) {
    EXPECT_FALSE(RequestedTimeout(With("grpc-timeout", value)).ok()) << value;
  }
  for (const char* value : {"", "x", "-1", "0", "nan", "inf", "1e12"}) {
    EXPECT_FALSE(RequestedTimeout(With("x-request-timeout", value)).ok()) << value;
  }
  EXPECT_EQ(*RequestedTimeout(RequestHead{}), std::nullopt);
}

TEST(TraceParentTest, WellFormedOneGoesOnAndAnyOtherIsReplaced) {
  const std::string good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  EXPECT_EQ(TraceParent(With("traceparent", good)), good);
  const std::string fresh = TraceParent(With("traceparent", "00-0-0-0"));
  EXPECT_EQ(fresh.size(), good.size());
  EXPECT_NE(fresh, TraceParent(RequestHead{}));
}

TEST(NamesTagTest, ComparesWeaklyAndReadsLists) {
  EXPECT_TRUE(NamesTag("W/\"a\"", "W/\"a\""));
  EXPECT_TRUE(NamesTag("\"x\", \"a\"", "W/\"a\""));
  EXPECT_TRUE(NamesTag("*", "W/\"a\""));
  EXPECT_FALSE(NamesTag("\"ab\"", "W/\"a\""));
  EXPECT_FALSE(NamesTag("", "W/\"a\""));
}

}  // namespace
}  // namespace eduplan::http
