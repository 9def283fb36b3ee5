#include "services/plan_items/comparison/answers.h"

#include <algorithm>

#include "services/plan_items/comparison/periods.h"

namespace eduplan::comparison {
namespace {

// So much of an item, or of its heading alone, has to stand in another one to be about it.
constexpr double kOfAll = 0.4;
constexpr double kOfHeading = 0.65;
constexpr size_t kLikeliest = 16;

}  // namespace

bool Any(const PlanView&, const ItemView&) {
  return true;
}

bool Promises(const PlanView& view, const ItemView& item) {
  if (item.section_kind == v1::SECTION_KIND_PLAN) return true;
  const bool tells_otherwise = item.section_kind == v1::SECTION_KIND_SUMMARY ||
                               item.section_kind == v1::SECTION_KIND_PROBLEMS ||
                               item.section_kind == v1::SECTION_KIND_EXPERIENCE ||
                               item.section_kind == v1::SECTION_KIND_SUGGESTIONS ||
                               item.section_kind == v1::SECTION_KIND_GUIDING_THOUGHT;
  return Plans(view.kind) && !Reports(view.kind) && !tells_otherwise;
}

bool Tells(const PlanView& view, const ItemView& item) {
  if (item.section_kind == v1::SECTION_KIND_SUMMARY) return true;
  return Reports(view.kind) && item.section_kind != v1::SECTION_KIND_PLAN &&
         item.section_kind != v1::SECTION_KIND_SUGGESTIONS;
}

std::vector<bool> FoundInRight(const PlanView& left, const PlanView& right, const Corpus& texts,
                               const std::vector<SameQuantity>& quantities, Choice choice) {
  std::vector<bool> found(left.items.size());
  const auto taken = [&](int r) { return choice(right, right.items[static_cast<size_t>(r)]); };
  for (const SameQuantity& same : quantities) {
    const int l = left.figures[static_cast<size_t>(same.left)].item;
    const int r = right.figures[static_cast<size_t>(same.right)].item;
    if (l >= 0 && (r < 0 || taken(r))) found[static_cast<size_t>(l)] = true;
  }
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i]) continue;
    const int l = static_cast<int>(i);
    const std::vector<int> near = texts.NearOfLeft(l, kLikeliest);
    found[i] = std::any_of(near.begin(), near.end(), [&](int r) {
      return taken(r) && (texts.CoveredByRight(l, r) >= kOfAll ||
                          texts.HeadingCoveredByRight(l, r) >= kOfHeading);
    });
  }
  return found;
}

std::vector<bool> FoundInLeft(const PlanView& left, const PlanView& right, const Corpus& texts,
                              const std::vector<SameQuantity>& quantities, Choice choice) {
  std::vector<bool> found(right.items.size());
  const auto taken = [&](int l) { return choice(left, left.items[static_cast<size_t>(l)]); };
  for (const SameQuantity& same : quantities) {
    const int l = left.figures[static_cast<size_t>(same.left)].item;
    const int r = right.figures[static_cast<size_t>(same.right)].item;
    if (r >= 0 && (l < 0 || taken(l))) found[static_cast<size_t>(r)] = true;
  }
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i]) continue;
    const int r = static_cast<int>(i);
    const std::vector<int> near = texts.NearOfRight(r, kLikeliest);
    found[i] = std::any_of(near.begin(), near.end(), [&](int l) {
      return taken(l) && (texts.CoveredByLeft(l, r) >= kOfAll ||
                          texts.HeadingCoveredByLeft(l, r) >= kOfHeading);
    });
  }
  return found;
}

}  // namespace eduplan::comparison
