#include "services/platform/server/bootstrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/matchers.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::server {
namespace {

using test::IsOk;
using test::StatusIs;

constexpr sql::Migration kSchema[] = {
    {"bootstrap_test", 1, "things", "CREATE TABLE things (id BIGINT PRIMARY KEY)"}};

class Bootstrap : public testing::Test {
 protected:
  absl::StatusOr<Foundation> Make() { return Foundation::Make("eduplan-test", options, kSchema); }

  test::TemporaryDirectory directory;
  CommonOptions options = [this] {
    CommonOptions common;
    common.database = "sqlite:" + directory.path() + "/test.db";
    common.key_dir = directory.path() + "/keys";
    return common;
  }();
};

TEST_F(Bootstrap, FoundationIsMigratedAndItsTokensAreItsOwn) {
  auto made = Make();
  ASSERT_THAT(made, IsOk());
  EXPECT_THAT(made->database->Query("SELECT id FROM things"), IsOk());
  EXPECT_THAT(made->changes->Current(), IsOk());
  auth::Principal principal{.subject = "eduplan-test"};
  auto token = made->issuer->Issue(principal, auth::kInternalAudience, absl::Minutes(5));
  ASSERT_THAT(token, IsOk());
  EXPECT_THAT(made->verifier->Verify(*token), IsOk());
}

TEST_F(Bootstrap, ASecondProcessSharesKeyAndDatabase) {
  auto first = Make();
  auto second = Make();
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  auto token =
      first->issuer->Issue({.subject = "first"}, auth::kInternalAudience, absl::Minutes(5));
  EXPECT_THAT(second->verifier->Verify(token.value()), IsOk());
}

TEST_F(Bootstrap, OnlyOneOfTwoProcessesHoldsALease) {
  auto first = Make();
  auto second = Make();
  absl::Time now = absl::FromUnixSeconds(1625097600);
  EXPECT_TRUE(first->leases->Acquire("work", now, absl::Seconds(10)).value());
  EXPECT_FALSE(second->leases->Acquire("work", now, absl::Seconds(10)).value());
}

TEST_F(Bootstrap, WhatIsNeededAndMissingIsNamed) {
  std::string database = std::exchange(options.database, "");
  EXPECT_THAT(Make().status().ToString(), testing::HasSubstr("--database"));
  options.database = database;
  options.key_dir = "";
  EXPECT_THAT(Make(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Make().status().ToString(), testing::HasSubstr("--key-dir"));
}

TEST_F(Bootstrap, FlagsSetTheOptions) {
  config::Flags flags("eduplan-test", "Test.");
  options.AddTo(flags);
  std::string program = "eduplan-test";
  std::string listen = "--listen=127.0.0.1:7";
  std::string drain = "--drain-time=3s";
  char* argv[] = {program.data(), listen.data(), drain.data()};
  ASSERT_EQ(flags.Parse(3, argv), std::nullopt);
  EXPECT_EQ(options.listen, "127.0.0.1:7");
  EXPECT_EQ(options.drain_time, absl::Seconds(3));
}

}  // namespace
}  // namespace eduplan::server
