// A plan of 5,000 items against a corrected one, and against another year's.

#include <fmt/format.h>

#include <random>
#include <string>

#include "absl/time/clock.h"
#include "services/plan_items/comparison/difference.h"
#include "services/plan_items/comparison/findings.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/report.h"

namespace eduplan::benchmarks {
namespace {

namespace v1 = ::eduplan::plan::v1;

constexpr int kItems = 5000;
constexpr int kBelowOne = 50;  // items of a chapter

class Writer {
 public:
  // Han characters, most of them of a few hundred, as in real texts.
  std::string Words(int least, int most) {
    std::string words;
    for (int n = least + Below(most - least); n > 0; --n) {
      const int c = 0x4e00 + 7 * (Below(5) == 0 ? Below(2000) : Below(300));
      words += {static_cast<char>(0xe0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)),
                static_cast<char>(0x80 | (c & 63))};
    }
    return words;
  }
  v1::ParsedPlan Plan() {
    v1::ParsedPlan plan;
    plan.set_document_kind(v1::DOCUMENT_KIND_KEY_POINTS);
    plan.add_periods("2023");
    for (int i = 0; i < kItems; ++i) {
      v1::OutlineNode& node = *plan.add_outline();
      const int place = i % kBelowOne;
      node.set_path(place == 0 ? fmt::format("{}", i / kBelowOne + 1)
                               : fmt::format("{}.{}", i / kBelowOne + 1, place));
      node.set_heading(Words(6, 16));
      node.set_text(Words(40, 160));
      v1::Measurement& figure = *plan.add_measurements();
      figure.set_item_path(node.path());
      figure.set_name(Words(3, 8));
      figure.set_value(fmt::format("{}", Below(1000)));
      figure.set_unit("个");
      figure.set_kind(v1::MEASUREMENT_KIND_TARGET);
    }
    return plan;
  }
  // Every `each`-th item gets other words and another figure.
  v1::ParsedPlan Edited(v1::ParsedPlan plan, int each) {
    for (int i = 0; i < kItems; i += each) {
      plan.mutable_outline(i)->mutable_text()->append(Words(5, 20));
      plan.mutable_outline(i)->set_heading(Words(2, 4) + plan.outline(i).heading());
      plan.mutable_measurements(i)->set_value(fmt::format("{}", Below(1000)));
    }
    return plan;
  }

 private:
  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  std::mt19937 random_{1};
};

absl::Status RunAll(const Options&, Report& report) {
  Writer writer;
  const v1::ParsedPlan plan = writer.Plan();
  for (const auto& [name, other] :
       {std::pair("one in ten edited", writer.Edited(plan, 10)),
        std::pair("all edited", writer.Edited(plan, 1)), std::pair("another", writer.Plan())}) {
    const auto difference = [&]() -> absl::StatusOr<double> {
      const absl::Time start = absl::Now();
      const v1::PlanDifference found = comparison::DifferenceOf(plan, other);
      if (comparison::IsEmpty(found)) return absl::DataLossError("no difference");
      return absl::ToDoubleMilliseconds(absl::Now() - start);
    };
    EDUPLAN_RETURN_IF_ERROR(
        report.Run(Figure{.name = fmt::format("difference of 5,000 items, {}", name),
                          .unit = "ms",
                          .wanted = 1000,
                          .at_most = true,
                          .measured = difference}));
    const auto findings = [&]() -> absl::StatusOr<double> {
      v1::ParsedPlan next = other;
      next.set_periods(0, "2024");
      const absl::Time start = absl::Now();
      const comparison::PlanComparison found = comparison::ComparePlans(next, plan);
      if (found.findings.empty()) return absl::DataLossError("no findings");
      return absl::ToDoubleMilliseconds(absl::Now() - start);
    };
    EDUPLAN_RETURN_IF_ERROR(
        report.Run(Figure{.name = fmt::format("findings of 5,000 items, {}", name),
                          .unit = "ms",
                          .wanted = 1000,
                          .at_most = true,
                          .measured = findings}));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_comparison", eduplan::benchmarks::RunAll);
}
