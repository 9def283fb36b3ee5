#include "services/documents/service.h"

#include "services/platform/server/answer.h"

namespace eduplan::documents {

using server::Answer;

grpc::Status Service::RenderDocument(grpc::ServerContext* context,
                                     const v1::RenderDocumentRequest* request,
                                     v1::RenderedDocument* response) {
  return calls_.Run(
      context, "eduplan.document.v1.DocumentService/RenderDocument",
      [&](const server::Call& call) { return Answer(renderer_.Render(call, *request), response); });
}

grpc::Status Service::GetDocument(grpc::ServerContext* context,
                                  const v1::GetDocumentRequest* request,
                                  v1::RenderedDocument* response) {
  return calls_.Run(
      context, "eduplan.document.v1.DocumentService/GetDocument",
      [&](const server::Call& call) { return Answer(library_.Get(call, *request), response); });
}

grpc::Status Service::DownloadDocument(grpc::ServerContext* context,
                                       const v1::DownloadDocumentRequest* request,
                                       google::api::HttpBody* response) {
  return calls_.Run(context, "eduplan.document.v1.DocumentService/DownloadDocument",
                    [&](const server::Call& call) {
                      return Answer(library_.Download(call, *request), response);
                    });
}

grpc::Status Service::ListDocuments(grpc::ServerContext* context,
                                    const v1::ListDocumentsRequest* request,
                                    v1::ListDocumentsResponse* response) {
  return calls_.Run(
      context, "eduplan.document.v1.DocumentService/ListDocuments",
      [&](const server::Call& call) { return Answer(library_.List(call, *request), response); });
}

grpc::Status Service::GetDocumentProvenance(grpc::ServerContext* context,
                                            const v1::GetDocumentProvenanceRequest* request,
                                            v1::DocumentProvenance* response) {
  return calls_.Run(context, "eduplan.document.v1.DocumentService/GetDocumentProvenance",
                    [&](const server::Call& call) {
                      return Answer(library_.GetProvenance(call, *request), response);
                    });
}

grpc::Status Service::ListTemplates(grpc::ServerContext* context,
                                    const v1::ListTemplatesRequest* request,
                                    v1::ListTemplatesResponse* response) {
  return calls_.Run(context, "eduplan.document.v1.DocumentService/ListTemplates",
                    [&](const server::Call& call) {
                      return Answer(library_.ListTemplates(call, *request), response);
                    });
}

}  // namespace eduplan::documents
