#include "services/platform/metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eduplan::metrics {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, TheSameNameAndLabelsGiveTheSameCounter) {
  Registry registry;
  registry.GetCounter("eduplan_things_total", "Things.", {{"kind", "a"}}).Add();
  registry.GetCounter("eduplan_things_total", "Things.", {{"kind", "a"}}).Add(2);
  registry.GetCounter("eduplan_things_total", "Things.", {{"kind", "b"}}).Add();
  EXPECT_THAT(registry.Text(), HasSubstr("# TYPE eduplan_things_total counter"));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_things_total{kind=\"a\"} 3"));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_things_total{kind=\"b\"} 1"));
}

TEST(Metrics, HistogramCountsIntoItsBucketsInSeconds) {
  Registry registry;
  Histogram& seconds = registry.GetHistogram("eduplan_work_seconds", "Work.");
  seconds.Observe(absl::Milliseconds(3));
  seconds.Observe(absl::Seconds(31));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_work_seconds_bucket{le=\"0.0025\"} 0"));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_work_seconds_bucket{le=\"0.005\"} 1"));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_work_seconds_bucket{le=\"30\"} 1"));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_work_seconds_count 2"));
}

TEST(Metrics, GaugeIsAskedWheneverTheMetricsAreReadAsLongAsItLives) {
  Registry registry;
  double level = 1;
  auto gauge = registry.MakeGauge("eduplan_level", "A level.", [&] { return level; });
  EXPECT_THAT(registry.Text(), HasSubstr("# TYPE eduplan_level gauge"));
  level = 2.5;
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_level 2.5"));
  const auto refused = registry.MakeGauge("eduplan_level", "Another.", [] { return 7.0; });
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_level 2.5"));
  gauge.reset();
  EXPECT_THAT(registry.Text(), Not(HasSubstr("eduplan_level 2.5")));
}

TEST(Metrics, WhatPrometheusRefusesIsNotExportedAndDoesNoHarm) {
  Registry registry;
  registry.GetCounter("not a name", "Wrong.").Add();
  registry.GetHistogram("eduplan_both", "One kind.").Observe(absl::Seconds(1));
  registry.GetCounter("eduplan_both", "Another kind.").Add();
  EXPECT_THAT(registry.Text(), Not(HasSubstr("not a name")));
  EXPECT_THAT(registry.Text(), HasSubstr("eduplan_both_count 1"));
}

}  // namespace
}  // namespace eduplan::metrics
