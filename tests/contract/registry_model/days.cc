#include "tests/contract/registry_model/days.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "services/platform/api/time.h"

namespace eduplan::registry_model {

Days::Days(const std::vector<absl::CivilDay>& event_days) {
  const absl::CivilDay first(1949, 10, 1);
  std::set<absl::CivilDay> of_events(event_days.begin(), event_days.end());
  of_events.insert(first);
  std::set<absl::CivilDay> all = of_events;
  for (const absl::CivilDay day : of_events) {
    if (day > first) {
      all.insert(day - 1);
    }
  }
  days_.assign(all.begin(), all.end());
  for (const absl::CivilDay day : of_events) {
    event_days_.push_back(IndexOf(day));
  }
}

google::type::Date Days::date(int index) const {
  return api::ToProto(day(index));
}

bool Days::IsEventDay(int index) const {
  return std::find(event_days_.begin(), event_days_.end(), index) != event_days_.end();
}

int Days::At(absl::CivilDay day) const {
  int found = -1;
  for (int i = 0; i < size() && this->day(i) <= day; ++i) {
    found = i;
  }
  return found;
}

int Days::IndexOf(absl::CivilDay day) const {
  const int found = At(day);
  if (found < 0 || this->day(found) != day) {
    std::fprintf(stderr, "%s is none of the model's days\n", api::ToText(day).c_str());
    std::abort();
  }
  return found;
}

int Days::IndexOf(const google::type::Date& date) const {
  return IndexOf(absl::CivilDay(date.year(), date.month(), date.day()));
}

}  // namespace eduplan::registry_model
