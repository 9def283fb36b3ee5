#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/convert.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

auth::Principal Service() {
  return {.subject = "eduplan-test",
          .organization = "*",
          .roles = static_cast<uint32_t>(auth::Role::kService),
          .client = "test",
          .on_behalf_of = ""};
}

// An open stream, cancelled at the end.
class Stream {
 public:
  Stream(v1::OrganizationService::Stub& stub, std::unique_ptr<grpc::ClientContext> context,
         int64_t after)
      : context_(std::move(context)) {
    v1::WatchOrganizationsRequest request;
    request.set_after_sequence(after);
    reader_ = stub.WatchOrganizations(context_.get(), request);
  }
  ~Stream() {
    context_->TryCancel();
    reader_->Finish();
  }
  v1::WatchOrganizationsResponse Next() {
    v1::WatchOrganizationsResponse message;
    EXPECT_TRUE(reader_->Read(&message));
    return message;
  }
  // The next message that says something new.
  v1::WatchOrganizationsResponse NextChange() {
    v1::WatchOrganizationsResponse message = Next();
    while (message.organizations_size() == 0 && !message.snapshot_begins()) {
      message = Next();
    }
    return message;
  }

 private:
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchOrganizationsResponse>> reader_;
};

std::vector<std::string> Ids(const v1::WatchOrganizationsResponse& message) {
  std::vector<std::string> ids;
  for (const v1::Organization& organization : message.organizations()) {
    ids.emplace_back(IdOf(organization.name()));
  }
  return ids;
}

class WatchTest : public RegistryTest {
 protected:
  std::unique_ptr<Stream> Watch(int64_t after) {
    stub_ = stub();
    auto context = std::make_unique<grpc::ClientContext>();
    Prepare(Service(), context.get());
    return std::make_unique<Stream>(*stub_, std::move(context), after);
  }

 private:
  std::unique_ptr<v1::OrganizationService::Stub> stub_;
};
EDUPLAN_OVER_DATABASES(WatchTest);

TEST_P(WatchTest, SnapshotThenEachChangeInOneMessage) {
  CreateSmallTree();
  const auto stream = Watch(0);
  const auto snapshot = stream->Next();
  EXPECT_TRUE(snapshot.snapshot_begins());
  EXPECT_FALSE(snapshot.snapshot_continues());
  EXPECT_EQ(snapshot.sequence(), 4);
  EXPECT_THAT(Ids(snapshot), ElementsAre("330000", "330400", "330481", "330500"));

  ASSERT_THAT(Import(Root(),
                     "code,name,level,kind,parent,from\n"
                     "330482,丙县,COUNTY,,330400,\n"
                     "330483,丁县,COUNTY,,330400,\n"),
              IsOk());
  const auto imported = stream->NextChange();
  EXPECT_EQ(imported.sequence(), 5);
  EXPECT_FALSE(imported.snapshot_begins());
  EXPECT_THAT(Ids(imported), ElementsAre("330482", "330483"));
  ASSERT_THAT(Move(Root(), MoveRequest("330481", "330500", Date(2024, 1, 1))), IsOk());
  const auto moved = stream->NextChange();
  EXPECT_EQ(moved.sequence(), 6);
  ASSERT_THAT(Ids(moved), ElementsAre("330481"));
  EXPECT_EQ(moved.organizations(0).placements_size(), 2);
}

TEST_P(WatchTest, ResumesAfterASequenceWithEveryStateInBetween) {
  CreateSmallTree();
  ASSERT_THAT(Move(Root(), MoveRequest("330481", "330500", Date(2023, 1, 1))), IsOk());
  ASSERT_THAT(Move(Root(), MoveRequest("330481", "330400", Date(2024, 1, 1))), IsOk());
  const auto stream = Watch(3);
  const int placements[] = {1, 2, 3};
  for (int i = 0; i < 3; ++i) {
    const auto change = stream->NextChange();
    EXPECT_EQ(change.sequence(), 4 + i);
    ASSERT_THAT(Ids(change), ElementsAre("330481"));
    EXPECT_EQ(change.organizations(0).placements_size(), placements[i]);
  }
}

TEST_P(WatchTest, HeartbeatSaysHowFarTheRegistryIs) {
  CreateSmallTree();
  const auto stream = Watch(4);
  for (int i = 0; i < 3; ++i) {
    const auto heartbeat = stream->Next();
    EXPECT_EQ(heartbeat.sequence(), 4);
    EXPECT_THAT(Ids(heartbeat), IsEmpty());
  }
}

TEST_P(WatchTest, ChangeWithoutOrganizationsStillMovesTheSequence) {
  CreateSmallTree();
  const auto stream = Watch(4);
  ASSERT_EQ(stream->Next().sequence(), 4);
  // The same row again: the clock ticks, nothing changes.
  ASSERT_THAT(Import(Root(), "code,name,level,kind,parent,from\n330500,机构330500,CITY,,330000,\n"),
              IsOk());
  v1::WatchOrganizationsResponse message = stream->Next();
  while (message.sequence() < 5) {
    message = stream->Next();
  }
  EXPECT_EQ(message.sequence(), 5);
  EXPECT_THAT(Ids(message), IsEmpty());
}

TEST_P(WatchTest, SequenceAheadOfARestoredRegistryGetsASnapshot) {
  CreateSmallTree();
  const auto snapshot = Watch(900)->Next();
  EXPECT_TRUE(snapshot.snapshot_begins());
  EXPECT_EQ(snapshot.organizations_size(), 4);
}

TEST_P(WatchTest, CommitsOfAnotherReplicaAreSeen) {
  CreateSmallTree();
  const auto stream = Watch(4);
  RegistryServer other({.database = url(), .key_dir = key_dir()});
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::Organization created;
  ASSERT_TRUE(v1::OrganizationService::NewStub(other.channel())
                  ->CreateOrganization(
                      &context, CreateRequest("330482", v1::LEVEL_COUNTY, "330400"), &created)
                  .ok());
  EXPECT_THAT(Ids(stream->NextChange()), ElementsAre("330482"));
}

TEST_P(WatchTest, LargeSnapshotComesInChunks) {
  CreateSmallTree();
  organizations::Watch watch(*registry().foundation().changes, {.snapshot_chunk = 2});
  std::vector<v1::WatchOrganizationsResponse> messages;
  bool done = false;
  ASSERT_THAT(watch.Stream(
                  0, [&] { return done; },
                  [&](const v1::WatchOrganizationsResponse& message) {
                    messages.push_back(message);
                    done = !message.snapshot_continues();
                    return true;
                  }),
              IsOk());
  ASSERT_EQ(messages.size(), 3u);  // two full ones, and one that finds no more
  EXPECT_TRUE(messages[0].snapshot_begins());
  EXPECT_FALSE(messages[1].snapshot_begins());
  EXPECT_TRUE(messages[1].snapshot_continues());
  EXPECT_THAT(Ids(messages[1]), ElementsAre("330481", "330500"));
  EXPECT_THAT(Ids(messages[2]), IsEmpty());
}

TEST_P(WatchTest, OnlyServicesMayWatch) {
  auto context = std::make_unique<grpc::ClientContext>();
  Prepare(Root(), context.get());
  v1::WatchOrganizationsResponse message;
  const auto reader = stub()->WatchOrganizations(context.get(), {});
  EXPECT_FALSE(reader->Read(&message));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

}  // namespace
}  // namespace eduplan::organizations
