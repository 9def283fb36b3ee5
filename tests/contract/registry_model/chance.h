#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_CHANCE_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_CHANCE_H_

#include <cstdint>
#include <random>
#include <vector>

namespace eduplan::registry_model {

// Random choices that are the same for a seed wherever the test runs.
class Chance {
 public:
  explicit Chance(uint32_t seed) : engine_(seed) {}

  // From 0 to below `n`.
  int Below(int n) { return static_cast<int>(engine_() % static_cast<uint32_t>(n)); }
  bool Percent(int percent) { return Below(100) < percent; }
  template <typename T>
  const T& Of(const std::vector<T>& choices) {
    return choices[static_cast<size_t>(Below(static_cast<int>(choices.size())))];
  }
  // An index, each as likely as its weight says.
  int Weighted(const std::vector<int>& weights) {
    int sum = 0;
    for (const int weight : weights) {
      sum += weight;
    }
    int at = Below(sum);
    int index = 0;
    while (at >= weights[static_cast<size_t>(index)]) {
      at -= weights[static_cast<size_t>(index++)];
    }
    return index;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_CHANCE_H_
