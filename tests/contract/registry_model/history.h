#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_HISTORY_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_HISTORY_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/registry_model/chance.h"
#include "tests/contract/registry_model/model.h"

namespace eduplan::registry_model {

// A random history: requests one after another, each made in view of what the model knows then, so
// that most of them make sense and some do not. Of few codes, names and days, so that they meet.
class History {
 public:
  // `model` must outlive it.
  History(uint32_t seed, const Model& model) : model_(model), chance_(seed) {}

  Request Next(absl::CivilDay today);

 private:
  Request Create();
  Request Update();
  Request Rename();
  Request Move();
  Request Merge();
  Request Split();
  Request Close();
  Request Reopen();
  Request ChangeLevel();
  Request ChangeCode();
  Request Correct();

  // The lists of a correction, made a little different.
  void Vary(int index, v1::Organization* organization, const std::string& list);
  template <typename Fact, typename ChangeValue>
  void VaryOne(google::protobuf::RepeatedPtrField<Fact>* facts, ChangeValue change_value);

  const Picture& now() const { return model_.now(); }
  int Day();
  google::type::Date Date(int day) const { return model_.days().date(day); }
  // Any row that meets the condition; if there is none, any at all.
  template <typename Condition>
  int Pick(Condition condition) {
    std::vector<int> able;
    for (int i = 0; i < now().size(); ++i) {
      if (condition(i)) {
        able.push_back(i);
      }
    }
    return able.empty() ? chance_.Below(now().size()) : chance_.Of(able);
  }
  int Someone(int day);
  bool ExistsFrom(int index, int day) const;
  // The highest or lowest level that it has on or after the day; 0 if none.
  std::pair<int, int> Levels(int index, int day) const;
  // Whom an organization of that level may stand under from the day on, mostly.
  int Above(int level, int day);
  // Who could go on with what it is, mostly.
  int Like(int index, int day);
  std::string Name() { return "机构" + std::to_string(chance_.Below(500)); }
  std::string Alias() { return "简称" + std::to_string(chance_.Below(20)); }
  std::string Code(int day);
  v1::OrganizationKind Kind(int level);
  std::string ResourceNameOf(int index);
  // Who stands under it on or after the day.
  std::vector<int> ChildrenFrom(int index, int day) const;
  template <typename Event>
  void SetOccasion(int index, int day, Event* event) {
    event->set_name(ResourceNameOf(index));
    if (day != today_) {
      *event->mutable_effective_on() = Date(day);
    }
  }

  const Model& model_;
  Chance chance_;
  int today_ = 0;
};

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_HISTORY_H_
