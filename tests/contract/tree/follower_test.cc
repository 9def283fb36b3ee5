// The replica as a real registry fills it.

#include "services/platform/tree/follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/macros.h"
#include "services/platform/tree/successions.h"
#include "tests/contract/organizations/consumer.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using ::testing::ElementsAre;
using tree::Fraction;
using tree::Heir;

class TreeFollowerTest : public RegistryTest {
 protected:
  // 330481 keeps 0.84 and 330500's new county gets 0.16; the registry is then at sequence 5.
  void SplitCounty() {
    v1::SplitOrganizationRequest split;
    split.set_name("organizations/330481");
    *split.mutable_effective_on() = Date(2022, 1, 1);
    v1::SplitTarget* stays = split.add_targets();
    stays->set_organization("organizations/330481");
    stays->add_shares()->set_share("0.84");
    v1::SplitTarget* goes = split.add_targets();
    goes->mutable_new_organization()->set_code("330502");
    goes->mutable_new_organization()->set_display_name("新区");
    goes->mutable_new_organization()->set_level(v1::LEVEL_COUNTY);
    goes->mutable_new_organization()->set_parent("organizations/330500");
    goes->add_shares()->set_share("0.16");
    ASSERT_THAT(Call(Root(), &Stub::SplitOrganization, split), IsOk());
  }
  void Merge() {
    v1::MergeOrganizationsRequest merge;
    merge.set_name("organizations/330500");
    merge.add_sources("organizations/330400");
    *merge.mutable_effective_on() = Date(2023, 1, 1);
    ASSERT_THAT(Call(Root(), &Stub::MergeOrganizations, merge), IsOk());
  }
  static void ExpectSplit(const tree::Forest& forest) {
    const tree::Day day = tree::ToDay(absl::CivilDay(2022, 1, 1));
    EXPECT_THAT(forest.successions().HeirsOf("330481", day - 1, day, "population"),
                ElementsAre(Heir{"330481", Fraction(21, 25)}, Heir{"330502", Fraction(4, 25)}));
    EXPECT_THAT(forest.successions().HeirsOf("330481", day - 2, day - 1, "population"),
                ElementsAre(Heir{"330481", 1}));
  }
};
EDUPLAN_OVER_DATABASES(TreeFollowerTest);

TEST_P(TreeFollowerTest, SuccessionsComeWithTheSnapshotAndWithEachChange) {
  CreateSmallTree();
  SplitCounty();
  const std::string url = test::NewDatabaseUrl(GetParam());
  Consumer consumer(url, key_dir(), registry().address());
  const auto snapshot = consumer.AtLeast(5);
  ASSERT_THAT(snapshot, IsOk());
  ExpectSplit(**snapshot);
  EXPECT_THAT((*snapshot)->successions().EverHeirs("330400"), ElementsAre());
  Merge();
  const auto merged = consumer.AtLeast(6);
  ASSERT_THAT(merged, IsOk());
  ExpectSplit(**merged);
  EXPECT_THAT((*merged)->successions().EverHeirs("330400"), ElementsAre("330500"));

  // Its own clock counts other things than the registry's: 1 is the snapshot, 2 the merger.
  ASSERT_THAT(
      consumer.foundation.database->Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(const auto before, consumer.replica.AsOf(transaction, 1));
        EXPECT_EQ(before->sequence(), 5);
        EXPECT_THAT(before->successions().EverHeirs("330400"), ElementsAre());
        EDUPLAN_ASSIGN_OR_RETURN(const auto after, consumer.replica.AsOf(transaction, 2));
        EXPECT_EQ(after->sequence(), 6);
        return absl::OkStatus();
      }),
      IsOk());
}

}  // namespace
}  // namespace eduplan::organizations
