#include <algorithm>

#include "absl/time/clock.h"
#include "services/indicators/checks/checks.h"
#include "tests/contract/indicators/checks_fixture.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ChecksServiceTest : public ChecksTest {};
EDUPLAN_OVER_DATABASES(ChecksServiceTest);

TEST_P(ChecksServiceTest, AConfirmedWarningStandsUntilAFigureChanges) {
  GrowSmallTree();
  Define("size,最大班额,人,0,STOCK,MAX,,,DOWN,WARNING > 55,PUBLIC,true\n");
  File("340111", "2021", {{"size", "56"}});
  auto response = Checked(Request("340111", "2021"));
  ASSERT_THAT(response, test::IsOk());
  ASSERT_EQ(response->open_warning_count(), 1);
  const std::string fingerprint = response->findings(0).fingerprint();

  response = Confirm(By("340111", {auth::Role::kReporter}), "340111", "2021", fingerprint);
  ASSERT_THAT(response, test::IsOk());
  EXPECT_EQ(response->open_warning_count(), 0);
  ASSERT_EQ(response->findings_size(), 1);
  EXPECT_EQ(response->findings(0).confirmation().reason(), "情况属实");
  EXPECT_EQ(response->findings(0).confirmation().principal(), "reporter@340111");
  // Written again with the same figure it is still confirmed, also in the answer of the write.
  const auto same = Write("340111", "2021", {{"size", "56"}});
  ASSERT_THAT(same, test::IsOk());
  EXPECT_TRUE(same->findings(0).has_confirmation());

  File("340111", "2021", {{"size", "57"}});
  response = Checked(Request("340111", "2021"));
  ASSERT_THAT(response, test::IsOk());
  EXPECT_EQ(response->open_warning_count(), 1);
  EXPECT_NE(response->findings(0).fingerprint(), fingerprint);
  EXPECT_THAT(Confirm(Root(), "340111", "2021", fingerprint),
              test::StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(ChecksServiceTest, AnErrorCannotBeConfirmedNorByWhoMayNotFile) {
  GrowSmallTree();
  Define("n,个数,个,0,STOCK,SUM,,,DOWN,ERROR 0..100; WARNING > 55,PUBLIC,true\n");
  File("340111", "2021", {{"n", "101"}});
  const Findings findings = Check("340111", "2021");
  ASSERT_EQ(findings.size(), 2u);
  const auto refused =
      Confirm(By("340111", {auth::Role::kReporter}), "340111", "2021", findings[0].fingerprint());
  EXPECT_THAT(refused, test::StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(status::ReasonOf(refused.status()), "NOT_CONFIRMABLE");
  EXPECT_THAT(
      Confirm(By("340122", {auth::Role::kReporter}), "340111", "2021", findings[1].fingerprint()),
      test::StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(Checked(Request("340111", "2021"))->open_warning_count(), 1);
}

TEST_P(ChecksServiceTest, ErrorsComeFirstThenTheOrderOfTheCatalogue) {
  GrowSmallTree();
  Define(
      "a,甲,个,0,STOCK,SUM,,,DOWN,WARNING > 5,PUBLIC,true\n"
      "b,乙,个,0,STOCK,SUM,,,DOWN,ERROR < 5; WARNING > 5,PUBLIC,true\n"
      "c,丙,个,0,STOCK,SUM,,,DOWN,ERROR < 5,PUBLIC,true\n");
  File("340111", "2021", {{"c", "9"}, {"b", "9"}, {"a", "9"}});
  std::vector<std::string> order;
  for (const v1::CheckFinding& finding : Check("340111", "2021")) {
    order.push_back(text::Cat(finding.indicator().substr(11), " ", finding.severity()));
  }
  EXPECT_THAT(order, ElementsAre("b 1", "c 1", "a 2", "b 2"));
}

TEST_P(ChecksServiceTest, WhatIsBeingTypedIsCheckedAsIfItWereWritten) {
  GrowSmallTree();
  Define(
      "total,总数,所,0,STOCK,SUM,,,DOWN,,PUBLIC,true\n"
      "part,部分,所,0,STOCK,SUM,,,DOWN,ERROR <= total,PUBLIC,true\n"
      "other,其他,所,0,STOCK,SUM,,,DOWN,ERROR <= 3,PUBLIC,true\n");
  File("340111", "2021", {{"total", "9"}, {"part", "9"}, {"other", "4"}});
  v1::CheckValuesRequest request = Request("340111", "2021");
  v1::ValueInput& input = *request.add_values();
  input.set_indicator("total");
  input.set_value("8");
  const auto response = Checked(request);
  ASSERT_THAT(response, test::IsOk());
  // Of those that refer to what is typed; `other` is not one.
  ASSERT_EQ(response->findings_size(), 1);
  EXPECT_EQ(response->findings(0).indicator(), "indicators/part");
  EXPECT_EQ(response->findings(0).difference(), "1");
  EXPECT_THAT(Reasons("340111", "2021"), ElementsAre("OUT_OF_RANGE"));  // nothing was written
  input.set_value("x");
  EXPECT_THAT(Checked(request), test::StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(ChecksServiceTest, RulesComparePeriodsTargetsAndEvidence) {
  GrowSmallTree();
  Define(
      "schools,学校数,所,0,STOCK,SUM,,,DOWN,WARNING change over 10% on year,PUBLIC,true\n"
      "cut,压减,名,0,STOCK,SUM,,,DOWN,ERROR actual <= target or reason,PUBLIC,true\n"
      "balanced,均衡,,0,STOCK,COUNT_TRUE,,,UP,ERROR true needs a document number as "
      "evidence,PUBLIC,true\n");
  File("340111", "2020", {{"schools", "100"}});
  v1::BatchUpdateValuesRequest target;
  target.set_parent("organizations/340111");
  target.set_period("2021");
  target.set_kind(v1::VALUE_KIND_TARGET);
  v1::ValueInput& input = *target.add_values();
  input.set_indicator("cut");
  input.set_value("32");
  ASSERT_THAT(Call<v1::ValueService>(By("340100", {auth::Role::kReviewer}),
                                     &v1::ValueService::Stub::BatchUpdateValues, target),
              test::IsOk());
  File("340111", "2021", {{"schools", "110"}, {"cut", "32"}, {"balanced", "0"}});
  EXPECT_THAT(Check("340111", "2021"), IsEmpty());
  File("340111", "2021", {{"schools", "111"}, {"cut", "33"}, {"balanced", "1"}});
  EXPECT_THAT(Reasons("340111", "2021"),
              ElementsAre("COMPARISON", "EVIDENCE_MISSING", "CHANGE_ON_YEAR"));
  v1::BatchUpdateValuesRequest proven;
  proven.set_parent("organizations/340111");
  proven.set_period("2021");
  for (const auto& [code, value] : {std::pair("cut", "33"), {"balanced", "1"}}) {
    v1::ValueInput& cell = *proven.add_values();
    cell.set_indicator(code);
    cell.set_value(value);
    cell.set_note("政策性压减");
    cell.set_evidence("教基〔2021〕5号");
  }
  ASSERT_THAT(Call<v1::ValueService>(By("340111", {auth::Role::kReporter}),
                                     &v1::ValueService::Stub::BatchUpdateValues, proven),
              test::IsOk());
  EXPECT_THAT(Reasons("340111", "2021"), ElementsAre("CHANGE_ON_YEAR"));
}

TEST_P(ChecksServiceTest, RulesOfAFormulaAreCheckedOfWhatItComputes) {
  GrowSmallTree();
  Define(
      "total,总数,所,0,STOCK,SUM,,,DOWN,,PUBLIC,true\n"
      "part,部分,所,0,STOCK,SUM,,,DOWN,,PUBLIC,true\n");
  v1::Indicator rest;
  rest.set_code("rest");
  rest.set_aggregation(v1::AGGREGATION_FORMULA);
  rest.set_temporal_kind(v1::TEMPORAL_KIND_STOCK);
  rest.set_formula("total - part");
  rest.set_rule("ERROR >= 0");
  Define(rest);
  File("340111", "2021", {{"total", "9"}, {"part", "9"}});
  EXPECT_THAT(Check("340111", "2021"), IsEmpty());
  // 9 − 11 = −2, also in the answer of the write of a part.
  const auto written = Write("340111", "2021", {{"part", "11"}});
  ASSERT_THAT(written, test::IsOk());
  ASSERT_EQ(written->findings_size(), 1);
  EXPECT_EQ(written->findings(0).indicator(), "indicators/rest");
  EXPECT_EQ(written->findings(0).found(), "-2");
}

TEST_P(ChecksServiceTest, AnEarlierPeriodIsCheckedByTheRulesOfItsTime) {
  GrowSmallTree();
  v1::Indicator size;
  size.set_code("size");
  size.set_temporal_kind(v1::TEMPORAL_KIND_STOCK);
  size.set_rule("ERROR <= 60");
  Define(size);
  size.set_rule("ERROR <= 55");
  size.set_name("indicators/size");
  size.set_display_name("最大班额");
  size.set_aggregation(v1::AGGREGATION_SUM);
  size.mutable_effective_from()->set_year(2022);
  size.mutable_effective_from()->set_month(1);
  size.mutable_effective_from()->set_day(1);
  v1::UpdateIndicatorRequest request;
  *request.mutable_indicator() = size;
  ASSERT_THAT(
      Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::UpdateIndicator, request),
      test::IsOk());
  File("340111", "2021", {{"size", "58"}});
  File("340111", "2022", {{"size", "58"}});
  EXPECT_THAT(Check("340111", "2021"), IsEmpty());
  EXPECT_THAT(Reasons("340111", "2022"), ElementsAre("OUT_OF_RANGE"));
}

class SetChecksTest : public ChecksTest {
 protected:
  absl::StatusOr<v1::CheckValuesResponse> OfSet(std::string_view organization) {
    v1::CheckValuesRequest request = Request(organization, "2021");
    request.set_indicator_set("indicatorSets/table-1");
    return Checked(request);
  }
  void MakeSet() {
    v1::CreateIndicatorSetRequest request;
    request.set_indicator_set_id("table-1");
    v1::IndicatorSet& set = *request.mutable_indicator_set();
    set.set_display_name("教育事业发展情况表");
    for (const auto& [code, required] : {std::pair("a", true), {"accidents", false}}) {
      v1::IndicatorSet::Member& member = *set.add_members();
      member.set_indicator(text::Cat("indicators/", code));
      member.set_required(required);
    }
    ASSERT_THAT(Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::CreateIndicatorSet,
                                           request),
                test::IsOk());
  }
};
EDUPLAN_OVER_DATABASES(SetChecksTest);

TEST_P(SetChecksTest, OnlyASetAsksForValues) {
  GrowSmallTree();
  Define(
      "a,甲,个,0,STOCK,SUM,,,DOWN,,PUBLIC,true\n"
      "accidents,事故,起,0,FLOW,SUM,,,DOWN,ERROR if missing (explicit zero required),PUBLIC,true\n"
      "other,其他,个,0,STOCK,SUM,,,DOWN,ERROR <= 3,PUBLIC,true\n");
  MakeSet();
  File("340111", "2021", {{"other", "4"}});
  EXPECT_THAT(Reasons("340111", "2021"), ElementsAre("OUT_OF_RANGE"));
  auto response = OfSet("340111");
  ASSERT_THAT(response, test::IsOk());
  ASSERT_EQ(response->findings_size(), 2);
  EXPECT_EQ(response->findings(0).reason(), "REQUIRED");
  EXPECT_EQ(response->findings(0).indicator(), "indicators/a");
  EXPECT_EQ(response->findings(1).reason(), "REQUIRED");
  EXPECT_EQ(response->findings(1).indicator(), "indicators/accidents");
  EXPECT_EQ(response->error_count(), 2);
  // A zero is a value, and what does not apply is said.
  File("340111", "2021", {{"a", "n/a"}, {"accidents", "0"}});
  EXPECT_EQ(OfSet("340111")->findings_size(), 0);
  // A city's own part is its own affair while others stand below it.
  EXPECT_EQ(OfSet("340100")->findings_size(), 0);
}

TEST_P(SetChecksTest, AnUnknownSetIsNotFound) {
  GrowSmallTree();
  EXPECT_THAT(OfSet("340111"), test::StatusIs(absl::StatusCode::kNotFound));
}

// Counts what goes through it.
class CountingTransaction final : public sql::Transaction {
 public:
  explicit CountingTransaction(sql::Transaction& inner) : inner_(inner) {}

  absl::StatusOr<sql::Rows> Query(std::string_view sql, const sql::Params& params) override {
    ++statements;
    return inner_.Query(sql, params);
  }
  absl::StatusOr<int64_t> Execute(std::string_view sql, const sql::Params& params) override {
    ++statements;
    return inner_.Execute(sql, params);
  }
  absl::Status ExecuteAll(std::span<const sql::Statement> all) override {
    statements += static_cast<int>(all.size());
    return inner_.ExecuteAll(all);
  }
  absl::StatusOr<std::vector<sql::Rows>> QueryAll(std::span<const sql::Statement> all) override {
    statements += static_cast<int>(all.size());
    return inner_.QueryAll(all);
  }
  absl::Status Scan(std::string_view sql, const sql::Params& params,
                    sql::RowVisitor visit) override {
    ++statements;
    return inner_.Scan(sql, params, visit);
  }
  absl::Status BulkInsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const sql::Row> rows) override {
    ++statements;
    return inner_.BulkInsert(table, columns, rows);
  }
  absl::Status BulkUpsert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const std::string_view> key,
                          std::span<const sql::Row> rows) override {
    ++statements;
    return inner_.BulkUpsert(table, columns, key, rows);
  }
  const sql::Dialect& dialect() const override { return inner_.dialect(); }

  int statements = 0;

 private:
  sql::Transaction& inner_;
};

TEST_P(ChecksServiceTest, TwoHundredIndicatorsTakeThreeStatements) {
  std::vector<Place> places = {{"340000", 2, ""}, {"340100", 3, "340000"}};
  for (int i = 10; i < 20; ++i) places.push_back({text::Cat("3401", i), 4, "340100"});
  Grow(places);
  std::string rows;
  std::vector<std::pair<std::string, std::string>> values;
  for (int i = 100; i < 300; ++i) {
    text::Append(
        &rows, "n-", i, ",指标", i,
        ",个,0,TO_DATE,SUM,,,UP,WARNING change over 10% on year; WARNING > 150,PUBLIC,true\n");
    values.emplace_back(text::Cat("n-", i), text::Cat(i));
  }
  Define(rows);
  for (const std::string period : {"2020-H1", "2020-H2", "2021-H1", "2021-05"}) {
    for (int i = 10; i < 20; ++i) File(text::Cat("3401", i), period, values);
  }
  CatalogueStore store;
  absl::Duration best = absl::InfiniteDuration();
  int statements = 0;
  size_t found = 0;
  for (int round = 0; round < 5; ++round) {
    ASSERT_THAT(server().foundation().database->Read([&](sql::Transaction& transaction) {
      const auto catalogue = store.In(transaction);
      const auto forest = server().replica().In(transaction);
      if (!catalogue.ok() || !forest.ok()) return absl::InternalError("no catalogue or tree");
      const absl::Time begin = absl::Now();
      CountingTransaction counting(transaction);
      const auto findings = CheckValues(counting, **catalogue, **forest, "340110",
                                        *calendar::Period::Parse("2021-H1"), {});
      best = std::min(best, absl::Now() - begin);
      statements = counting.statements;
      if (findings.ok()) found = findings->size();
      return findings.status();
    }),
                test::IsOk());
  }
  EXPECT_EQ(found, 149u);  // 151 to 299
  EXPECT_LE(statements, 3);
  RecordProperty("check_microseconds", static_cast<int>(absl::ToInt64Microseconds(best)));
}

}  // namespace
}  // namespace eduplan::indicators
