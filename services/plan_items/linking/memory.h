#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_MEMORY_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_MEMORY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/linking/phrase_index.h"

namespace eduplan::plan_items::linking {

// By what a figure is known again in another document.
struct Key {
  std::string phrase;   // normalized: what it is a part of and its name
  std::string section;  // normalized heading of its item
  std::string unit;     // without 万 and 亿
};
// `previous` is the name of the figure before it, which 比例 or 占比 refers to.
Key KeyOf(const eduplan::plan::v1::Measurement& measurement, std::string_view heading,
          std::string_view previous);
// A share that says nothing of whose it is: 比例, 占比, 参与率.
bool IsBareShare(const eduplan::plan::v1::Measurement& measurement);

// A decision of a person.
struct Decision {
  Key key;
  std::string code;       // of the indicator; empty: it means none
  bool rejected = false;  // it does not mean this indicator
  bool own = false;       // of the organization itself
};

// What was decided of figures before: the organization's own decisions count before those of
// others, of which the majority does. Immutable once made, thread-safe.
class Memory {
 public:
  enum class Source { kNone, kOwn, kElsewhere };
  struct Hit {
    std::string_view code;  // empty: it means none
    double score = 0;       // 0 to 1: how surely
    Source source = Source::kNone;
  };

  Memory() = default;
  explicit Memory(std::vector<Decision> decisions);

  // What the same words meant; source kNone if nobody decided.
  Hit Exact(const Key& key) const;
  // What similar words meant, each code once.
  std::vector<Hit> Near(const std::vector<Said>& said, std::string_view unit,
                        PhraseIndex::Scratch& scratch) const;
  // Whether the organization itself said that the same words do not mean that.
  bool Rejected(const Key& key, std::string_view code) const;

 private:
  std::vector<Decision> decisions_;
  absl::flat_hash_map<std::string, std::vector<int>> by_phrase_;
  PhraseIndex phrases_;
};

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_MEMORY_H_
