#include "services/indicators/model/disaggregation.h"

namespace eduplan::indicators {

std::span<const KnownCategory> KnownCategories() {
  static const std::vector<KnownCategory> kCategories = {
      {{"stage", "stage of education", "学段"},
       {{"preschool", "preschool", "学前"},
        {"primary", "primary", "小学"},
        {"junior", "junior secondary", "初中"},
        {"senior", "general senior secondary", "普高"},
        {"vocational", "vocational secondary", "中职"},
        {"special", "special", "特教"}}},
      {{"area", "urban and rural", "城乡"},
       {{"urban", "urban", "城区"}, {"town", "town", "镇区"}, {"rural", "rural", "乡村"}}},
      {{"ownership", "ownership", "办学性质"},
       {{"public", "public", "公办"}, {"private", "private", "民办"}}}};
  return kCategories;
}

const KnownCategory* FindCategory(std::string_view category) {
  for (const KnownCategory& known : KnownCategories()) {
    if (known.self.key == category) return &known;
  }
  return nullptr;
}

std::string_view CategoryName(std::string_view category) {
  const KnownCategory* known = FindCategory(category);
  return known == nullptr ? category : known->self.chinese;
}

std::string_view OptionName(std::string_view category, std::string_view option) {
  if (const KnownCategory* known = FindCategory(category); known != nullptr) {
    for (const KnownOption& candidate : known->options) {
      if (candidate.key == option) return candidate.chinese;
    }
  }
  return option;
}

}  // namespace eduplan::indicators
