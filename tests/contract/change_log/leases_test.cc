#include "services/platform/change_log/leases.h"

#include <thread>
#include <vector>

#include "tests/contract/change_log/change_log_test.h"

namespace eduplan::change_log {
namespace {

using test::IsOk;
using test::IsOkAndHolds;

class LeasesTest : public ChangeLogTest {
 protected:
  const absl::Time start_ = absl::FromUnixSeconds(1000);
  const absl::Duration ttl_ = absl::Seconds(10);
};

TEST_P(LeasesTest, OneHolderUntilTheLeaseEnds) {
  Leases a(database(), "a");
  Leases b(database(), "b");
  EXPECT_THAT(a.Acquire("relay", start_, ttl_), IsOkAndHolds(true));
  EXPECT_THAT(b.Acquire("relay", start_ + absl::Seconds(9), ttl_), IsOkAndHolds(false));
  EXPECT_THAT(b.Acquire("relay", start_ + absl::Seconds(10), ttl_), IsOkAndHolds(true));
  EXPECT_THAT(a.Acquire("relay", start_ + absl::Seconds(11), ttl_), IsOkAndHolds(false));
}

TEST_P(LeasesTest, HolderExtendsItsLease) {
  Leases a(database(), "a");
  Leases b(database(), "b");
  ASSERT_THAT(a.Acquire("relay", start_, ttl_), IsOkAndHolds(true));
  EXPECT_THAT(a.Acquire("relay", start_ + absl::Seconds(5), ttl_), IsOkAndHolds(true));
  EXPECT_THAT(b.Acquire("relay", start_ + absl::Seconds(14), ttl_), IsOkAndHolds(false));
}

TEST_P(LeasesTest, ReleasedLeaseIsFreeAtOnceAndOnlyItsHolderReleasesIt) {
  Leases a(database(), "a");
  Leases b(database(), "b");
  ASSERT_THAT(a.Acquire("relay", start_, ttl_), IsOkAndHolds(true));
  EXPECT_THAT(b.Release("relay"), IsOk());
  EXPECT_THAT(b.Acquire("relay", start_, ttl_), IsOkAndHolds(false));
  EXPECT_THAT(a.Release("relay"), IsOk());
  EXPECT_THAT(b.Acquire("relay", start_, ttl_), IsOkAndHolds(true));
}

TEST_P(LeasesTest, NamesAreIndependent) {
  Leases a(database(), "a");
  Leases b(database(), "b");
  EXPECT_THAT(a.Acquire("relay", start_, ttl_), IsOkAndHolds(true));
  EXPECT_THAT(b.Acquire("tree-follower", start_, ttl_), IsOkAndHolds(true));
}

TEST_P(LeasesTest, OfManyAtOnceOneGetsIt) {
  std::atomic<int> holders = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      const auto mine = Another();
      Leases leases(*mine, "holder-" + std::to_string(i));
      auto got = leases.Acquire("relay", start_, ttl_);
      EXPECT_THAT(got, IsOk());
      if (got.ok() && *got) ++holders;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(holders, 1);
}

EDUPLAN_OVER_DATABASES(LeasesTest);

}  // namespace
}  // namespace eduplan::change_log
