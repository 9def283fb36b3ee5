#ifndef EDUPLAN_SERVICES_DOCUMENTS_DOCUMENT_STORE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_DOCUMENT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/document/v1/document_service.pb.h"
#include "services/platform/sql/database.h"

namespace eduplan::documents {

namespace v1 = ::eduplan::document::v1;

struct StoredDocument {
  int64_t sequence = 0;
  v1::RenderedDocument record;
};

// Which documents a listing is of; empty: any.
struct DocumentQuery {
  std::string organization;  // id
  std::string template_id;
  std::string period;
  int64_t format = 0;
  int64_t before = 0;  // only those of a smaller sequence; 0: all
  int limit = 0;
};

// The rows of rendered documents.
absl::Status InsertDocument(sql::Transaction& transaction, const StoredDocument& document,
                            const v1::DocumentProvenance& provenance);
absl::StatusOr<std::optional<v1::RenderedDocument>> FindDocument(sql::Database& database,
                                                                 const std::string& id);
// Of a document that exists.
absl::StatusOr<v1::DocumentProvenance> FindProvenance(sql::Database& database,
                                                      const std::string& id);
// Newest first.
absl::StatusOr<std::vector<StoredDocument>> ListDocuments(sql::Database& database,
                                                          const DocumentQuery& query);

// "documents/{id}" -> id, "organizations/{id}" -> id.
std::string LastSegment(const std::string& name);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_DOCUMENT_STORE_H_
