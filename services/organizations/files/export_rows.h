#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_FILES_EXPORT_ROWS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_FILES_EXPORT_ROWS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// Writes organizations as they are on one day. Pure.

// The header of the CSV, with a byte order mark.
std::string CsvHeader();

// Rows of the columns that BatchImportOrganizations reads. A row says of its organization what
// holds on the day, and from when to when it existed. So that the file can be read back, that
// time is cut to the one for which its parents are said to exist: a child that is older than the
// parent it has come under would be refused.
class CsvWriter {
 public:
  explicit CsvWriter(std::string_view day) : day_(day) {}

  // Ids of parents of the records on the day that must be given to AddParents before their rows.
  std::vector<std::string> MissingParents(const std::vector<Record>& records) const;
  void AddParents(const std::vector<Record>& records);

  std::string Row(const Record& record);

 private:
  struct Parent {
    std::string reference;  // its code, or its name if it has none
    Span life;
    std::string parents[2];
    bool cut = false;      // `life` has been
    bool cutting = false;  // being: guards against a circle over the two relations
  };
  // The time for which it is said to exist.
  Span LifeOf(const Record& record);
  Span LifeOf(const std::string& parent);
  std::string ReferenceTo(const std::string& parent) const;

  const std::string day_;
  absl::flat_hash_map<std::string, Parent> parents_;
};

// The organization as a line of JSON, as the gateway prints it: enum values under their short
// names. INTERNAL if it cannot be written.
absl::StatusOr<std::string> JsonLine(const eduplan::organization::v1::Organization& organization);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_FILES_EXPORT_ROWS_H_
