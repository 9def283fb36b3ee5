// One process at a time writes what waits, however long that takes.
#include <atomic>

#include "tests/contract/plan_items/links_fixture.h"
#include "tests/support/fake_clock.h"

namespace eduplan::plan_items {
namespace {

constexpr char kLease[] = "link-writes";

class LinksLeaseTest : public LinksTest {
 protected:
  // Makes so many plans with a value each that waits to be written.
  void MakeWaiting(int plans) {
    for (int i = 0; i < plans; ++i) {
      const v1::Plan plan = Import(kCounty, std::to_string(2021 + i));
      v1::AcceptLinksRequest request;
      Add(plan, "新增学位", "seats", request);
      fake_.SetDown(true);
      EXPECT_EQ(Accept(request)->pending_count(), 1);
      fake_.SetDown(false);
    }
  }
  // Another process takes the lease, if it can.
  bool OtherTakesIt() {
    const auto taken = other().Acquire(kLease, clock_.Now(), absl::Hours(1));
    EXPECT_THAT(taken, IsOk());
    return taken.value_or(true);
  }
  change_log::Leases other() { return {database(), "another process"}; }
  std::function<absl::Time()> Clock() {
    return [this] { return clock_.Now(); };
  }

  // What waits has waited for a moment.
  test::FakeClock clock_{absl::Now() + absl::Minutes(1)};
};

TEST_P(LinksLeaseTest, NoOtherProcessGetsTheLeaseHoweverLongALookTakes) {
  constexpr int kPlans = 8;
  MakeWaiting(kPlans);
  std::atomic<int> taken = 0;
  fake_.OnWrite([&] {
    clock_.Advance(absl::Seconds(14));  // nearly what each may take
    if (OtherTakesIt()) ++taken;
  });
  InTheBackground([&] { return fake_.written() == kPlans; }, Clock());
  EXPECT_EQ(fake_.written(), kPlans);
  EXPECT_EQ(taken, 0);
  // Nothing is left, and the place is free at once.
  EXPECT_TRUE(OtherTakesIt());
}

TEST_P(LinksLeaseTest, WhoLosesTheLeaseLeavesTheRest) {
  MakeWaiting(3);
  std::atomic<int64_t> asked = 0;
  fake_.OnWrite([&] {
    if (asked > 0) return;
    clock_.Advance(absl::Minutes(10));  // it stood still
    EXPECT_TRUE(OtherTakesIt());
    asked = clock_.asked();
  });
  // A few looks later.
  InTheBackground([&] { return asked > 0 && clock_.asked() > asked + 10; }, Clock());
  EXPECT_EQ(fake_.written(), 1);
  ASSERT_THAT(other().Release(kLease), IsOk());
  InTheBackground([&] { return fake_.written() == 3; }, Clock());
  EXPECT_EQ(fake_.written(), 3);
}

EDUPLAN_OVER_DATABASES(LinksLeaseTest);

}  // namespace
}  // namespace eduplan::plan_items
