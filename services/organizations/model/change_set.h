#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CHANGE_SET_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CHANGE_SET_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// Records under change: as the registry has them and as they will be, with the neighbours that
// are needed to judge the change. Pure.
class ChangeSet {
 public:
  // A record as the registry has it; the first of an id counts.
  void Add(Record record);
  // One that the change begins.
  void Create(Record record);

  // As it will be, or null. The pointer lasts as long as the set.
  const Record* Find(std::string_view id) const;
  // As the registry has it; null if it does not.
  const Record* Before(std::string_view id) const;
  // To be changed; the id must be known.
  Record& Edit(std::string_view id);

  // Brings the changed ones into order. Those that came out as they were count as unchanged.
  void Settle();
  // Ids of the changed and created ones, by id. After Settle.
  std::vector<std::string> Changed() const;
  // Everyone known, by id.
  std::vector<std::string> Known() const;
  // Known ones with a placement under `id`, of any relation, that lasts beyond `day`; by id.
  std::vector<std::string> ChildrenAfter(std::string_view id, std::string_view day) const;

 private:
  struct Entry {
    std::optional<Record> before;  // filled once it is edited, so that neighbours cost no copy
    Record now;
    bool is_new = false;
    bool edited = false;
  };
  std::map<std::string, Entry, std::less<>> entries_;
};

// Whether two states of an organization say the same.
bool SameFacts(const Record& a, const Record& b);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CHANGE_SET_H_
