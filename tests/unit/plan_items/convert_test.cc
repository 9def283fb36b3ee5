#include "services/plan_items/convert.h"

#include <gmock/gmock.h>

#include "tests/support/matchers.h"

namespace eduplan::plan_items {
namespace {

TEST(ConvertTest, EveryFieldOfAReadingIsShown) {
  importer::ParsedPlan plan;
  plan.title = "题";
  plan.issuer = "局";
  plan.issuer_level = "county";
  plan.document_kind = importer::DocumentKind::kSummaryAndPlan;
  plan.periods = {"2021", "20XX"};
  plan.preamble = "序";
  plan.outline = {{.path = "1.2",
                   .level = 2,
                   .marker = "（二）",
                   .heading = "头",
                   .section_kind = importer::SectionKind::kProblems,
                   .text = "文",
                   .start = 3,
                   .end = 9}};
  plan.measurements = {{.item_path = "1.2",
                        .name = "学位",
                        .value = "12.5",
                        .unit = "万个",
                        .comparator = importer::Comparator::kAtLeast,
                        .kind = importer::MeasurementKind::kTarget,
                        .masked = true,
                        .part_of = "全部",
                        .quote = "12.5万个",
                        .start = 4,
                        .end = 10}};
  plan.findings = {{.code = "NUMBERING_GAP",
                    .severity = importer::Severity::kWarning,
                    .message_en = "gap",
                    .message_zh = "缺号",
                    .item_path = "1",
                    .start = 5,
                    .end = 6}};
  plan.truncated = true;
  EXPECT_THAT(ToProto(plan), test::EqualsProto(R"pb(
                title: "题"
                issuer: "局"
                issuer_level: "county"
                document_kind: DOCUMENT_KIND_SUMMARY_AND_PLAN
                periods: "2021"
                periods: "20XX"
                preamble: "序"
                outline {
                  path: "1.2"
                  level: 2
                  marker: "（二）"
                  heading: "头"
                  section_kind: SECTION_KIND_PROBLEMS
                  text: "文"
                  start: 3
                  end: 9
                  origin {}
                }
                measurements {
                  item_path: "1.2"
                  name: "学位"
                  value: "12.5"
                  unit: "万个"
                  comparator: COMPARATOR_AT_LEAST
                  kind: MEASUREMENT_KIND_TARGET
                  masked: true
                  part_of: "全部"
                  quote: "12.5万个"
                  start: 4
                  end: 10
                  change: CHANGE_LEVEL
                  origin {}
                }
                findings {
                  code: "NUMBERING_GAP"
                  severity: SEVERITY_WARNING
                  message: "gap"
                  message_zh: "缺号"
                  item_path: "1"
                  start: 5
                  end: 6
                  origin {}
                }
                truncated: true
              )pb"));
}

TEST(ConvertTest, KindsKeepTheirMeaning) {
  const auto kind_of = [](importer::DocumentKind kind) {
    importer::ParsedPlan plan;
    plan.document_kind = kind;
    return ToProto(plan).document_kind();
  };
  EXPECT_EQ(kind_of(importer::DocumentKind::kUnspecified), v1::DOCUMENT_KIND_UNSPECIFIED);
  EXPECT_EQ(kind_of(importer::DocumentKind::kKeyPoints), v1::DOCUMENT_KIND_KEY_POINTS);
  EXPECT_EQ(kind_of(importer::DocumentKind::kPlan), v1::DOCUMENT_KIND_PLAN);
  EXPECT_EQ(kind_of(importer::DocumentKind::kSummary), v1::DOCUMENT_KIND_SUMMARY);
}

}  // namespace
}  // namespace eduplan::plan_items
