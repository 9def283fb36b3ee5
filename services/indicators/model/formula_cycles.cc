#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/indicators/model/formula.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr size_t kMostShown = 20;

enum class Walk { kOpen, kDone };

// A formula on the way from the first, and which of its references comes next.
struct Step {
  FormulaReferences::const_iterator formula;
  size_t next = 0;
};

absl::Status CycleError(const std::vector<std::string_view>& codes) {
  std::string cycle;
  for (size_t i = 0; i < codes.size() && i < kMostShown; ++i)
    text::Append(&cycle, codes[i], " -> ");
  if (codes.size() > kMostShown) text::Append(&cycle, "… -> ");
  text::Append(&cycle, codes[0]);
  return status::InvalidField("formula", "FORMULA_CYCLE",
                              text::Cat("formulas refer to each other in a circle: ", cycle),
                              text::Cat("公式循环引用：", cycle))
      .With("cycle", cycle)
      .With("indicator", codes[0]);
}

// Depth first without recursion: chains may be as long as the catalogue.
absl::Status WalkFrom(const FormulaReferences& formulas, FormulaReferences::const_iterator first,
                      std::map<std::string_view, Walk>* walked) {
  if (!walked->emplace(first->first, Walk::kOpen).second) return absl::OkStatus();
  std::vector<Step> path = {{first}};
  while (!path.empty()) {
    Step& step = path.back();
    if (step.next == step.formula->second.size()) {
      walked->at(step.formula->first) = Walk::kDone;
      path.pop_back();
      continue;
    }
    const auto referred = formulas.find(step.formula->second[step.next++].code);
    if (referred == formulas.end()) continue;
    const auto [known, is_new] = walked->emplace(referred->first, Walk::kOpen);
    if (is_new) {
      path.push_back({referred});
    } else if (known->second == Walk::kOpen) {
      auto begin = std::find_if(path.begin(), path.end(),
                                [&](const Step& open) { return open.formula == referred; });
      std::vector<std::string_view> codes;
      for (; begin != path.end(); ++begin) codes.push_back(begin->formula->first);
      return CycleError(codes);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckFormulaCycles(const FormulaReferences& formulas) {
  std::map<std::string_view, Walk> walked;
  for (auto formula = formulas.begin(); formula != formulas.end(); ++formula)
    EDUPLAN_RETURN_IF_ERROR(WalkFrom(formulas, formula, &walked));
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
