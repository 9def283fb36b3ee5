#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_PICTURE_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_PICTURE_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eduplan/organization/v1/organization.pb.h"
#include "tests/contract/registry_model/days.h"

namespace eduplan::registry_model {

inline constexpr int kNobody = -1;

// As what it exists; level 0: it does not.
struct Standing {
  int level = 0;
  int kind = 0;
  bool operator==(const Standing&) const = default;
};

// What is recorded of an organization for one day. All but the standing may be recorded also for
// days on which it does not exist, and does not count then.
struct Cell {
  Standing standing;
  std::string name;
  std::string division_code;  // GB/T 2260
  std::string other_code;
  int parent = kNobody;  // a row of the picture
  int reporting_parent = kNobody;
  std::set<std::string> aliases;

  bool exists() const { return standing.level > 0; }
  // Who stands above in the tree that counts.
  int above() const { return reporting_parent != kNobody ? reporting_parent : parent; }
  // The code that says where it stands, or else the other one.
  const std::string& code() const { return division_code.empty() ? other_code : division_code; }
  bool operator==(const Cell&) const = default;
};

// An organization: a cell for each of the days.
struct Row {
  std::string id;
  std::vector<Cell> cells;

  const Cell& on(int day) const { return cells[static_cast<size_t>(day)]; }
  bool ExistsOn(int day) const { return day >= 0 && on(day).exists(); }
  int size() const { return static_cast<int>(cells.size()); }
  // First and last day of its existence; -1 if it has none.
  int FirstDay() const;
  int LastDay() const;
  // `day`, or the nearest earlier one on which it exists, or else its first.
  int WithinExistence(int day) const;
};

// Everything the registry knows at a moment. Copies share the rows that are alike.
class Picture {
 public:
  int size() const { return static_cast<int>(rows_.size()); }
  const Row& row(int index) const { return *rows_[static_cast<size_t>(index)]; }
  // kNobody if there is none.
  int Find(std::string_view id) const;
  int FindName(std::string_view resource_name) const;
  // To be changed, in this picture only.
  Row& Edit(int index);
  int Add(Row row);
  // Rows that differ from those of an earlier picture, or are new.
  std::vector<int> ChangedSince(const Picture& before) const;

  // Why this cannot be, on whatever day; "" if it can.
  std::string WhatIsWrong() const;
  // Itself and who stands below on the day in the tree that counts, or in the administrative one:
  // parents before children, siblings by id.
  std::vector<std::string> Subtree(int root, int day, bool administrative) const;

 private:
  std::string WhatIsWrongWith(const Row& row) const;
  std::string WhatIsWrongOn(int day) const;

  std::vector<std::shared_ptr<const Row>> rows_;
};

std::string ResourceName(std::string_view id);
// What the registry is to answer of a row for a day, except for etag, times and warnings.
eduplan::organization::v1::Organization Expected(const Picture& picture, int row, const Days& days,
                                                 absl::CivilDay at);

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_PICTURE_H_
