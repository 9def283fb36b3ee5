// Linking the figures of one long plan to a large catalogue of indicators.

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/plan_items/linking/linker.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/report.h"

namespace eduplan::benchmarks {
namespace {

namespace linking = plan_items::linking;
namespace v1 = ::eduplan::plan::v1;
namespace indicator_v1 = ::eduplan::indicator::v1;

constexpr int kIndicators = 2000;
constexpr int kFigures = 500;
constexpr int kDecisions = 5000;

// A name for each number: whose, of what, which.
std::string NameOf(int number) {
  constexpr std::array<const char*, 20> kWhose = {
      "幼儿园", "小学",     "初中",   "普通高中", "中职学校", "特教学校", "乡村学校",
      "寄宿制", "民办学校", "教学点", "社区学院", "老年大学", "卫生院",   "村卫生室",
      "养老院", "福利院",   "敬老院", "图书馆",   "体育场馆", "实训基地"};
  constexpr std::array<const char*, 20> kWhat = {"专任教师", "校医",   "保安",   "食堂",   "宿舍",
                                                 "教室",     "运动场", "图书",   "计算机", "实验室",
                                                 "床位",     "学位",   "经费",   "志愿者", "护理员",
                                                 "参训者",   "毕业生", "检查点", "救护车", "档案"};
  constexpr std::array<const char*, 5> kWhich = {"新增", "改造", "达标", "配备", "年末在册"};
  return fmt::format("{}{}{}", kWhich[number / 400], kWhose[number % 20], kWhat[number / 20 % 20]);
}

std::vector<indicator_v1::Indicator> Indicators() {
  std::vector<indicator_v1::Indicator> indicators(kIndicators);
  for (int i = 0; i < kIndicators; ++i) {
    indicators[i].set_code(fmt::format("i-{}", i));
    indicators[i].set_display_name(NameOf(i));
    indicators[i].set_unit("个");
    indicators[i].set_assessable(true);
  }
  return indicators;
}

std::vector<v1::Measurement> Measurements() {
  std::vector<v1::Measurement> measurements(kFigures);
  for (int i = 0; i < kFigures; ++i) {
    measurements[i].set_name(fmt::format("全县累计{}", NameOf(i * 37 % kIndicators)));
    measurements[i].set_unit("个");
    measurements[i].set_value("12");
  }
  return measurements;
}

linking::Memory Remembered() {
  std::vector<linking::Decision> decisions(kDecisions);
  for (int i = 0; i < kDecisions; ++i) {
    decisions[i].key = {fmt::format("{}第{}批", NameOf(i % kIndicators), i), "", "个"};
    decisions[i].code = fmt::format("i-{}", i % kIndicators);
  }
  return linking::Memory(std::move(decisions));
}

absl::StatusOr<double> Millis(const linking::Linker& linker,
                              const std::vector<linking::Figure>& figures,
                              const linking::Memory& memory) {
  const absl::Time begin = absl::Now();
  const auto proposals = linker.Propose(figures, memory);
  const double millis = absl::ToDoubleMilliseconds(absl::Now() - begin);
  for (int i = 0; i < kFigures; ++i) {
    if (proposals[i].empty() || proposals[i][0].candidate != i * 37 % kIndicators) {
      return absl::DataLossError(fmt::format("figure {} means something else", i));
    }
  }
  return millis;
}

absl::Status MeasureAll(const Options&, Report& report) {
  const linking::Linker linker(Indicators());
  const std::vector<v1::Measurement> measurements = Measurements();
  std::vector<linking::Figure> figures;
  for (const v1::Measurement& measurement : measurements) figures.push_back({&measurement});
  const linking::Memory nothing;
  const linking::Memory memory = Remembered();
  EDUPLAN_RETURN_IF_ERROR(
      report.Run(Figure{.name = "linking: 500 figures to 2,000 indicators",
                        .unit = "ms",
                        .wanted = 100,
                        .at_most = true,
                        .measured = [&] { return Millis(linker, figures, nothing); }}));
  EDUPLAN_RETURN_IF_ERROR(
      report.Run(Figure{.name = "linking: the same with 5,000 decisions remembered",
                        .unit = "ms",
                        .wanted = 300,
                        .at_most = true,
                        .measured = [&] { return Millis(linker, figures, memory); }}));
  return report.Run(Figure{.name = "linking: index of 2,000 indicators",
                           .unit = "ms",
                           .wanted = 50,
                           .at_most = true,
                           .measured = [&]() -> absl::StatusOr<double> {
                             std::vector<indicator_v1::Indicator> indicators = Indicators();
                             const absl::Time begin = absl::Now();
                             const linking::Linker made(std::move(indicators));
                             return absl::ToDoubleMilliseconds(absl::Now() - begin);
                           }});
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_linking",
                                   eduplan::benchmarks::MeasureAll);
}
