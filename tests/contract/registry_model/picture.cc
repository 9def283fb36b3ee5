#include "tests/contract/registry_model/picture.h"

#include <algorithm>
#include <utility>

#include "services/platform/status/text.h"

namespace eduplan::registry_model {

using text::Cat;

int Row::FirstDay() const {
  for (int day = 0; day < size(); ++day) {
    if (ExistsOn(day)) {
      return day;
    }
  }
  return -1;
}

int Row::LastDay() const {
  for (int day = size() - 1; day >= 0; --day) {
    if (ExistsOn(day)) {
      return day;
    }
  }
  return -1;
}

int Row::WithinExistence(int day) const {
  for (int earlier = day; earlier >= 0; --earlier) {
    if (ExistsOn(earlier)) {
      return earlier;
    }
  }
  return FirstDay();
}

int Picture::Find(std::string_view id) const {
  for (int i = 0; i < size(); ++i) {
    if (row(i).id == id) {
      return i;
    }
  }
  return kNobody;
}

int Picture::FindName(std::string_view resource_name) const {
  constexpr std::string_view kCollection = "organizations/";
  return resource_name.starts_with(kCollection) ? Find(resource_name.substr(kCollection.size()))
                                                : kNobody;
}

Row& Picture::Edit(int index) {
  auto copy = std::make_shared<Row>(row(index));
  Row& edited = *copy;
  rows_[static_cast<size_t>(index)] = std::move(copy);
  return edited;
}

int Picture::Add(Row row) {
  rows_.push_back(std::make_shared<const Row>(std::move(row)));
  return size() - 1;
}

std::vector<int> Picture::ChangedSince(const Picture& before) const {
  std::vector<int> changed;
  for (int i = 0; i < size(); ++i) {
    if (i >= before.size() || row(i).cells != before.row(i).cells) {
      changed.push_back(i);
    }
  }
  return changed;
}

std::string Picture::WhatIsWrong() const {
  for (const auto& row : rows_) {
    if (std::string wrong = WhatIsWrongWith(*row); !wrong.empty()) {
      return wrong;
    }
  }
  for (int day = 0; !rows_.empty() && day < rows_[0]->size(); ++day) {
    if (std::string wrong = WhatIsWrongOn(day); !wrong.empty()) {
      return wrong;
    }
  }
  return "";
}

std::string Picture::WhatIsWrongWith(const Row& row) const {
  if (row.FirstDay() < 0) {
    return Cat(row.id, " never exists");
  }
  bool was_placed = false;
  for (int day = 0; day < row.size(); ++day) {
    const Cell& cell = row.on(day);
    if (!cell.exists()) {
      continue;
    }
    if (cell.name.empty()) {
      return Cat(row.id, " has no name on day ", day);
    }
    if (cell.parent == kNobody && (was_placed || cell.reporting_parent != kNobody)) {
      return Cat(row.id, " has no parent on day ", day);
    }
    was_placed = cell.parent != kNobody;
    for (const int parent : {cell.parent, cell.reporting_parent}) {
      if (parent == kNobody) {
        continue;
      }
      const Standing& above = this->row(parent).on(day).standing;
      if (above.level == 0) {
        return Cat(this->row(parent).id, " does not exist on day ", day, " above ", row.id);
      }
      if (above.level > cell.standing.level) {
        return Cat(this->row(parent).id, " is lower than ", row.id, " on day ", day);
      }
    }
  }
  return "";
}

// Cycles, and codes that two bear.
std::string Picture::WhatIsWrongOn(int day) const {
  std::set<std::string_view> codes;
  for (const auto& row : rows_) {
    const Cell& cell = row->on(day);
    if (!cell.exists()) {
      continue;
    }
    int steps = 0;
    for (int up = cell.parent; up != kNobody; up = this->row(up).on(day).parent) {
      if (++steps > size()) {
        return Cat(row->id, " stands above itself on day ", day);
      }
    }
    steps = 0;
    for (int up = cell.above(); up != kNobody; up = this->row(up).on(day).above()) {
      if (++steps > size()) {
        return Cat(row->id, " stands above itself on day ", day, " where totals go");
      }
    }
    for (const std::string* code : {&cell.division_code, &cell.other_code}) {
      if (!code->empty() && !codes.insert(*code).second) {
        return Cat("two bear ", *code, " on day ", day);
      }
    }
  }
  return "";
}

std::vector<std::string> Picture::Subtree(int root, int day, bool administrative) const {
  std::vector<std::pair<std::string, int>> children;
  for (int i = 0; i < size(); ++i) {
    const Cell& cell = row(i).on(day);
    if (cell.exists() && (administrative ? cell.parent : cell.above()) == root) {
      children.emplace_back(row(i).id, i);
    }
  }
  std::sort(children.begin(), children.end());
  std::vector<std::string> ids = {row(root).id};
  for (const auto& [id, child] : children) {
    const std::vector<std::string> below = Subtree(child, day, administrative);
    ids.insert(ids.end(), below.begin(), below.end());
  }
  return ids;
}

std::string ResourceName(std::string_view id) {
  return Cat("organizations/", id);
}

}  // namespace eduplan::registry_model
