#include "services/organizations/store/section_store.h"

#include <limits>
#include <utility>

#include "services/organizations/store/store_sql.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();

}  // namespace

absl::StatusOr<std::vector<SectionRecord>> SectionStore::Read(std::string_view condition,
                                                              const sql::Params& params) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query(text::Cat("SELECT organization, id, valid_from, content FROM sections "
                                   "WHERE ",
                                   AsOf("", as_of_), " AND ", condition),
                         params));
  std::vector<SectionRecord> records;
  for (const sql::Row& row : rows) {
    SectionRecord& record = records.emplace_back();
    record.organization = row[0].text();
    record.id = row[1].text();
    record.sequence = row[2].integer();
    if (!record.content.ParseFromString(row[3].bytes())) {
      return status::Internal();
    }
  }
  return records;
}

absl::StatusOr<std::optional<SectionRecord>> SectionStore::Find(std::string_view organization,
                                                                std::string_view id) {
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<SectionRecord> records,
                           Read("organization = $1 AND id = $2", {organization, id}));
  return records.empty() ? std::nullopt : std::optional(std::move(records[0]));
}

absl::StatusOr<std::vector<SectionRecord>> SectionStore::List(std::string_view organization,
                                                              bool deleted_too,
                                                              std::string_view last, int limit) {
  const std::string_view order = transaction_.dialect().byte_order;
  return Read(
      text::Cat("organization = $1 AND id", order, " > $2", deleted_too ? "" : " AND deleted = 0",
                " ORDER BY id", order, " LIMIT ", limit),
      {organization, last});
}

absl::StatusOr<std::optional<std::string>> SectionStore::Named(std::string_view organization,
                                                               std::string_view display_name) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<SectionRecord> records,
                           Read("organization = $1 AND deleted = 0 AND display_name = $2",
                                {organization, display_name}));
  return records.empty() ? std::nullopt : std::optional(records[0].id);
}

absl::Status SectionStore::Write(const SectionRecord& record) {
  EDUPLAN_RETURN_IF_ERROR(
      transaction_
          .Execute("UPDATE sections SET valid_to = $1 WHERE organization = $2 AND id = $3 AND "
                   "valid_to = $4",
                   {record.sequence, record.organization, record.id, kCurrent})
          .status());
  return transaction_
      .Execute(
          "INSERT INTO sections (organization, id, valid_from, valid_to, display_name, "
          "deleted, content) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          {record.organization, record.id, record.sequence, kCurrent, record.content.display_name(),
           record.deleted() ? 1 : 0, sql::Bytes{record.content.SerializeAsString()}})
      .status();
}

}  // namespace eduplan::organizations
