#ifndef EDUPLAN_TESTS_CONTRACT_DOCUMENTS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_DOCUMENTS_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "eduplan/document/v1/document_service.grpc.pb.h"
#include "services/documents/service.h"
#include "services/platform/auth/principal.h"
#include "services/platform/server/bootstrap.h"
#include "tests/contract/documents/fakes.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::documents {

// The service of this process over each database, called over gRPC, between fakes of the others.
// The tree: province 990000, city 990100 and city 990200; under 990100 the counties 990101
// (青河县教育局), 990102 (白石县教育局) and a school 9901990001.
class DocumentsTest : public test::DatabaseTest {
 protected:
  DocumentsTest();
  ~DocumentsTest() override;
  void SetUp() override;
  void TearDown() override;

  static auth::Principal Reporter(const std::string& organization);
  // A request for the city's document of 2021-H1.
  static v1::RenderDocumentRequest Request(v1::Format format, const std::string& request_id = "");

  absl::StatusOr<v1::RenderedDocument> Render(const auth::Principal& who,
                                              const v1::RenderDocumentRequest& request);
  absl::StatusOr<v1::RenderedDocument> Get(const auth::Principal& who, const std::string& name);
  // `disposition` is what comes with the file.
  absl::StatusOr<google::api::HttpBody> Download(const auth::Principal& who,
                                                 const std::string& name,
                                                 std::string* disposition = nullptr);
  absl::StatusOr<v1::ListDocumentsResponse> List(const auth::Principal& who,
                                                 const std::string& filter, int page_size = 0,
                                                 const std::string& page_token = "");
  absl::StatusOr<v1::DocumentProvenance> Provenance(const auth::Principal& who,
                                                    const std::string& name);
  absl::StatusOr<v1::ListTemplatesResponse> Templates(const auth::Principal& who);

  void Prepare(const auth::Principal& who, grpc::ClientContext* context);
  int64_t Number(std::string_view sql);

  FakeOrganizations organizations_;
  FakePlans plans_;
  FakeIndicators indicators_;
  std::unique_ptr<FakeServer> organizations_server_;
  std::unique_ptr<FakeServer> plans_server_;
  std::unique_ptr<FakeServer> indicators_server_;
  std::unique_ptr<v1::DocumentService::Stub> stub_;

 private:
  struct Server;
  test::TemporaryDirectory directory_;
  std::unique_ptr<Server> server_;
};

}  // namespace eduplan::documents

#endif  // EDUPLAN_TESTS_CONTRACT_DOCUMENTS_FIXTURE_H_
