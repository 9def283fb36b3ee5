// Eight writers and eight readers on three replicas over PostgreSQL, while Redis, the replicas,
// their networks and the tree are disturbed at random: everything they were told is then checked.
// EDUPLAN_CHAOS_SECONDS says for how long, EDUPLAN_CHAOS_SEED repeats the choices of a run.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <vector>

#include "tests/chaos/checker.h"
#include "tests/chaos/run.h"
#include "tests/support/matchers.h"

namespace eduplan::chaos {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Key;

int64_t FromEnvironment(const char* name, int64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : std::atoll(value);
}

TEST(ConsistencyTest, HoldsWhateverIsDisturbed) {
  const auto seed = static_cast<uint64_t>(FromEnvironment(
      "EDUPLAN_CHAOS_SEED", static_cast<int64_t>(std::random_device()() % 1000000)));
  const absl::Duration duration = absl::Seconds(FromEnvironment("EDUPLAN_CHAOS_SECONDS", 12));
  fmt::print("EDUPLAN_CHAOS_SEED={}\n", seed);
  std::fflush(stdout);
  World world;
  Course course;
  const absl::Status status = Play(world, {.duration = duration, .seed = seed}, &course);
  fmt::print("{}", course.Text());
  ASSERT_TRUE(status.ok()) << status;
  const Report report = Check(course.history);
  fmt::print("{}", report.Text());
  EXPECT_THAT(report.counts, IsEmpty()) << report.Text();
  EXPECT_THAT(course.surprises, IsEmpty());
  // The run was one.
  EXPECT_GT(report.writes, 100);
  EXPECT_GT(report.reads, 100);
  EXPECT_GT(report.repeated, 0);
  EXPECT_GT(course.most_cached, 0);
  EXPECT_THAT(course.disturbances, Contains(Key("county move")));
}

// The checker is shown what it is for, by real answers that come too late.
class StaleReaderTest : public testing::Test {
 protected:
  Report ReadBy(StaleTotals::What what, absl::Duration duration) {
    World world;
    Course course;
    const absl::Status status = Play(
        world,
        {.duration = duration,
         .readers = 2,
         .disturbed = false,
         .totals = [&](Totals& service) { return std::make_unique<StaleTotals>(service, what); }},
        &course);
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_THAT(course.surprises, IsEmpty());
    return Check(course.history);
  }

  // An answer is kept until its question was asked eight times, which takes the longer the busier
  // the machine is.
  void ExpectFound(StaleTotals::What what, std::vector<Fault> faults) {
    Report report;
    for (int seconds = 2; seconds <= 32 && !faults.empty(); seconds *= 2) {
      report = ReadBy(what, absl::Seconds(seconds));
      std::erase_if(faults, [&](Fault fault) { return report.counts.contains(fault); });
    }
    EXPECT_THAT(faults, IsEmpty()) << report.Text();
  }
};

TEST_F(StaleReaderTest, IsFoundToMissWritesByAnAnswerThatItKept) {
  ExpectFound(StaleTotals::What::kWhole, {Fault::kMissesWrite});
}

TEST_F(StaleReaderTest, IsFoundToMixMomentsByARowThatItKept) {
  ExpectFound(StaleTotals::What::kOneRow, {Fault::kMixedMoments, Fault::kNotItsMoment});
}

}  // namespace
}  // namespace eduplan::chaos
