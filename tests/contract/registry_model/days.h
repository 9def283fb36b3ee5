#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_DAYS_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_DAYS_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

namespace eduplan::registry_model {

// The only days on which anything changes in a history, numbered from 0 in their order: those on
// which events take effect, and the day before each of them, on which an update of what ended then
// takes effect. Between two of them everything stays as it is.
class Days {
 public:
  // The first of them is the registry's first day, 1949-10-01.
  explicit Days(const std::vector<absl::CivilDay>& event_days);

  int size() const { return static_cast<int>(days_.size()); }
  absl::CivilDay day(int index) const { return days_[static_cast<size_t>(index)]; }
  google::type::Date date(int index) const;
  // Those on which events take effect.
  const std::vector<int>& event_days() const { return event_days_; }
  bool IsEventDay(int index) const;

  // The last one at or before the day; -1 if there is none.
  int At(absl::CivilDay day) const;
  // The number of a day, which must be one of them.
  int IndexOf(absl::CivilDay day) const;
  int IndexOf(const google::type::Date& date) const;

 private:
  std::vector<absl::CivilDay> days_;
  std::vector<int> event_days_;
};

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_DAYS_H_
