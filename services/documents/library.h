#ifndef EDUPLAN_SERVICES_DOCUMENTS_LIBRARY_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LIBRARY_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/api/httpbody.pb.h"
#include "services/documents/blob_store.h"
#include "services/documents/document_store.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::documents {

// The methods of DocumentService that read. Thread-safe.
class Library {
 public:
  Library(sql::Database& database, BlobStore& blobs, tree::Replica& replica, tree::Access& access)
      : database_(database), blobs_(blobs), replica_(replica), access_(access) {}

  absl::StatusOr<v1::RenderedDocument> Get(const server::Call& call,
                                           const v1::GetDocumentRequest& request);
  // Sends the name to save it under as the initial metadata `content-disposition`.
  absl::StatusOr<google::api::HttpBody> Download(const server::Call& call,
                                                 const v1::DownloadDocumentRequest& request);
  absl::StatusOr<v1::ListDocumentsResponse> List(const server::Call& call,
                                                 const v1::ListDocumentsRequest& request);
  absl::StatusOr<v1::DocumentProvenance> GetProvenance(
      const server::Call& call, const v1::GetDocumentProvenanceRequest& request);
  absl::StatusOr<v1::ListTemplatesResponse> ListTemplates(const server::Call& call,
                                                          const v1::ListTemplatesRequest& request);

 private:
  // The document, if the caller may read it. An unknown one is told apart from a forbidden one only
  // to who may read everything.
  absl::StatusOr<v1::RenderedDocument> Find(const server::Call& call, const std::string& name);

  sql::Database& database_;
  BlobStore& blobs_;
  tree::Replica& replica_;
  tree::Access& access_;
};

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LIBRARY_H_
