#include "tests/contract/documents/fixture.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "absl/time/clock.h"
#include "documents_schema.h"
#include "services/platform/api/time.h"
#include "services/platform/client/client.h"
#include "services/platform/status/grpc_status.h"
#include "tree_schema.h"

namespace eduplan::documents {
namespace {

// A test cannot go on without what it is made of.
template <typename T>
T OrDie(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
    std::abort();
  }
  return *std::move(value);
}

// Loading takes longer than a test.
const formats::SystemFonts& Fonts() {
  static const auto* const fonts = OrDie(formats::SystemFonts::Load({})).release();
  return *fonts;
}

std::vector<sql::Migration> Migrations() {
  std::vector<sql::Migration> migrations;
  for (const auto& part : {schema::tree(), schema::documents()}) {
    migrations.insert(migrations.end(), part.begin(), part.end());
  }
  return migrations;
}

server::CommonOptions CommonOptions(const std::string& database, const std::string& key_dir) {
  server::CommonOptions options;
  options.operations_listen = "";
  options.database = database;
  options.key_dir = key_dir;
  options.log_level = "error";
  return options;
}

tree::Delta Tree() {
  tree::Delta delta{.replaces_all = true, .nodes = {}, .edges = {}, .sequence = 7};
  const auto add = [&](const std::string& id, const std::string& name, int level, int kind,
                       const std::string& parent) {
    delta.nodes.push_back(
        {.id = id, .states = {{.from = -7000, .level = level, .kind = kind, .name = name}}});
    if (!parent.empty()) delta.edges.push_back({.child = id, .parent = parent, .from = -7000});
  };
  add("990000", "云岭省教育厅", 2, 1, "");
  add("990100", "青禾市教育局", 3, 1, "990000");
  add("990200", "长溪市教育局", 3, 1, "990000");
  add("990101", "青河县教育局", 4, 1, "990100");
  add("990102", "白石县教育局", 4, 1, "990100");
  add("9901990001", "青禾市实验学校", 6, 2, "990100");
  return delta;
}

template <typename Response>
absl::StatusOr<Response> Answer(const grpc::Status& status, Response&& response) {
  if (!status.ok()) return status::FromGrpc(status);
  return std::forward<Response>(response);
}

}  // namespace

struct DocumentsTest::Server {
  Server(const server::CommonOptions& options, const std::string& organizations,
         const std::string& plan_items, const std::string& indicators)
      : foundation(OrDie(server::Foundation::Make("eduplan-documents", options, Migrations()))),
        replica(*foundation.database),
        access(replica, client::MakeChannel(organizations)),
        sources(client::MakeChannel(plan_items), client::MakeChannel(indicators)),
        renderer(*foundation.changes, blobs, replica, access, sources, Fonts()),
        library(*foundation.database, blobs, replica, access),
        service(*foundation.calls, renderer, library),
        server(OrDie(server::Server::Start(foundation.ServerOptions(options), {&service}, {},
                                           *foundation.metrics))) {}

  server::Foundation foundation;
  tree::Replica replica;
  tree::Access access;
  BlobStore blobs;
  Sources sources;
  Renderer renderer;
  Library library;
  Service service;
  std::unique_ptr<server::Server> server;
};

DocumentsTest::DocumentsTest() = default;
DocumentsTest::~DocumentsTest() = default;

void DocumentsTest::SetUp() {
  test::DatabaseTest::SetUp();
  if (IsSkipped()) return;
  organizations_server_ = std::make_unique<FakeServer>(&organizations_);
  plans_server_ = std::make_unique<FakeServer>(&plans_);
  indicators_server_ = std::make_unique<FakeServer>(&indicators_);
  // 2021-06-25 09:00 in Asia/Shanghai.
  auto* as_of = indicators_.rollup.mutable_as_of();
  as_of->set_sequence(42);
  as_of->mutable_time()->set_seconds(1'624'582'800);
  server_ = std::make_unique<Server>(CommonOptions(url(), directory_.path()),
                                     organizations_server_->address(), plans_server_->address(),
                                     indicators_server_->address());
  auth::Principal nobody{.subject = "test"};
  const google::type::Date request;
  google::type::Date response;
  const change_log::WriteRequest write{.principal = &nobody,
                                       .method = "test",
                                       .request_id = "",
                                       .request = &request,
                                       .trace_id = ""};
  ASSERT_THAT(
      server_->foundation.changes->Write(write, &response,
                                         [&](change_log::Change& change) {
                                           return server_->replica.Apply(change, Tree()).status();
                                         }),
      test::IsOk());
  ASSERT_THAT(server_->replica.Refresh(), test::IsOk());
  stub_ = v1::DocumentService::NewStub(
      client::MakeChannel("127.0.0.1:" + std::to_string(server_->server->port())));
}

void DocumentsTest::TearDown() {
  stub_.reset();
  server_.reset();
}

auth::Principal DocumentsTest::Reporter(const std::string& organization) {
  return {.subject = "reporter-of-" + organization,
          .organization = organization,
          .roles = static_cast<uint32_t>(auth::Role::kReporter),
          .client = "test"};
}

v1::RenderDocumentRequest DocumentsTest::Request(v1::Format format, const std::string& request_id) {
  v1::RenderDocumentRequest request;
  request.set_template_("summary-and-plan");
  request.set_organization("organizations/990100");
  request.set_period("2021-H1");
  request.set_format(format);
  request.set_request_id(request_id);
  return request;
}

void DocumentsTest::Prepare(const auth::Principal& who, grpc::ClientContext* context) {
  const std::string token =
      OrDie(server_->foundation.issuer->Issue(who, auth::kInternalAudience, absl::Minutes(5)));
  client::Prepare({.token = token, .deadline = absl::Now() + absl::Seconds(60)}, context);
}

absl::StatusOr<v1::RenderedDocument> DocumentsTest::Render(
    const auth::Principal& who, const v1::RenderDocumentRequest& request) {
  grpc::ClientContext context;
  Prepare(who, &context);
  v1::RenderedDocument response;
  const grpc::Status status = stub_->RenderDocument(&context, request, &response);
  return Answer(status, std::move(response));
}

absl::StatusOr<v1::RenderedDocument> DocumentsTest::Get(const auth::Principal& who,
                                                        const std::string& name) {
  grpc::ClientContext context;
  Prepare(who, &context);
  v1::GetDocumentRequest request;
  request.set_name(name);
  v1::RenderedDocument response;
  const grpc::Status status = stub_->GetDocument(&context, request, &response);
  return Answer(status, std::move(response));
}

absl::StatusOr<google::api::HttpBody> DocumentsTest::Download(const auth::Principal& who,
                                                              const std::string& name,
                                                              std::string* disposition) {
  grpc::ClientContext context;
  Prepare(who, &context);
  v1::DownloadDocumentRequest request;
  request.set_name(name);
  google::api::HttpBody response;
  const grpc::Status status = stub_->DownloadDocument(&context, request, &response);
  const auto found = context.GetServerInitialMetadata().find("content-disposition");
  if (disposition != nullptr && found != context.GetServerInitialMetadata().end()) {
    *disposition = std::string(found->second.data(), found->second.size());
  }
  return Answer(status, std::move(response));
}

absl::StatusOr<v1::ListDocumentsResponse> DocumentsTest::List(const auth::Principal& who,
                                                              const std::string& filter,
                                                              int page_size,
                                                              const std::string& page_token) {
  grpc::ClientContext context;
  Prepare(who, &context);
  v1::ListDocumentsRequest request;
  request.set_filter(filter);
  request.set_page_size(page_size);
  request.set_page_token(page_token);
  v1::ListDocumentsResponse response;
  const grpc::Status status = stub_->ListDocuments(&context, request, &response);
  return Answer(status, std::move(response));
}

absl::StatusOr<v1::DocumentProvenance> DocumentsTest::Provenance(const auth::Principal& who,
                                                                 const std::string& name) {
  grpc::ClientContext context;
  Prepare(who, &context);
  v1::GetDocumentProvenanceRequest request;
  request.set_name(name);
  v1::DocumentProvenance response;
  const grpc::Status status = stub_->GetDocumentProvenance(&context, request, &response);
  return Answer(status, std::move(response));
}

absl::StatusOr<v1::ListTemplatesResponse> DocumentsTest::Templates(const auth::Principal& who) {
  grpc::ClientContext context;
  Prepare(who, &context);
  v1::ListTemplatesResponse response;
  const grpc::Status status = stub_->ListTemplates(&context, {}, &response);
  return Answer(status, std::move(response));
}

int64_t DocumentsTest::Number(std::string_view sql) {
  const auto rows = database().Query(sql);
  EXPECT_THAT(rows, test::IsOk());
  return rows.ok() ? (*rows)[0][0].integer() : -1;
}

}  // namespace eduplan::documents
