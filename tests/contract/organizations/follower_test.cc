#include "services/platform/tree/follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "tests/contract/organizations/consumer.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FollowerTest : public RegistryTest {
 protected:
  const tree::Day today_ = tree::ToDay(absl::CivilDay(2024, 5, 1));
};
EDUPLAN_OVER_DATABASES(FollowerTest);

TEST_P(FollowerTest, WhatIsCreatedAppearsInTheReplica) {
  CreateSmallTree();
  Consumer consumer(test::NewDatabaseUrl(GetParam()), key_dir(), registry().address());
  const auto snapshot = consumer.AtLeast(4);
  ASSERT_THAT(snapshot, IsOk());
  EXPECT_EQ((*snapshot)->size(), 4u);
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330500"), IsOk());
  const auto forest = consumer.AtLeast(5);
  ASSERT_THAT(forest, IsOk());
  EXPECT_EQ(tree::RelationOf(**forest, "330000", "330482", today_), auth::Relation::kAncestor);
  ASSERT_THAT(Move(Root(), MoveRequest("330482", "330400", Date(2024, 5, 1))), IsOk());
  const auto moved = consumer.AtLeast(6);
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(tree::RelationOf(**moved, "330500", "330482", today_), auth::Relation::kOther);
  EXPECT_EQ(tree::RelationOf(**moved, "330500", "330482", today_ - 1), auth::Relation::kAncestor);
  EXPECT_THAT(consumer.follower.Health(), IsOk());
}

TEST_P(FollowerTest, RecoversWhenTheRegistryIsRestarted) {
  test::TemporaryDirectory keys;
  const std::string database = test::NewDatabaseUrl(GetParam());
  auto registry = std::make_unique<RegistryServer>(
      RegistryServer::Options{.database = database, .key_dir = keys.path()});
  const std::string address = registry->address();
  const auto create = [&](std::string_view code) {
    grpc::ClientContext context;
    const auto token =
        registry->foundation().issuer->Issue(Root(), auth::kInternalAudience, absl::Minutes(5));
    client::Prepare({.token = *token, .trace_parent = ""}, &context);
    // Channels of one process share what they know of an address, so this one too may have just
    // been refused.
    context.set_wait_for_ready(true);
    v1::Organization created;
    return v1::OrganizationService::NewStub(registry->channel())
        ->CreateOrganization(&context, CreateRequest(code, v1::LEVEL_PROVINCE, ""), &created)
        .ok();
  };
  ASSERT_TRUE(create("330000"));
  Consumer consumer(test::NewDatabaseUrl(GetParam()), keys.path(), address);
  ASSERT_THAT(consumer.AtLeast(1), IsOk());
  registry.reset();
  registry = std::make_unique<RegistryServer>(
      RegistryServer::Options{.database = database, .key_dir = keys.path(), .listen = address});
  ASSERT_TRUE(create("340000"));
  const auto forest = consumer.AtLeast(2);
  ASSERT_THAT(forest, IsOk());
  EXPECT_EQ((*forest)->size(), 2u);
}

TEST_P(FollowerTest, RestartOfTheRegistryLosesNoDelta) {
  test::TemporaryDirectory keys;
  const std::string database = test::NewDatabaseUrl(GetParam());
  const auto start = [&](const std::string& listen) {
    return std::make_unique<RegistryServer>(
        RegistryServer::Options{.database = database, .key_dir = keys.path(), .listen = listen});
  };
  const auto create = [&](RegistryServer& registry, std::string_view code) {
    grpc::ClientContext context;
    const auto token =
        registry.foundation().issuer->Issue(Root(), auth::kInternalAudience, absl::Minutes(5));
    client::Prepare({.token = *token, .trace_parent = ""}, &context);
    context.set_wait_for_ready(true);
    v1::Organization created;
    return v1::OrganizationService::NewStub(registry.channel())
        ->CreateOrganization(&context, CreateRequest(code, v1::LEVEL_PROVINCE, ""), &created)
        .ok();
  };
  auto registry = start("127.0.0.1:0");
  const std::string address = registry->address();
  ASSERT_TRUE(create(*registry, "330000"));
  std::mutex mutex;
  std::vector<std::string> applied;
  Consumer consumer(
      test::NewDatabaseUrl(GetParam()), keys.path(), address,
      [&](change_log::Change&, const tree::Delta& delta, const tree::Forest&, const tree::Forest&) {
        std::lock_guard lock(mutex);
        for (const tree::Node& node : delta.nodes) applied.push_back(node.id);
        return absl::OkStatus();
      });
  ASSERT_THAT(consumer.AtLeast(1), IsOk());
  registry.reset();
  {
    // Changed where the follower does not look.
    auto elsewhere = start("127.0.0.1:0");
    for (const char* code : {"340000", "350000", "360000"}) ASSERT_TRUE(create(*elsewhere, code));
  }
  registry = start(address);
  ASSERT_TRUE(create(*registry, "370000"));
  ASSERT_THAT(consumer.AtLeast(5), IsOk());
  std::lock_guard lock(mutex);
  EXPECT_THAT(applied, ElementsAre("330000", "340000", "350000", "360000", "370000"));
}

TEST_P(FollowerTest, WithoutTheRegistryTheTreeStaysAndItsAgeIsTold) {
  test::TemporaryDirectory keys;
  auto registry = std::make_unique<RegistryServer>(RegistryServer::Options{
      .database = test::NewDatabaseUrl(GetParam()), .key_dir = keys.path()});
  Consumer consumer(test::NewDatabaseUrl(GetParam()), keys.path(), registry->address());
  const absl::Time until = absl::Now() + absl::Seconds(15);
  const auto reaches = [&](bool healthy) {
    while (consumer.follower.Health().ok() != healthy && absl::Now() < until) {
      EXPECT_THAT(consumer.replica.Refresh(), IsOk());
    }
    return consumer.follower.Health().ok() == healthy;
  };
  ASSERT_TRUE(reaches(true));
  registry.reset();
  ASSERT_TRUE(reaches(false));
  EXPECT_THAT(consumer.follower.Health().ToString(), HasSubstr(" old, as of "));
  EXPECT_NE(consumer.replica.Current(), nullptr);
}

TEST_P(FollowerTest, MetricsTellWhatTheTreeIs) {
  CreateSmallTree();
  Consumer consumer(test::NewDatabaseUrl(GetParam()), key_dir(), registry().address());
  ASSERT_THAT(consumer.AtLeast(4), IsOk());
  const std::string text = consumer.foundation.metrics->Text();
  EXPECT_THAT(text, HasSubstr("eduplan_tree_sequence 4\n"));
  EXPECT_THAT(text, HasSubstr("eduplan_tree_nodes 4\n"));
  EXPECT_THAT(text, HasSubstr("eduplan_tree_bytes "));
  EXPECT_THAT(text, HasSubstr("eduplan_tree_age_seconds "));
}

TEST_P(FollowerTest, ReplicaOfAProcessThatDoesNotFollowMovesOnToo) {
  CreateSmallTree();
  const std::string shared = test::NewDatabaseUrl(GetParam());
  Consumer one(shared, key_dir(), registry().address());
  ASSERT_THAT(one.AtLeast(4), IsOk());
  Consumer two(shared, key_dir(), registry().address());
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330500"), IsOk());
  EXPECT_THAT(one.AtLeast(5), IsOk());
  EXPECT_THAT(two.AtLeast(5), IsOk());
}

TEST_P(FollowerTest, OnApplySeesBothSidesOfAChange) {
  CreateSmallTree();
  std::mutex mutex;
  std::vector<std::pair<size_t, size_t>> seen;
  Consumer consumer(test::NewDatabaseUrl(GetParam()), key_dir(), registry().address(),
                    [&](change_log::Change&, const tree::Delta&, const tree::Forest& before,
                        const tree::Forest& after) {
                      std::lock_guard lock(mutex);
                      seen.emplace_back(before.size(), after.size());
                      return absl::OkStatus();
                    });
  ASSERT_THAT(consumer.AtLeast(4), IsOk());
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330500"), IsOk());
  ASSERT_THAT(consumer.AtLeast(5), IsOk());
  std::lock_guard lock(mutex);
  EXPECT_THAT(seen, ElementsAre(std::pair<size_t, size_t>(0, 4), std::pair<size_t, size_t>(4, 5)));
}

TEST_P(FollowerTest, ForestWithWaitsForWhatWasCreatedAMomentAgo) {
  CreateSmallTree();
  Consumer consumer(test::NewDatabaseUrl(GetParam()), key_dir(), registry().address());
  ASSERT_THAT(Create("330482", v1::LEVEL_COUNTY, "330500"), IsOk());
  server::Call call;
  call.principal = Administrator("330000");
  call.deadline = absl::Now() + absl::Seconds(15);
  const auto token = registry().foundation().issuer->Issue(call.principal, auth::kInternalAudience,
                                                           absl::Minutes(5));
  ASSERT_THAT(token, IsOk());
  call.token = *token;
  const auto forest = tree::ForestWith(consumer.replica, registry().channel(), call, "330482");
  ASSERT_THAT(forest, IsOk());
  EXPECT_NE((*forest)->Find("330482"), tree::Forest::kNone);
  EXPECT_THAT(tree::ForestWith(consumer.replica, registry().channel(), call, "999999"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(FollowerTest, BehindIsSaidWhenTheDeadlinePasses) {
  CreateSmallTree();
  Consumer consumer(test::NewDatabaseUrl(GetParam()), key_dir(), registry().address());
  EXPECT_THAT(consumer.replica.AtLeast(1000, absl::Now() + absl::Milliseconds(20)),
              StatusIs(absl::StatusCode::kUnavailable, "TREE_BEHIND"));
}

}  // namespace
}  // namespace eduplan::organizations
