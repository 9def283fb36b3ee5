#include "services/plan_items/importer/understanding/units.h"

#include <algorithm>
#include <array>

#include "services/plan_items/importer/organs.h"
#include "services/plan_items/importer/understanding/roles.h"
#include "services/plan_items/importer/understanding/times.h"
#include "services/plan_items/importer/understanding/unit_names.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestValue = 160;  // Behind a label.
constexpr size_t kLongestBracket = 200;
constexpr size_t kLongestClause = 60;  // 由…牵头

constexpr std::u32string_view kOpen = U"([〔【";
constexpr std::u32string_view kClose = U")]〕】";

class Finder {
 public:
  Finder(const FlatText& text, size_t begin, size_t end, bool planned)
      : text_(text), begin_(begin), end_(end), planned_(planned) {}

  Responsibility Find() {
    for (size_t i = begin_; i < end_;) i = std::max(i + 1, Step(i));
    return std::move(found_);
  }

 private:
  // Reads what begins at `i`; returns where to go on.
  size_t Step(size_t i) {
    if (IsOneOf(text_.chars[i], kOpen)) {
      const size_t close = CloseOf(i);
      if (close > i && ReadBracket(i + 1, close)) {
        found_.ranges.emplace_back(i, close + 1);
        return close + 1;
      }
      return i + 1;
    }
    if (MayOpenLabel(i) && LabelAt(text_, i).length > 0) {
      const size_t stop = ReadLabels(i, end_);
      found_.ranges.emplace_back(i, stop);
      return stop;
    }
    if (!planned_) return i + 1;
    if (text_.chars[i] == U'由') return ReadClause(i);
    if (IsSharedDuty(text_, i)) return ReadSharedDuty(i);
    return i + 1;
  }

  bool MayOpenLabel(size_t i) const {
    return i == begin_ || text_.gap[i] != Gap::kNone || IsOneOf(text_.chars[i - 1], U"。;,!?)") ||
           IsOneOf(text_.chars[i - 1], kOpen);
  }

  size_t CloseOf(size_t open) const {
    const char32_t opens = text_.chars[open];
    const char32_t closes = kClose[kOpen.find(opens)];
    int depth = 0;
    for (size_t i = open; i < std::min(end_, open + kLongestBracket); ++i) {
      if (text_.chars[i] == opens) ++depth;
      if (text_.chars[i] == closes && --depth == 0) return i;
    }
    return open;
  }

  // Labels with their values from `at` on. Returns where the last value ends.
  size_t ReadLabels(size_t at, size_t stop) {
    while (at < stop) {
      const RoleWord label = LabelAt(text_, at);
      if (label.length == 0) break;
      const size_t value = at + label.length;
      const size_t end = ValueEnd(value, stop);
      TakeValue(label.role, value, end);
      at = end;
      while (at < stop && IsOneOf(text_.chars[at], U";,。、 ") && at < end + 2) ++at;
      if (at < stop && LabelAt(text_, at).length == 0) return end;
    }
    return at;
  }

  size_t ValueEnd(size_t value, size_t stop) const {
    const size_t limit = std::min(stop, value + kLongestValue);
    for (size_t i = value; i < limit; ++i) {
      if (text_.chars[i] == U'。' || (i > value && text_.gap[i] == Gap::kLine)) return i;
      if (i > value && LabelAt(text_, i).length > 0) return i;
    }
    return limit;
  }

  void TakeValue(Role role, size_t begin, size_t end) {
    while (end > begin && IsOneOf(text_.chars[end - 1], U";,。、")) --end;
    if (role == Role::kDue && found_.due_end == 0) {
      found_.due_begin = begin;
      found_.due_end = end;
    }
    if (role == Role::kLead || role == Role::kAssist) Add(role, SplitUnits(text_, begin, end));
  }

  void Add(Role role, const UnitNames& units) {
    auto& list = role == Role::kLead ? found_.lead_units : found_.assisting_units;
    for (const std::string& name : units.names) {
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    }
  }

  bool ReadBracket(size_t begin, size_t close) {
    if (LabelAt(text_, begin).length > 0) {
      size_t at = begin;
      while (at < close) {
        const size_t next = ReadLabels(at, close);
        at = std::max(at + 1, next);
        while (at < close && LabelAt(text_, at).length == 0) ++at;
      }
      return true;
    }
    if (!planned_) return false;
    if (ReadDuties(begin, close)) return true;
    // (基教科、人事科) behind an item.
    const bool last = close + 1 >= end_ || EndsSentence(text_.chars[close + 1]) ||
                      text_.gap[close + 1] == Gap::kLine;
    if (!last) return false;
    const UnitNames units = SplitUnits(text_, begin, close);
    if (!units.all_organs || !units.all_sections) return false;
    Add(Role::kLead, units);
    return true;
  }

  // 教育科牵头,各学校配合 and nothing else but a time.
  bool ReadDuties(size_t begin, size_t end) {
    std::vector<std::pair<Role, UnitNames>> read;
    size_t from = begin;
    for (size_t i = begin; i < end;) {
      const RoleWord duty = DutyAt(text_, i);
      if (duty.length == 0) {
        ++i;
        continue;
      }
      const UnitNames units = SplitUnits(text_, from, i);
      if (!units.all_organs) return false;
      const bool shared = IsSharedDuty(text_, i) && !read.empty();
      read.emplace_back(shared ? Role::kAssist : duty.role, units);
      i += duty.length;
      from = i;
      if (i < end && !IsOneOf(text_.chars[i], U",;、。")) return false;
    }
    while (from < end && IsOneOf(text_.chars[from], U",;、。")) ++from;
    if (read.empty() || (from < end && TimeAt(text_, from, end).end == from)) return false;
    for (const auto& [role, units] : read) Add(role, units);
    return true;
  }

  // 由教育科牵头,财务科、各学校配合.
  size_t ReadClause(size_t at) {
    size_t from = at + 1;
    bool led = false;
    const size_t limit = std::min(end_, at + kLongestClause);
    for (size_t i = from; i < limit && !EndsSentence(text_.chars[i]);) {
      const RoleWord duty = DutyAt(text_, i);
      if (duty.length == 0) {
        ++i;
        continue;
      }
      const UnitNames units = SplitUnits(text_, from, i);
      if (!units.all_organs || (!led && duty.role != Role::kLead)) break;
      Add(duty.role, units);
      led = true;
      i += duty.length;
      from = i;
      if (i >= end_ || text_.chars[i] != U',') break;
    }
    return led ? from : at + 1;
  }

  // 教育科、财务科按职责分工负责.
  size_t ReadSharedDuty(size_t at) {
    size_t from = at;
    while (from > begin_ && at - from < kLongestClause && !EndsSentence(text_.chars[from - 1]) &&
           !IsOneOf(text_.chars[from - 1], U":,") && text_.gap[from] != Gap::kLine) {
      --from;
    }
    const UnitNames units = SplitUnits(text_, from, at);
    if (units.all_organs) Add(found_.lead_units.empty() ? Role::kLead : Role::kAssist, units);
    return at + DutyAt(text_, at).length;
  }

  const FlatText& text_;
  const size_t begin_;
  const size_t end_;
  const bool planned_;
  Responsibility found_;
};

}  // namespace

Responsibility ReadResponsibility(const FlatText& text, size_t begin, size_t end, bool planned) {
  return Finder(text, begin, end, planned).Find();
}

}  // namespace eduplan::importer
