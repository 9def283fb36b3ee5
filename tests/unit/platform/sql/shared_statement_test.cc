#include "services/platform/sql/shared_statement.h"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using Names = std::vector<std::string>;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// Answers with what was wanted, once it is let go.
class SharedStatementTest : public testing::Test {
 protected:
  ~SharedStatementTest() override { go_.set_value(); }

  absl::StatusOr<std::shared_ptr<const Names>> Ask(const std::string& name,
                                                   absl::Time deadline = absl::InfiniteFuture()) {
    return statement_.Run(
        [&](Names& wanted) {
          wanted.push_back(name);
          ++joined_;
        },
        deadline);
  }
  std::future<absl::StatusOr<std::shared_ptr<const Names>>> AskLater(const std::string& name) {
    return std::async(std::launch::async, [this, name] { return Ask(name); });
  }
  void WaitFor(const std::atomic<int>& count, int least) {
    while (count < least) std::this_thread::yield();
  }
  void LetGo() {
    go_.set_value();
    go_ = {};
  }

  std::promise<void> go_;
  std::shared_future<void> gone_ = go_.get_future().share();
  absl::Status failure_;
  std::atomic<int> joined_ = 0;
  std::atomic<int> sent_ = 0;
  SharedStatement<Names, Names> statement_{[this](const Names& wanted) -> absl::StatusOr<Names> {
    ++sent_;
    gone_.wait();
    if (!failure_.ok()) return failure_;
    return wanted;
  }};
};

TEST_F(SharedStatementTest, CallersThatComeWhileAStatementIsUnderWayShareTheNextOne) {
  auto first = AskLater("first");
  WaitFor(sent_, 1);
  auto second = AskLater("second");
  auto third = AskLater("third");
  WaitFor(joined_, 3);
  EXPECT_EQ(sent_, 1);  // the one under way is not theirs: they came too late
  LetGo();
  EXPECT_THAT(*first.get().value(), UnorderedElementsAre("first"));
  const auto second_answer = second.get().value();
  EXPECT_THAT(*second_answer, UnorderedElementsAre("second", "third"));
  EXPECT_EQ(third.get().value(), second_answer);
  EXPECT_EQ(sent_, 2);
}

TEST_F(SharedStatementTest, ACallerThatHasToWaitGivesUpAtItsDeadlineAndHoldsUpNobody) {
  auto first = AskLater("first");
  WaitFor(sent_, 1);
  EXPECT_THAT(Ask("impatient", absl::Now()), test::StatusIs(absl::StatusCode::kDeadlineExceeded));
  auto patient = AskLater("patient");
  WaitFor(joined_, 3);
  LetGo();
  EXPECT_THAT(*patient.get().value(), SizeIs(2));
  EXPECT_TRUE(first.get().ok());
}

TEST_F(SharedStatementTest, ManyThreadsAreAllAnswered) {
  LetGo();
  std::vector<std::future<void>> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.push_back(std::async(std::launch::async, [this] {
      for (int i = 0; i < 200; ++i)
        EXPECT_TRUE(statement_.Run([](Names&) {}, absl::Now() + absl::Minutes(1)).ok());
    }));
  }
  for (auto& thread : threads) thread.get();
  EXPECT_LE(sent_, 1600);
}

TEST_F(SharedStatementTest, AFailureIsTheAnswerOfAllWhoSharedIt) {
  failure_ = absl::UnavailableError("gone");
  LetGo();
  EXPECT_THAT(Ask("one"), test::StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(Ask("two"), test::StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(sent_, 2);
}

}  // namespace
}  // namespace eduplan::sql
