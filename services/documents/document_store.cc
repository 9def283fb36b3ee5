#include "services/documents/document_store.h"

#include <utility>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

template <typename Message>
absl::StatusOr<Message> Parse(const sql::Value& cell) {
  Message message;
  if (!message.ParseFromString(cell.bytes())) {
    return absl::DataLossError("a stored document's record does not parse");
  }
  return message;
}

}  // namespace

std::string LastSegment(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

absl::Status InsertDocument(sql::Transaction& transaction, const StoredDocument& document,
                            const v1::DocumentProvenance& provenance) {
  const v1::RenderedDocument& record = document.record;
  return transaction
      .Execute(
          "INSERT INTO documents (id, sequence, organization, template, period, format, "
          "digest, record, provenance) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {LastSegment(record.name()), document.sequence, LastSegment(record.organization()),
           LastSegment(record.template_()), record.period(), static_cast<int64_t>(record.format()),
           record.digest(), sql::Bytes{record.SerializeAsString()},
           sql::Bytes{provenance.SerializeAsString()}})
      .status();
}

absl::StatusOr<std::optional<v1::RenderedDocument>> FindDocument(sql::Database& database,
                                                                 const std::string& id) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           database.Query("SELECT record FROM documents WHERE id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  return Parse<v1::RenderedDocument>(rows[0][0]);
}

absl::StatusOr<v1::DocumentProvenance> FindProvenance(sql::Database& database,
                                                      const std::string& id) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           database.Query("SELECT provenance FROM documents WHERE id = $1", {id}));
  if (rows.empty()) return absl::InternalError("a document lost its provenance");
  return Parse<v1::DocumentProvenance>(rows[0][0]);
}

absl::StatusOr<std::vector<StoredDocument>> ListDocuments(sql::Database& database,
                                                          const DocumentQuery& query) {
  std::string statement = "SELECT sequence, record FROM documents";
  sql::Params params;
  const auto where = [&](std::string_view condition, sql::Value value) {
    params.push_back(std::move(value));
    text::Append(&statement, params.size() == 1 ? " WHERE " : " AND ", condition, "$",
                 params.size());
  };
  if (!query.organization.empty()) where("organization = ", query.organization);
  if (!query.template_id.empty()) where("template = ", query.template_id);
  if (!query.period.empty()) where("period = ", query.period);
  if (query.format != 0) where("format = ", query.format);
  if (query.before != 0) where("sequence < ", query.before);
  params.emplace_back(query.limit);
  text::Append(&statement, " ORDER BY sequence DESC LIMIT $", params.size());
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, database.Query(statement, params));
  std::vector<StoredDocument> documents;
  documents.reserve(rows.size());
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(auto record, Parse<v1::RenderedDocument>(row[1]));
    documents.push_back({.sequence = row[0].integer(), .record = std::move(record)});
  }
  return documents;
}

}  // namespace eduplan::documents
