#include "absl/strings/str_cat.h"
#include "tests/contract/indicators_model/game.h"

namespace eduplan::indicators_model {
namespace {

google::type::Date ToDate(Day day) {
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace

Expression Game::RandomFormula(const std::vector<std::string>& codes, int depth) {
  if (depth == 0 || chance_->Percent(15)) {
    if (chance_->Percent(20)) return {.op = '#', .number = chance_->Below(9)};
    const char op = chance_->Of<char>({'c', 'c', 'c', 'y', 'p'});
    return {.op = op, .code = chance_->Of(codes)};
  }
  const char op = chance_->Of<char>({'+', '-', '*', '/', 'm', 'M', 'a', 'o', 'i'});
  Expression formula = {.op = op};
  const int count = op == 'a' ? 1 : op == 'i' ? 4 : 2;
  for (int i = 0; i < count; ++i) formula.arguments.push_back(RandomFormula(codes, depth - 1));
  return formula;
}

void Game::DefineOne(const std::string& code, v1::Aggregation aggregation,
                     const std::string& numerator, const std::string& denominator) {
  Definition definition;
  v1::Indicator& proto = definition.proto;
  proto.set_code(code);
  proto.set_aggregation(aggregation);
  proto.set_temporal_kind(chance_->Of<v1::TemporalKind>(
      {v1::TEMPORAL_KIND_FLOW, v1::TEMPORAL_KIND_STOCK, v1::TEMPORAL_KIND_TO_DATE}));
  if (code == "s0") proto.set_temporal_kind(v1::TEMPORAL_KIND_FLOW);
  if (code == "s1") proto.set_temporal_kind(v1::TEMPORAL_KIND_TO_DATE);
  proto.set_numerator(numerator);
  proto.set_denominator(denominator);
  proto.set_factor("1");
  proto.set_unit("个");
  if (aggregation == v1::AGGREGATION_RATIO || aggregation == v1::AGGREGATION_SHARE_TRUE) {
    proto.set_unit("%");
    proto.set_factor("100");
  }
  proto.set_decimals(chance_->Below(3));
  proto.set_assessable(true);
  proto.set_entry_level(chance_->Of<v1::EntryLevel>({v1::ENTRY_LEVEL_COUNTY, v1::ENTRY_LEVEL_COUNTY,
                                                     v1::ENTRY_LEVEL_COUNTY, v1::ENTRY_LEVEL_CITY,
                                                     v1::ENTRY_LEVEL_SCHOOL}));
  proto.set_reference_point(chance_->Of<v1::ReferencePoint>(
      {v1::REFERENCE_POINT_PERIOD_END, v1::REFERENCE_POINT_PERIOD_END,
       v1::REFERENCE_POINT_PERIOD_START, v1::REFERENCE_POINT_FIXED_DATE}));
  if (proto.reference_point() == v1::REFERENCE_POINT_FIXED_DATE) {
    proto.set_reference_date(chance_->Percent(50) ? "09-01" : "03-15");
  }
  if (proto.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE && chance_->Percent(30)) {
    proto.set_accumulates_from(v1::ACCUMULATES_FROM_SCHOOL_YEAR_START);
  }
  if (aggregation == v1::AGGREGATION_SUM && chance_->Percent(30)) {
    proto.set_apportion_key("students");
  }
  if (aggregation == v1::AGGREGATION_FORMULA) {
    std::vector<std::string> operands = codes_;
    if (code == "f1") operands.emplace_back("f0");
    definition.formula = RandomFormula(operands, 2);
    proto.set_formula(definition.formula.Text());
  }
  IndicatorsTest::Define(proto);
  ++step_;
  Definitions all;
  if (const Definitions* before = facts_.definitions.At(step_)) all = *before;
  all[code] = {definition};
  facts_.definitions.Put(step_, std::move(all));
}

void Game::DefineAll() {
  for (const char* code : {"s0", "s1", "s2", "s3"}) {
    DefineOne(code, v1::AGGREGATION_SUM, "", "");
    codes_.emplace_back(code);
  }
  const auto add = [&](const char* code, v1::Aggregation aggregation, const char* numerator = "",
                       const char* denominator = "") {
    DefineOne(code, aggregation, numerator, denominator);
    codes_.emplace_back(code);
  };
  add("ratio", v1::AGGREGATION_RATIO, "s0", "s2");
  add("ratio-to-date", v1::AGGREGATION_RATIO, "s1", "s3");
  add("weighted", v1::AGGREGATION_WEIGHTED_MEAN, "", "s3");
  add("mean", v1::AGGREGATION_MEAN);
  add("least", v1::AGGREGATION_MIN);
  add("most", v1::AGGREGATION_MAX);
  add("count", v1::AGGREGATION_COUNT_TRUE);
  add("share", v1::AGGREGATION_SHARE_TRUE);
  add("middle", v1::AGGREGATION_MEDIAN);
  add("none", v1::AGGREGATION_NONE);
  DefineOne("f0", v1::AGGREGATION_FORMULA, "", "");
  DefineOne("f1", v1::AGGREGATION_FORMULA, "", "");
  codes_.emplace_back("f0");
  codes_.emplace_back("f1");
}

void Game::AddEdition() {
  const std::string code = chance_->Of(codes_);
  if (!edited_.insert(code).second) return;
  Definition edition = facts_.definitions.At(step_)->at(code).back();
  edition.from = chance_->Of<Day>({Day(2021, 1, 1), Day(2021, 7, 1), Day(2021, 9, 1)});
  // A field that is 0 is not given and would stay as it was.
  edition.proto.set_decimals(1 + chance_->Below(2));
  edition.proto.set_display_name("新口径");
  edition.proto.set_entry_level(chance_->Of<v1::EntryLevel>(
      {v1::ENTRY_LEVEL_COUNTY, v1::ENTRY_LEVEL_CITY, v1::ENTRY_LEVEL_SCHOOL}));
  if (edition.proto.reference_point() != v1::REFERENCE_POINT_FIXED_DATE) {
    edition.proto.set_reference_point(chance_->Of<v1::ReferencePoint>(
        {v1::REFERENCE_POINT_PERIOD_END, v1::REFERENCE_POINT_PERIOD_START}));
  }
  if (edition.aggregation() == v1::AGGREGATION_RATIO) edition.proto.set_factor("1000");
  v1::UpdateIndicatorRequest request;
  *request.mutable_indicator() = edition.proto;
  request.mutable_indicator()->set_name(absl::StrCat("indicators/", code));
  *request.mutable_indicator()->mutable_effective_from() = ToDate(edition.from);
  ASSERT_THAT(
      (CallAny<v1::IndicatorService>(&v1::IndicatorService::Stub::UpdateIndicator, request)),
      test::IsOk());
  Definitions all = *facts_.definitions.At(step_);
  all[code].push_back(edition);
  facts_.definitions.Put(step_, std::move(all));
}

}  // namespace eduplan::indicators_model
