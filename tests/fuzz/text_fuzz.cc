// The parser proper: a text that is already decoded, as pasted into a form.
#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

namespace eduplan::importer::fuzz {
namespace {

void ReadOnce(const std::u32string& text) {
  const Limits limits = FuzzLimits();
  const auto plan = ParseText(text, limits);
  if (!plan.ok()) return CheckRefusal(plan.status());
  CheckPlan(*plan, text, limits);
  const auto again = ParseText(text, limits);
  Check(again.ok() && *again == *plan, "the same text has the same plan");
}

}  // namespace
}  // namespace eduplan::importer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer::fuzz;  // NOLINT(google-build-using-namespace)
  const std::u32string text = FromBytes(data, size);
  CheckTime(size, [&] { ReadOnce(text); });
  return 0;
}
