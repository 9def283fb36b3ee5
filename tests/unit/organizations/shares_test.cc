#include "services/organizations/model/shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;
using test::IsOk;
using test::StatusIs;
using Code = absl::StatusCode;

v1::SplitOrganizationRequest Split(
    std::vector<std::vector<std::pair<std::string, std::string>>> t) {
  v1::SplitOrganizationRequest request;
  for (const auto& shares : t) {
    v1::SplitTarget* target = request.add_targets();
    for (const auto& [key, share] : shares) {
      target->add_shares()->set_key(key);
      target->mutable_shares()->rbegin()->set_share(share);
    }
  }
  return request;
}

absl::Status Check(v1::SplitOrganizationRequest request) {
  return CheckShares(&request);
}

TEST(CheckShares, AddUpToOneExactlyForEachKey) {
  EXPECT_THAT(Check(Split({{{"", "0.6"}}, {{"", "0.4"}}})), IsOk());
  EXPECT_THAT(Check(Split({{{"", "0.333333333"}}, {{"", "0.333333333"}}, {{"", "0.333333334"}}})),
              IsOk());
  EXPECT_THAT(Check(Split({{{"", "0.6"}}, {{"", "0.400000001"}}})),
              StatusIs(Code::kInvalidArgument, "SHARES_DO_NOT_ADD_UP"));
  EXPECT_THAT(
      Check(Split({{{"", "0.6"}, {"students", "0.7"}}, {{"", "0.4"}, {"students", "0.3"}}})),
      IsOk());
  EXPECT_THAT(
      Check(Split({{{"", "0.6"}, {"students", "0.7"}}, {{"", "0.4"}, {"students", "0.2"}}})),
      StatusIs(Code::kInvalidArgument, "SHARES_DO_NOT_ADD_UP"));
}

TEST(CheckShares, EveryTargetHasEveryKey) {
  EXPECT_THAT(Check(Split({{{"", "0.6"}, {"students", "1"}}, {{"", "0.4"}}})),
              StatusIs(Code::kInvalidArgument, "SHARE_KEYS_DIFFER"));
  EXPECT_THAT(Check(Split({{{"", "0.6"}}, {{"", "0.4"}, {"students", "1"}}})),
              StatusIs(Code::kInvalidArgument, "SHARE_KEYS_DIFFER"));
  EXPECT_THAT(Check(Split({{{"students", "1"}}, {{"students", "0"}}})),
              StatusIs(Code::kInvalidArgument));
  EXPECT_THAT(Check(Split({{{"", "0.6"}, {"default", "0.6"}}, {{"", "0.4"}}})),
              StatusIs(Code::kInvalidArgument, "DUPLICATE_SHARE_KEY"));
}

TEST(CheckShares, OnlyDecimalsAboveZeroUpToOne) {
  for (const char* wrong : {"", "0", "0.0", "1.1", "-0.5", "0,5", ".5", "1.", "0.1234567890",
                            "5e-1", "0.5 ", "NaN", "2"}) {
    EXPECT_THAT(Check(Split({{{"", wrong}}, {{"", "0.5"}}})),
                StatusIs(Code::kInvalidArgument, "INVALID_SHARE"))
        << wrong;
  }
  EXPECT_THAT(Check(Split({{{"Students", "0.5"}}, {{"Students", "0.5"}}})),
              StatusIs(Code::kInvalidArgument, "INVALID_SHARE_KEY"));
}

}  // namespace
}  // namespace eduplan::organizations
