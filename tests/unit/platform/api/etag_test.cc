#include "services/platform/api/etag.h"

#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using test::IsOk;
using test::StatusIs;

TEST(EtagTest, IsTheSequenceInQuotes) {
  EXPECT_EQ(MakeEtag(42), "\"42\"");
}

TEST(EtagTest, EmptyAndCurrentPass) {
  EXPECT_THAT(CheckEtag("", 42, "plans/1"), IsOk());
  EXPECT_THAT(CheckEtag("\"42\"", 42, "plans/1"), IsOk());
}

TEST(EtagTest, StaleIsAborted) {
  EXPECT_THAT(CheckEtag("\"41\"", 42, "plans/1"),
              StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
}

TEST(EtagTest, MalformedIsInvalid) {
  for (const char* bad : {"42", "\"\"", "\"", "\"042\"", "\" 42\"", "W/\"42\"", "\"4x\"",
                          "\"99999999999999999999\""}) {
    EXPECT_THAT(CheckEtag(bad, 42, "plans/1"),
                StatusIs(absl::StatusCode::kInvalidArgument, "ETAG_INVALID"))
        << bad;
  }
}

}  // namespace
}  // namespace eduplan::api
