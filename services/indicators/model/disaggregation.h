#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_DISAGGREGATION_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_DISAGGREGATION_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eduplan::indicators {

// A way in which a total divides into parts that are indicators themselves.
struct Disaggregation {
  struct Part {
    std::string option;
    std::string code;
    int index = -1;  // place in the catalogue
  };
  std::string category;
  std::vector<Part> parts;
  bool parts_add_up = false;
};

// A category or one of its options, in words.
struct KnownOption {
  std::string_view key;
  std::string_view english;
  std::string_view chinese;
};
struct KnownCategory {
  KnownOption self;
  std::vector<KnownOption> options;
};

// 学段, 城乡, 办学性质: the categories whose options are fixed.
std::span<const KnownCategory> KnownCategories();
// Null for a category of somebody's own.
const KnownCategory* FindCategory(std::string_view category);

// In Chinese: "学段", "初中"; the key itself where the category is not one of these.
std::string_view CategoryName(std::string_view category);
std::string_view OptionName(std::string_view category, std::string_view option);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_DISAGGREGATION_H_
