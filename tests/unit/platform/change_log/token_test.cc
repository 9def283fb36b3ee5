#include <gmock/gmock.h>

#include "absl/strings/escaping.h"
#include "services/platform/change_log/change_log.h"
#include "tests/support/matchers.h"

namespace eduplan::change_log {
namespace {

using test::IsOkAndHolds;
using test::StatusIs;

TEST(TokenTest, SaysTheSequenceOfItsService) {
  const std::string token = MakeToken("indicators", 42);
  EXPECT_THAT(TokenSequence(token, "indicators"), IsOkAndHolds(42));
  EXPECT_THAT(TokenSequence(token, "organizations"), IsOkAndHolds(0));
  EXPECT_THAT(TokenSequence("", "indicators"), IsOkAndHolds(0));
}

TEST(TokenTest, MergingTakesTheMaximumOfEachService) {
  auto a = MergeTokens(MakeToken("indicators", 42), MakeToken("organizations", 7));
  ASSERT_THAT(a, test::IsOk());
  auto b = MergeTokens(*a, MakeToken("indicators", 41));
  ASSERT_THAT(b, test::IsOk());
  EXPECT_THAT(TokenSequence(*b, "indicators"), IsOkAndHolds(42));
  EXPECT_THAT(TokenSequence(*b, "organizations"), IsOkAndHolds(7));
  EXPECT_THAT(MergeTokens("", ""), IsOkAndHolds(""));
  EXPECT_THAT(MergeTokens("", *b), IsOkAndHolds(*b));
}

TEST(TokenTest, MalformedIsInvalid) {
  std::string many = "a0=1";
  for (int i = 1; i < 17; ++i) many += ",a" + std::to_string(i) + "=1";
  for (const std::string& text :
       {std::string("indicators"), std::string("=1"), std::string("a=-1"), std::string("a=x"),
        std::string("a=1,"), std::string("A=1"), std::string("a=99999999999999999999"), many}) {
    EXPECT_THAT(TokenSequence(absl::WebSafeBase64Escape(text), "a"),
                StatusIs(absl::StatusCode::kInvalidArgument, "CONSISTENCY_TOKEN_INVALID"))
        << text;
  }
  EXPECT_THAT(TokenSequence("!", "a"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(TokenSequence(std::string(5000, 'A'), "a"),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace eduplan::change_log
