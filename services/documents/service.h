#ifndef EDUPLAN_SERVICES_DOCUMENTS_SERVICE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_SERVICE_H_

#include "eduplan/document/v1/document_service.grpc.pb.h"
#include "services/documents/library.h"
#include "services/documents/renderer.h"
#include "services/platform/server/call.h"

namespace eduplan::documents {

// The gRPC face: each method runs one method of the classes behind it inside the call runner.
class Service final : public v1::DocumentService::Service {
 public:
  Service(server::CallRunner& calls, Renderer& renderer, Library& library)
      : calls_(calls), renderer_(renderer), library_(library) {}

  grpc::Status RenderDocument(grpc::ServerContext* context,
                              const v1::RenderDocumentRequest* request,
                              v1::RenderedDocument* response) override;
  grpc::Status GetDocument(grpc::ServerContext* context, const v1::GetDocumentRequest* request,
                           v1::RenderedDocument* response) override;
  grpc::Status DownloadDocument(grpc::ServerContext* context,
                                const v1::DownloadDocumentRequest* request,
                                google::api::HttpBody* response) override;
  grpc::Status ListDocuments(grpc::ServerContext* context, const v1::ListDocumentsRequest* request,
                             v1::ListDocumentsResponse* response) override;
  grpc::Status GetDocumentProvenance(grpc::ServerContext* context,
                                     const v1::GetDocumentProvenanceRequest* request,
                                     v1::DocumentProvenance* response) override;
  grpc::Status ListTemplates(grpc::ServerContext* context, const v1::ListTemplatesRequest* request,
                             v1::ListTemplatesResponse* response) override;

 private:
  server::CallRunner& calls_;
  Renderer& renderer_;
  Library& library_;
};

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_SERVICE_H_
