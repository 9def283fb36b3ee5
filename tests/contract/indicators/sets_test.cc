#include "absl/time/clock.h"
#include "services/indicators/catalogue/set_store.h"
#include "services/platform/api/time.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Stub = v1::IndicatorService::Stub;

class SetsTest : public IndicatorsTest {
 protected:
  void SetUp() override {
    IndicatorsTest::SetUp();
    if (IsSkipped()) return;
    Define(
        "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
        "new-kg,新建幼儿园,所,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
  }
  static v1::IndicatorSet Set(const std::vector<std::string>& members) {
    v1::IndicatorSet set;
    set.set_display_name("教育事业半年报");
    set.set_table_number("教基1表");
    for (const std::string& member : members) set.add_members()->set_indicator(member);
    return set;
  }
  absl::StatusOr<v1::IndicatorSet> Create(const std::string& id, const v1::IndicatorSet& set) {
    v1::CreateIndicatorSetRequest request;
    request.set_indicator_set_id(id);
    *request.mutable_indicator_set() = set;
    return Call<v1::IndicatorService>(Root(), &Stub::CreateIndicatorSet, request);
  }
  absl::StatusOr<v1::IndicatorSet> Update(const v1::IndicatorSet& set) {
    v1::UpdateIndicatorSetRequest request;
    *request.mutable_indicator_set() = set;
    return Call<v1::IndicatorService>(Root(), &Stub::UpdateIndicatorSet, request);
  }
  absl::StatusOr<v1::IndicatorSet> Get(const std::string& id) {
    v1::GetIndicatorSetRequest request;
    request.set_name("indicatorSets/" + id);
    return Call<v1::IndicatorService>(By("340111", {auth::Role::kReporter}), &Stub::GetIndicatorSet,
                                      request);
  }
  absl::StatusOr<v1::IndicatorSet> Stored(const std::string& id, int64_t sequence) {
    absl::StatusOr<v1::IndicatorSet> set;
    EXPECT_THAT(database().Read([&](sql::Transaction& transaction) {
      set = ReadSet(transaction, id, sequence);
      return absl::OkStatus();
    }),
                test::IsOk());
    return set;
  }
  static google::type::Date DaysFromToday(int days) {
    return api::ToProto(api::LocalDay(absl::Now()) + days);
  }
};
EDUPLAN_OVER_DATABASES(SetsTest);

TEST_P(SetsTest, ASetIsKeptInTheOrderOfItsTable) {
  const auto made = Create("half-year", Set({"new-kg", "indicators/new-seats"}));
  ASSERT_THAT(made, test::IsOk());
  EXPECT_EQ(made->name(), "indicatorSets/half-year");
  EXPECT_EQ(made->version(), 1);
  EXPECT_EQ(made->state(), v1::IndicatorSet::STATE_VALID);
  EXPECT_EQ(made->members(0).indicator(), "indicators/new-kg");
  EXPECT_EQ(made->members(1).indicator(), "indicators/new-seats");
  EXPECT_THAT(Get("half-year"), test::IsOkAndHolds(test::EqualsProto(*made)));
  EXPECT_THAT(Create("half-year", Set({"new-kg"})),
              test::StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Get("nothing"), test::StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(SetsTest, AMemberThatIsNoIndicatorIsNamedByItsIndex) {
  const auto unknown = Create("a", Set({"new-kg", "nothing"}));
  EXPECT_THAT(unknown, test::StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_INDICATOR"));
  EXPECT_THAT(unknown.status().ToString(), HasSubstr("nothing"));
  const auto payload = unknown.status().GetPayload("type.googleapis.com/google.rpc.BadRequest");
  ASSERT_TRUE(payload.has_value());
  EXPECT_THAT(std::string(*payload), HasSubstr("indicator_set.members[1].indicator"));
  EXPECT_THAT(Create("a", Set({"new-kg", "indicators/new-kg"})),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_MEMBER"));
  EXPECT_THAT(Create("a", Set({})),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_MEMBERS"));
  EXPECT_THAT(Create("A b", Set({"new-kg"})),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_ID"));
  EXPECT_THAT(Create("a", v1::IndicatorSet()),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_DISPLAY_NAME"));
}

TEST_P(SetsTest, TheVersionCountsChangesOfMembersAndOldOnesCanBeRead) {
  const auto first = Create("half-year", Set({"new-kg"}));
  ASSERT_THAT(first, test::IsOk());
  v1::IndicatorSet change;
  change.set_name(first->name());
  change.set_issuer("省教育厅");
  const auto renamed = Update(change);
  ASSERT_THAT(renamed, test::IsOk());
  EXPECT_EQ(renamed->version(), 1);
  EXPECT_EQ(renamed->table_number(), "教基1表");
  change.set_etag(first->etag());
  EXPECT_THAT(Update(change), test::StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  change.set_etag(renamed->etag());
  *change.mutable_members() = Set({"new-kg", "new-seats"}).members();
  change.mutable_members(0)->set_required(true);
  const auto second = Update(change);
  ASSERT_THAT(second, test::IsOk());
  EXPECT_EQ(second->version(), 2);
  const int64_t sequence = std::stoll(first->etag().substr(1));
  EXPECT_EQ(Stored("half-year", sequence)->members_size(), 1);
  EXPECT_EQ(Stored("half-year", sequence)->issuer(), "");
  EXPECT_EQ(Stored("half-year", std::numeric_limits<int64_t>::max())->members_size(), 2);
  EXPECT_THAT(Stored("half-year", sequence - 1), test::StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(SetsTest, ASetIsInForceFromItsFirstDayToItsLast) {
  v1::IndicatorSet set = Set({"new-kg"});
  *set.mutable_valid_until() = DaysFromToday(-1);
  const auto expired = Create("expired", set);
  ASSERT_THAT(expired, test::IsOk());
  EXPECT_EQ(expired->state(), v1::IndicatorSet::STATE_EXPIRED);
  EXPECT_THAT(RequireValid(*Get("expired")),
              test::StatusIs(absl::StatusCode::kFailedPrecondition, "SET_EXPIRED"));
  set.clear_valid_until();
  *set.mutable_valid_from() = DaysFromToday(2);
  ASSERT_THAT(Create("upcoming", set), test::IsOk());
  EXPECT_EQ(Get("upcoming")->state(), v1::IndicatorSet::STATE_UPCOMING);
  EXPECT_THAT(RequireValid(*Get("upcoming")),
              test::StatusIs(absl::StatusCode::kFailedPrecondition, "SET_NOT_YET_VALID"));
  *set.mutable_valid_from() = DaysFromToday(-1);
  *set.mutable_valid_until() = DaysFromToday(1);
  ASSERT_THAT(Create("valid", set), test::IsOk());
  EXPECT_THAT(RequireValid(*Get("valid")), test::IsOk());
  *set.mutable_valid_until() = DaysFromToday(-2);
  EXPECT_THAT(Create("never", set),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_VALIDITY"));
}

TEST_P(SetsTest, SetsAreListedByIdPageByPage) {
  for (const char* id : {"c", "a", "b"}) ASSERT_THAT(Create(id, Set({"new-kg"})), test::IsOk());
  v1::ListIndicatorSetsRequest request;
  request.set_page_size(2);
  const auto first = Call<v1::IndicatorService>(Root(), &Stub::ListIndicatorSets, request);
  ASSERT_THAT(first, test::IsOk());
  ASSERT_EQ(first->indicator_sets_size(), 2);
  EXPECT_EQ(first->indicator_sets(0).name(), "indicatorSets/a");
  ASSERT_THAT(Create("d", Set({"new-kg"})), test::IsOk());  // after the first page was made
  request.set_page_token(first->next_page_token());
  const auto second = Call<v1::IndicatorService>(Root(), &Stub::ListIndicatorSets, request);
  ASSERT_THAT(second, test::IsOk());
  ASSERT_EQ(second->indicator_sets_size(), 1);
  EXPECT_EQ(second->indicator_sets(0).name(), "indicatorSets/c");
  EXPECT_TRUE(second->next_page_token().empty());
}

TEST_P(SetsTest, OnlyAdministratorsMakeSets) {
  v1::CreateIndicatorSetRequest request;
  request.set_indicator_set_id("a");
  *request.mutable_indicator_set() = Set({"new-kg"});
  EXPECT_THAT(Call<v1::IndicatorService>(By("340100", {auth::Role::kReviewer}),
                                         &Stub::CreateIndicatorSet, request),
              test::StatusIs(absl::StatusCode::kPermissionDenied));
  request.set_validate_only(true);
  EXPECT_THAT(Call<v1::IndicatorService>(Root(), &Stub::CreateIndicatorSet, request), test::IsOk());
  EXPECT_THAT(Get("a"), test::StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace eduplan::indicators
