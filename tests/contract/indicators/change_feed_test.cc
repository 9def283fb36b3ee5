#include <thread>

#include "absl/time/clock.h"
#include "services/platform/status/text.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ChangeFeedTest : public IndicatorsTest {
 protected:
  void SetUp() override {
    IndicatorsTest::SetUp();
    if (IsSkipped()) return;
    GrowSmallTree();
    Define(
        "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
        "new-kg,新建幼儿园,所,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
  }

  // Reads until the end, or until `enough` says so.
  absl::StatusOr<std::vector<v1::ValueChange>> Read(
      std::string_view parent, int64_t after = 0, bool follow = false,
      const std::function<bool(const v1::ValueChange&)>& enough = {},
      const auth::Principal& who = Root()) {
    v1::StreamValueChangesRequest request;
    request.set_parent(text::Cat("organizations/", parent));
    request.set_after_sequence(after);
    request.set_follow(follow);
    grpc::ClientContext context;
    Prepare(who, &context);
    const auto stub = v1::ValueService::NewStub(server().channel());
    const auto stream = stub->StreamValueChanges(&context, request);
    std::vector<v1::ValueChange> changes;
    v1::ValueChange change;
    while (stream->Read(&change)) {
      changes.push_back(change);
      if (enough && enough(change)) {
        context.TryCancel();
        break;
      }
    }
    const grpc::Status status = stream->Finish();
    if (!status.ok() && status.error_code() != grpc::StatusCode::CANCELLED) {
      return status::FromGrpc(status);
    }
    return changes;
  }

  // "340111 2021-H1 new-kg=1 new-seats=2".
  static std::string Text(const v1::ValueChange& change) {
    std::string words = text::Cat(change.organization().substr(14), " ", change.period());
    for (const v1::Value& value : change.values()) {
      text::Append(&words, " ", value.indicator().substr(11), "=",
                   value.content_case() == v1::Value::CONTENT_NOT_SET ? "cleared" : value.value());
    }
    return words;
  }
  static std::vector<std::string> Texts(const std::vector<v1::ValueChange>& changes) {
    std::vector<std::string> texts;
    for (const v1::ValueChange& change : changes) texts.push_back(Text(change));
    return texts;
  }
  void Import(std::string_view rows) {
    v1::ImportValuesRequest request;
    request.mutable_file()->set_content_type("text/csv");
    request.mutable_file()->set_data(text::Cat("organization,period,indicator,value\n", rows));
    request.set_request_id(NewRequestId());
    ASSERT_THAT(Call<v1::ValueService>(Root(), &v1::ValueService::Stub::ImportValues, request),
                IsOk());
  }
};
EDUPLAN_OVER_DATABASES(ChangeFeedTest);

TEST_P(ChangeFeedTest, EveryChangeComesInItsOrderAsItWasWritten) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "2"}, {"new-kg", "1"}}), IsOk());
  ASSERT_THAT(Write("340122", "2021-H1", {{"new-seats", "5"}}), IsOk());
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "3"}}), IsOk());
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", ""}}), IsOk());
  const auto changes = Read("340100");
  ASSERT_THAT(changes, IsOk());
  EXPECT_THAT(Texts(*changes),
              ElementsAre("340111 2021-H1 new-kg=1 new-seats=2", "340122 2021-H1 new-seats=5",
                          "340111 2021-H1 new-seats=3", "340111 2021-H1 new-seats=cleared"));
  for (const v1::ValueChange& change : *changes) {
    EXPECT_EQ(change.values(0).version(), change.sequence());
    EXPECT_EQ(change.values(0).update_time().seconds(), change.time().seconds());
    EXPECT_EQ(change.values(0).principal(),
              text::Cat("reporter@", change.organization().substr(14)));
  }
}

TEST_P(ChangeFeedTest, GoingOnAfterASequenceSendsWhatIsLater) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "2"}}), IsOk());
  ASSERT_THAT(Write("340122", "2021-H1", {{"new-seats", "5"}}), IsOk());
  const auto all = Read("340100");
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->size(), 2u);
  const auto rest = Read("340100", all->front().sequence());
  ASSERT_THAT(rest, IsOk());
  EXPECT_THAT(Texts(*rest), ElementsAre("340122 2021-H1 new-seats=5"));
  EXPECT_THAT(*Read("340100", all->back().sequence()), IsEmpty());
}

TEST_P(ChangeFeedTest, GoingOnInTheMiddleOfATransactionLosesNothingOfIt) {
  Import("340111,2021-H1,new-seats,1\n340122,2021-H1,new-seats,2\n340202,2021-H1,new-seats,3\n");
  const auto all = Read("340000");
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ(Read("340000", (*all)[0].sequence())->size(), 3u);
  EXPECT_EQ(Read("340000", (*all)[1].sequence())->size(), 3u);
  EXPECT_THAT(*Read("340000", (*all)[2].sequence()), IsEmpty());
  EXPECT_EQ((*all)[0].values(0).version(), (*all)[2].sequence());
  // For a city whose part of it is one change there is nothing to repeat.
  const auto city = Read("340200");
  ASSERT_THAT(city, IsOk());
  EXPECT_EQ(city->at(0).sequence(), city->at(0).values(0).version());
}

TEST_P(ChangeFeedTest, MoreThanAPageComesWhole) {
  std::string rows;
  std::vector<Place> schools;
  for (int i = 0; i < 450; ++i) {
    const std::string id = text::Cat("school-", i);
    schools.push_back({id, 6, "340111"});
    text::Append(&rows, id, ",2021-H1,new-seats,", i, "\n");
  }
  Grow(schools);
  for (int i = 0; i < 150; ++i) {
    ASSERT_THAT(Write("340122", "2021-H1", {{"new-seats", text::Cat(i + 1)}}), IsOk());
  }
  Import(rows);
  for (int i = 0; i < 150; ++i) {
    ASSERT_THAT(Write("340122", "2021-H2", {{"new-seats", text::Cat(i + 1)}}), IsOk());
  }
  const auto changes = Read("340000");
  ASSERT_THAT(changes, IsOk());
  ASSERT_EQ(changes->size(), 750u);
  int64_t last = 0;
  for (const v1::ValueChange& change : *changes) {
    EXPECT_GE(change.sequence(), last);
    ASSERT_EQ(change.values_size(), 1);
    last = change.sequence();
  }
  EXPECT_EQ(Text(changes->at(149)), "340122 2021-H1 new-seats=150");
  EXPECT_EQ(Text(changes->at(749)), "340122 2021-H2 new-seats=150");
}

TEST_P(ChangeFeedTest, AFollowerGetsWhatComes) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "1"}}), IsOk());
  absl::StatusOr<std::vector<v1::ValueChange>> changes = absl::UnknownError("not read");
  std::atomic<bool> began = false;
  std::thread follower([&] {
    changes = Read("340100", 0, true, [&](const v1::ValueChange& change) {
      began = true;
      return change.period() == "2021-H2";
    });
  });
  while (!began) std::this_thread::yield();
  const auto other = Write("340202", "2021-H1", {{"new-seats", "9"}});
  const auto written = Write("340111", "2021-H2", {{"new-seats", "2"}});
  follower.join();
  ASSERT_THAT(other, IsOk());
  ASSERT_THAT(written, IsOk());
  ASSERT_THAT(changes, IsOk());
  EXPECT_THAT(Texts(*changes),
              ElementsAre("340111 2021-H1 new-seats=1", "340111 2021-H2 new-seats=2"));
}

TEST_P(ChangeFeedTest, AFollowerOfNothingGetsHeartbeats) {
  const absl::Time begin = absl::Now();
  const auto changes = Read("340100", 0, true, [](const v1::ValueChange&) { return true; });
  ASSERT_THAT(changes, IsOk());
  EXPECT_GE(absl::Now() - begin, absl::Seconds(5));
  EXPECT_EQ(changes->at(0).organization(), "");
  EXPECT_GT(changes->at(0).sequence(), 0);
  // What the heartbeat says has been passed.
  EXPECT_THAT(*Read("340100", changes->at(0).sequence()), IsEmpty());
}

TEST_P(ChangeFeedTest, OfWritersAtOnceNoneIsLeftOut) {
  std::atomic<int> done = 0;
  std::vector<std::thread> writers;
  for (const char* organization : {"340111", "340122", "340123", "340171"}) {
    writers.emplace_back([&, organization] {
      for (int i = 1; i <= 25; ++i) {
        EXPECT_THAT(Write(organization, "2021-H1", {{"new-seats", text::Cat(i)}}), IsOk());
      }
      ++done;
    });
  }
  std::map<std::string, std::vector<std::string>> seen;
  size_t count = 0;
  const auto changes = Read("340100", 0, true, [&](const v1::ValueChange& change) {
    if (!change.organization().empty()) {
      seen[change.organization()].push_back(change.values(0).value());
      ++count;
    }
    return count == 100;
  });
  for (std::thread& writer : writers) writer.join();
  ASSERT_THAT(changes, IsOk());
  for (const auto& [organization, values] : seen) {
    ASSERT_EQ(values.size(), 25u) << organization;
    for (int i = 0; i < 25; ++i) EXPECT_EQ(values[i], text::Cat(i + 1)) << organization;
  }
}

TEST_P(ChangeFeedTest, OnlyWhoReadsTheOrganizationGetsIt) {
  EXPECT_THAT(Read("340100", 0, false, {}, By("340111", {auth::Role::kReporter})),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(ChangeFeedTest, ASequenceThatThereIsNotIsRefused) {
  EXPECT_THAT(Read("340100", -1),
              StatusIs(absl::StatusCode::kInvalidArgument, "SEQUENCE_NEGATIVE"));
  EXPECT_THAT(Read("340100", 1'000'000),
              StatusIs(absl::StatusCode::kFailedPrecondition, "SEQUENCE_AHEAD"));
}

}  // namespace
}  // namespace eduplan::indicators
