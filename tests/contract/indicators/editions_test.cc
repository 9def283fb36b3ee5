#include "services/platform/api/time.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Stub = v1::IndicatorService::Stub;

// Definitions and their editions, called as an administrator.
class EditionsTest : public IndicatorsTest {
 protected:
  absl::StatusOr<v1::Indicator> Get(const std::string& code, const std::string& period = "") {
    v1::GetIndicatorRequest request;
    request.set_name("indicators/" + code);
    request.set_period(period);
    return Call<v1::IndicatorService>(Root(), &Stub::GetIndicator, request);
  }
  absl::StatusOr<v1::Indicator> Create(const v1::Indicator& indicator) {
    v1::CreateIndicatorRequest request;
    *request.mutable_indicator() = indicator;
    return Call<v1::IndicatorService>(Root(), &Stub::CreateIndicator, request);
  }
  absl::StatusOr<v1::Indicator> Update(const v1::Indicator& indicator,
                                       const std::vector<std::string>& mask = {}) {
    v1::UpdateIndicatorRequest request;
    *request.mutable_indicator() = indicator;
    for (const std::string& path : mask) request.mutable_update_mask()->add_paths(path);
    return Call<v1::IndicatorService>(Root(), &Stub::UpdateIndicator, request);
  }
  // "code rule" of each indicator of a listing.
  std::vector<std::string> List(const std::string& period, const std::string& filter = "") {
    v1::ListIndicatorsRequest request;
    request.set_period(period);
    request.set_filter(filter);
    const auto page = Call<v1::IndicatorService>(Root(), &Stub::ListIndicators, request);
    EXPECT_THAT(page, test::IsOk());
    std::vector<std::string> shown;
    if (!page.ok()) return shown;
    for (const v1::Indicator& indicator : page->indicators()) {
      shown.push_back(indicator.code() + " " + indicator.rule());
    }
    return shown;
  }
  // The named edition of `code` with nothing else in it.
  static v1::Indicator Edition(const std::string& code, int year) {
    v1::Indicator indicator;
    indicator.set_name("indicators/" + code);
    indicator.mutable_effective_from()->set_year(year);
    indicator.mutable_effective_from()->set_month(1);
    indicator.mutable_effective_from()->set_day(1);
    return indicator;
  }
  void DefineSeats() {
    Define("new-seats,新增学位,个,0,FLOW,SUM,,,UP,ERROR integer >= 0,PUBLIC,true\n");
  }
  std::shared_ptr<const Catalogue> AsOf(CatalogueStore& store, int64_t sequence) {
    std::shared_ptr<const Catalogue> catalogue;
    EXPECT_THAT(database().Read([&](sql::Transaction& transaction) -> absl::Status {
      auto read = store.AsOf(transaction, sequence);
      if (!read.ok()) return read.status();
      catalogue = *read;
      return absl::OkStatus();
    }),
                test::IsOk());
    return catalogue;
  }
  static int64_t SequenceOf(const v1::Indicator& indicator) {
    return std::stoll(indicator.etag().substr(1));
  }
};
EDUPLAN_OVER_DATABASES(EditionsTest);

TEST_P(EditionsTest, ARuleThatChangesFrom2022LeavesTheOldOneToWhatEndedBefore) {
  DefineSeats();
  v1::Indicator edition = Edition("new-seats", 2022);
  edition.set_rule("ERROR 0..500");
  const auto changed = Update(edition);
  ASSERT_THAT(changed, test::IsOk());
  EXPECT_EQ(changed->display_name(), "新增学位");  // the rest is that of the edition before
  EXPECT_EQ(Get("new-seats")->rule(), "ERROR 0..500");
  EXPECT_EQ(Get("new-seats", "2021")->rule(), "ERROR integer >= 0");
  EXPECT_EQ(Get("new-seats", "2021-2022")->rule(), "ERROR 0..500");
  EXPECT_THAT(List("2021-H2"), ElementsAre("new-seats ERROR integer >= 0"));
  EXPECT_THAT(List("2022-01"), ElementsAre("new-seats ERROR 0..500"));
}

TEST_P(EditionsTest, WithoutADayTheLatestEditionIsChanged) {
  DefineSeats();
  ASSERT_THAT(Update(Edition("new-seats", 2022)), test::IsOk());
  v1::Indicator change;
  change.set_name("indicators/new-seats");
  change.set_display_name("新增学位数");
  ASSERT_THAT(Update(change), test::IsOk());
  EXPECT_EQ(Get("new-seats", "2022")->display_name(), "新增学位数");
  EXPECT_EQ(Get("new-seats", "2021")->display_name(), "新增学位");
  // Named in the mask and absent, the day means the edition from the beginning.
  change.set_display_name("学位");
  ASSERT_THAT(Update(change, {"display_name", "effective_from"}), test::IsOk());
  EXPECT_EQ(Get("new-seats", "2022")->display_name(), "新增学位数");
  EXPECT_EQ(Get("new-seats", "2021")->display_name(), "学位");
}

TEST_P(EditionsTest, AnEtagGuardsTheEditionThatIsChanged) {
  DefineSeats();
  v1::Indicator edition = Edition("new-seats", 2022);
  const std::string old_etag = Get("new-seats")->etag();
  edition.set_etag(old_etag);
  edition.set_display_name("二");
  const auto second = Update(edition);  // grows out of the first edition
  ASSERT_THAT(second, test::IsOk());
  edition.set_display_name("三");
  EXPECT_THAT(Update(edition), test::StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  edition.set_etag(second->etag());
  EXPECT_THAT(Update(edition), test::IsOk());
}

TEST_P(EditionsTest, AnIndicatorThatBeginsIn2023DefinesNothingBefore) {
  v1::Indicator indicator = Edition("tutoring", 2023);
  indicator.set_code("tutoring");
  indicator.set_display_name("课后服务");
  indicator.set_aggregation(v1::AGGREGATION_SUM);
  indicator.set_temporal_kind(v1::TEMPORAL_KIND_FLOW);
  ASSERT_THAT(Create(indicator), test::IsOk());
  EXPECT_THAT(Get("tutoring", "2022"), test::StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Get("tutoring", "2023-Q1"), test::IsOk());
  EXPECT_THAT(List("2022"), ElementsAre());
  EXPECT_THAT(Get("tutoring", "2023-Q5"),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD"));
}

TEST_P(EditionsTest, VersionsShowEveryEditionWithWhatItWas) {
  DefineSeats();
  v1::Indicator edition = Edition("new-seats", 2022);
  edition.set_display_name("甲");
  ASSERT_THAT(Update(edition), test::IsOk());
  edition.set_display_name("乙");
  const auto last = Update(edition);
  ASSERT_THAT(last, test::IsOk());
  v1::ListIndicatorVersionsRequest request;
  request.set_name("indicators/new-seats");
  const auto versions = Call<v1::IndicatorService>(Root(), &Stub::ListIndicatorVersions, request);
  ASSERT_THAT(versions, test::IsOk());
  ASSERT_EQ(versions->versions_size(), 3);
  EXPECT_EQ(versions->versions(0).indicator().display_name(), "乙");
  EXPECT_FALSE(versions->versions(0).has_superseded_time());
  EXPECT_EQ(versions->versions(1).indicator().display_name(), "甲");
  EXPECT_THAT(versions->versions(1).superseded_time(), test::EqualsProto(last->update_time()));
  EXPECT_EQ(versions->versions(2).indicator().display_name(), "新增学位");
  EXPECT_FALSE(versions->versions(2).has_superseded_time());
  request.set_name("indicators/nothing");
  EXPECT_THAT(Call<v1::IndicatorService>(Root(), &Stub::ListIndicatorVersions, request),
              test::StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(EditionsTest, TheUnitOfWhatHasValuesStays) {
  GrowSmallTree();
  DefineSeats();
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "4170"}}), test::IsOk());
  v1::Indicator change;
  change.set_name("indicators/new-seats");
  change.set_unit("万个");
  const auto refused = Update(change);
  EXPECT_THAT(refused, test::StatusIs(absl::StatusCode::kFailedPrecondition, "UNIT_IN_USE"));
  EXPECT_THAT(status::ChineseMessageOf(refused.status()), HasSubstr("2021-H1"));
  EXPECT_THAT(Update([] {
                v1::Indicator since = Edition("new-seats", 2021);
                since.set_unit("万个");
                return since;
              }()),
              test::StatusIs(absl::StatusCode::kFailedPrecondition, "UNIT_IN_USE"));
  // From 2022 no value stands, and none where it was cleared.
  v1::Indicator later = Edition("new-seats", 2022);
  later.set_unit("万个");
  EXPECT_THAT(Update(later), test::IsOk());
  EXPECT_EQ(Get("new-seats", "2021")->unit(), "个");
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", ""}}), test::IsOk());
  EXPECT_THAT(Update(change, {"unit", "effective_from"}), test::IsOk());
}

TEST_P(EditionsTest, FormulasInACircleAreRefusedByName) {
  Define("total,总数,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
  v1::Indicator half;
  half.set_code("half");
  half.set_display_name("一半");
  half.set_aggregation(v1::AGGREGATION_FORMULA);
  half.set_temporal_kind(v1::TEMPORAL_KIND_FLOW);
  half.set_formula("nothing / 2");
  EXPECT_THAT(Create(half),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_REFERENCE"));
  half.set_formula("total / 2");
  ASSERT_THAT(Create(half), test::IsOk());
  v1::Indicator change;
  change.set_name("indicators/total");
  change.set_aggregation(v1::AGGREGATION_FORMULA);
  change.set_formula("half * 2");
  const auto circle = Update(change);
  EXPECT_THAT(circle, test::StatusIs(absl::StatusCode::kInvalidArgument, "FORMULA_CYCLE"));
  EXPECT_THAT(status::ChineseMessageOf(circle.status()), HasSubstr("half -> total -> half"));
  EXPECT_EQ(Get("total")->aggregation(), v1::AGGREGATION_SUM);
}

TEST_P(EditionsTest, WhatOthersReferToKeepsItsKind) {
  Define(
      "part,分子,个,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "whole,分母,个,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "rate,比率,%,1,STOCK,RATIO,part,whole,UP,,PUBLIC,true\n");
  v1::Indicator change;
  change.set_name("indicators/whole");
  change.set_aggregation(v1::AGGREGATION_MEAN);
  const auto refused = Update(change);
  EXPECT_THAT(refused, test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_REFERENCE"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("rate refers to whole"));
}

TEST_P(EditionsTest, APastCatalogueIsReadAsItWasKnown) {
  DefineSeats();
  const int64_t first = SequenceOf(*Get("new-seats"));
  v1::Indicator edition = Edition("new-seats", 2022);
  edition.set_unit("所");
  const int64_t second = SequenceOf(*Update(edition));
  Define("other,其他,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
  CatalogueStore store;
  EXPECT_TRUE(AsOf(store, first - 1)->definitions().empty());
  const auto then = AsOf(store, first);
  EXPECT_EQ(then->Editions(0).size(), 1u);
  EXPECT_EQ(then, AsOf(store, second - 1));  // nothing changed between: the same in memory
  EXPECT_EQ(AsOf(store, second)->Editions(0).size(), 2u);
  EXPECT_EQ(AsOf(store, second)->definitions().size(), 1u);
  EXPECT_EQ(AsOf(store, second + 100)->definitions().size(), 2u);
  EXPECT_NE(then->version(), AsOf(store, second)->version());
  EXPECT_THAT(then->version(), HasSubstr("as-of:" + std::to_string(first)));
  EXPECT_EQ(then->version(), AsOf(store, first)->version());
}

TEST_P(EditionsTest, AllPagesAreOfTheCatalogueOfTheFirst) {
  DefineSeats();
  Define("b,二,个,0,FLOW,SUM,,,UP,,PUBLIC,true\nc,三,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n");
  EXPECT_THAT(List("", "unit = \"人\""), ElementsAre("c "));
  EXPECT_THAT(List("", "temporal_kind = STOCK"), ElementsAre("c "));
  v1::ListIndicatorsRequest request;
  request.set_page_size(2);
  const auto first = Call<v1::IndicatorService>(Root(), &Stub::ListIndicators, request);
  ASSERT_THAT(first, test::IsOk());
  ASSERT_EQ(first->indicators_size(), 2);
  v1::Indicator front;  // would stand before all others
  front.set_code("a");
  front.set_ordinal(1);
  Define(front);
  request.set_page_token(first->next_page_token());
  const auto second = Call<v1::IndicatorService>(Root(), &Stub::ListIndicators, request);
  ASSERT_THAT(second, test::IsOk());
  EXPECT_EQ(second->indicators_size(), 1);
  EXPECT_TRUE(second->next_page_token().empty());
}

TEST_P(EditionsTest, OnlyAdministratorsDefine) {
  v1::CreateIndicatorRequest request;
  request.mutable_indicator()->set_code("x");
  EXPECT_THAT(Call<v1::IndicatorService>(By("340100", {auth::Role::kReporter}),
                                         &Stub::CreateIndicator, request),
              test::StatusIs(absl::StatusCode::kPermissionDenied));
}

}  // namespace
}  // namespace eduplan::indicators
