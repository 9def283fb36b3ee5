#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_FACTS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_FACTS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// Lists of dated facts. Pure. A track is the facts of a list of which one holds at a time: the
// official names, the placements of one relation, the codes of one scheme, the standings.

// The last day on which what is recorded from `day` on is not yet replaced: the first day after it
// on which a fact of the track begins or ends.
template <typename Fact, typename OnTrack>
std::string NextChange(const std::vector<Fact>& facts, std::string_view day, OnTrack on_track) {
  std::string next(kForever);
  for (const Fact& fact : facts) {
    if (on_track(fact)) {
      for (const std::string* edge : {&fact.span.from, &fact.span.to}) {
        if (*edge > day && *edge < next) {
          next = *edge;
        }
      }
    }
  }
  return next;
}

// From fact.span.from on, until the next change of its track that is recorded already, `fact`
// holds; earlier days keep what they had.
template <typename Fact, typename OnTrack>
void SetFrom(std::vector<Fact>* facts, Fact fact, OnTrack on_track) {
  const std::string day = fact.span.from;
  fact.span.to = NextChange(*facts, day, on_track);
  for (Fact& other : *facts) {
    if (on_track(other) && other.span.Holds(day)) {
      other.span.to = day;
    }
  }
  std::erase_if(*facts, [](const Fact& other) { return other.span.empty(); });
  facts->push_back(std::move(fact));
}

// From `day` on the record bears this name, code or place, or is this.
void SetName(Record* record, std::string_view display_name, std::string_view day);
void SetCode(Record* record, int scheme, std::string_view code, std::string_view day);
void SetParent(Record* record, int relation, std::string_view parent, std::string_view day);
void SetStanding(Record* record, int level, int kind, std::string_view day);
// From `day` on its aliases are these, and no others.
void SetAliases(Record* record, const std::vector<std::string>& aliases, std::string_view day);
// It ends on `day`, until a standing already recorded for later.
void EndOn(Record* record, std::string_view day);
// Wherever it would stand under `from` on or after `day`, it stands under `to`.
void Redirect(Record* record, std::string_view from, std::string_view to, std::string_view day);

// Brings every list into its order and joins neighbours that say the same.
void Normalize(Record* record);

// The parent in a relation on a day, or "".
std::string ParentOn(const std::vector<Placement>& placements, int relation, std::string_view day);
// The official name on a day, or "".
std::string NameOn(const Record& record, std::string_view day);
// `day`, moved to the nearest earlier day on which the record exists, or to its first.
std::string WithinExistence(const Record& record, std::string_view day);
// Whether it exists on every day of the span, and the lowest level it has in it.
bool ExistsThroughout(const Record& record, const Span& span);
int LowestLevel(const Record& record, const Span& span);

// Who stands above in the tree that counts: reporting placements, and administrative ones on the
// days that have no reporting one. Each day belongs to one result at most.
std::vector<Placement> Effective(const std::vector<Placement>& placements);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_FACTS_H_
