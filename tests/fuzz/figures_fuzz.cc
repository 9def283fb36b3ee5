// Numerals, figures and the phrases around them, of one item.
#include "services/plan_items/importer/figures/figures.h"
#include "services/plan_items/importer/figures/measure.h"
#include "services/plan_items/importer/figures/numerals.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/flat.h"

namespace eduplan::importer::fuzz {
namespace {

void CheckFigures(const FlatText& text, const std::vector<uint8_t>& names, size_t max) {
  size_t before = 0;
  for (const Figure& figure : FindFigures(text, names, 0, text.size(), max)) {
    Check(before <= figure.begin, "figures ascend");
    Check(figure.begin < figure.unit_end && figure.unit_end <= text.size(),
          "a figure stands in the text");
    before = figure.begin;
  }
}

void ReadOnce(const FlatText& text) {
  for (size_t i = 0; i <= text.size(); ++i) {
    const Numeral numeral = ReadNumeral(text, i);
    Check(numeral.begin <= numeral.end && numeral.end <= text.size(), "a numeral ends in the text");
  }
  const size_t max = FuzzLimits().max_measurements;
  const std::vector<uint8_t> names = MarkNames(text);
  CheckFigures(text, names, max);
  ParsedPlan plan;
  const Item item{.path = "0", .context = {.begin = 0, .end = text.size()}};
  const absl::Status status = MeasureItem(text, names, item, max, plan);
  if (!status.ok()) return CheckRefusal(status);
  CheckPlan(plan, text.source, FuzzLimits());
}

}  // namespace
}  // namespace eduplan::importer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer::fuzz;  // NOLINT(google-build-using-namespace)
  Flat flat;
  MakeFlat(data, size, flat);
  CheckTime(size, [&] { ReadOnce(flat.text); });
  return 0;
}
