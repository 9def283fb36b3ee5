// The lists of a correction, each fact written day by day.
#include <string>

#include "tests/contract/registry_model/change.h"

namespace eduplan::registry_model {
namespace {

// Calls write(cell) for the days of the fact; it returns whether the place was free.
template <typename Fact, typename Write>
absl::Status WriteDays(const Days& days, const Fact& fact, Row& row, Write write) {
  const int from = fact.has_from() ? days.IndexOf(fact.from()) : 0;
  const int to = fact.has_to() ? days.IndexOf(fact.to()) : days.size();
  if (from >= to) {
    return Refuse("a fact ends before it begins");
  }
  for (int day = from; day < to; ++day) {
    if (!write(row.cells[static_cast<size_t>(day)])) {
      return Refuse("two facts hold at once");
    }
  }
  return absl::OkStatus();
}

template <typename Value>
bool Put(Value* place, const Value& nothing, const Value& value) {
  const bool free = *place == nothing;
  *place = value;
  return free;
}

absl::Status WriteNames(const Days& days, const v1::Organization& wanted, Row& row) {
  for (Cell& cell : row.cells) {
    cell.name.clear();
    cell.aliases.clear();
  }
  for (const v1::DatedName& name : wanted.names()) {
    EDUPLAN_RETURN_IF_ERROR(WriteDays(days, name, row, [&](Cell& cell) {
      return name.type() == v1::DatedName::TYPE_ALIAS
                 ? cell.aliases.insert(name.display_name()).second
                 : Put(&cell.name, std::string(), name.display_name());
    }));
  }
  return absl::OkStatus();
}

absl::Status WriteStandings(const Days& days, const v1::Organization& wanted, Row& row) {
  for (Cell& cell : row.cells) {
    cell.standing = {};
  }
  for (const v1::Standing& standing : wanted.standings()) {
    EDUPLAN_RETURN_IF_ERROR(WriteDays(days, standing, row, [&](Cell& cell) {
      return Put(&cell.standing, {}, {standing.level(), standing.kind()});
    }));
  }
  return absl::OkStatus();
}

absl::Status WriteCodes(const Days& days, const v1::Organization& wanted, Row& row) {
  for (Cell& cell : row.cells) {
    cell.division_code.clear();
    cell.other_code.clear();
  }
  for (const v1::Code& code : wanted.codes()) {
    EDUPLAN_RETURN_IF_ERROR(WriteDays(days, code, row, [&](Cell& cell) {
      return Put(code.scheme() == v1::Code::SCHEME_GBT2260 ? &cell.division_code : &cell.other_code,
                 std::string(), code.code());
    }));
  }
  return absl::OkStatus();
}

absl::Status WritePlacements(const Days& days, const Picture& picture,
                             const v1::Organization& wanted, Row& row) {
  for (Cell& cell : row.cells) {
    cell.parent = kNobody;
    cell.reporting_parent = kNobody;
  }
  for (const v1::Placement& placement : wanted.placements()) {
    const int parent = picture.FindName(placement.parent());
    EDUPLAN_RETURN_IF_ERROR(WriteDays(days, placement, row, [&](Cell& cell) {
      return Put(placement.relation() == v1::Placement::RELATION_REPORTING ? &cell.reporting_parent
                                                                           : &cell.parent,
                 kNobody, parent);
    }));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Change::Apply(const v1::CorrectOrganizationRequest& request) {
  const v1::Organization& wanted = request.organization();
  EDUPLAN_ASSIGN_OR_RETURN(const int index, Find(wanted.name()));
  Row& row = picture_.Edit(index);
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "names") {
      EDUPLAN_RETURN_IF_ERROR(WriteNames(days_, wanted, row));
    } else if (path == "standings") {
      EDUPLAN_RETURN_IF_ERROR(WriteStandings(days_, wanted, row));
    } else if (path == "codes") {
      EDUPLAN_RETURN_IF_ERROR(WriteCodes(days_, wanted, row));
    } else {
      EDUPLAN_RETURN_IF_ERROR(WritePlacements(days_, picture_, wanted, row));
    }
  }
  return absl::OkStatus();
}

}  // namespace eduplan::registry_model
