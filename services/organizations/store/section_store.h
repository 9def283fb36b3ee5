#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_STORE_SECTION_STORE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_STORE_SECTION_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/section.pb.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// A section and where it belongs.
struct SectionRecord {
  std::string organization;  // id
  std::string id;
  int64_t sequence = 0;                        // of its last change
  eduplan::organization::v1::Section content;  // complete
  bool deleted() const { return content.has_delete_time(); }
};

// The sections as of one sequence, inside one transaction. Functions that change them are for a
// writing transaction. Errors are those of sql::Transaction.
class SectionStore {
 public:
  SectionStore(sql::Transaction& transaction, int64_t as_of)
      : transaction_(transaction), as_of_(as_of) {}

  // Also a deleted one.
  absl::StatusOr<std::optional<SectionRecord>> Find(std::string_view organization,
                                                    std::string_view id);
  // Those after `last`, by id.
  absl::StatusOr<std::vector<SectionRecord>> List(std::string_view organization, bool deleted_too,
                                                  std::string_view last, int limit);
  // Id of the living one of that name.
  absl::StatusOr<std::optional<std::string>> Named(std::string_view organization,
                                                   std::string_view display_name);
  // Writes its state as of record.sequence and ends the one before.
  absl::Status Write(const SectionRecord& record);

 private:
  absl::StatusOr<std::vector<SectionRecord>> Read(std::string_view condition,
                                                  const sql::Params& params);

  sql::Transaction& transaction_;
  int64_t as_of_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_STORE_SECTION_STORE_H_
