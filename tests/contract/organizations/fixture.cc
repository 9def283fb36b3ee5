#include "tests/contract/organizations/fixture.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "google/rpc/error_details.pb.h"
#include "organizations_schema.h"
#include "services/organizations/model/convert.h"
#include "services/platform/client/client.h"

namespace eduplan::organizations {
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

server::CommonOptions CommonOptions(const RegistryServer::Options& options) {
  server::CommonOptions common;
  common.listen = options.listen;
  common.operations_listen = "";
  common.database = options.database;
  common.key_dir = options.key_dir;
  common.log_level = "error";
  return common;
}

std::vector<std::string> IdsOf(
    const google::protobuf::RepeatedPtrField<v1::Organization>& organizations) {
  std::vector<std::string> ids;
  for (const v1::Organization& organization : organizations) {
    ids.emplace_back(IdOf(organization.name()));
  }
  return ids;
}

}  // namespace

RegistryServer::RegistryServer(const Options& options)
    : foundation_(OrDie(server::Foundation::Make("eduplan-organizations", CommonOptions(options),
                                                 schema::organizations()))),
      watch_(std::make_unique<Watch>(*foundation_.changes, options.watch)),
      service_(std::make_unique<OrganizationServiceImpl>(*foundation_.calls, *foundation_.changes,
                                                         *watch_)),
      server_(OrDie(server::Server::Start(foundation_.ServerOptions(CommonOptions(options)),
                                          {service_.get()}, {}, *foundation_.metrics))),
      channel_(client::MakeChannel(address())) {}

std::string RegistryServer::address() const {
  return "127.0.0.1:" + std::to_string(server_->port());
}

auth::Principal Administrator(std::string_view organization) {
  return {.subject = "admin-of-" + std::string(organization),
          .organization = std::string(organization),
          .roles = static_cast<uint32_t>(auth::Role::kAdministrator),
          .client = "test",
          .on_behalf_of = ""};
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    google::rpc::BadRequest bad;
    if (type == "type.googleapis.com/google.rpc.BadRequest" &&
        bad.ParseFromString(std::string(payload))) {
      for (const auto& violation : bad.field_violations()) {
        fields.push_back(violation.field());
      }
    }
  });
  return fields;
}

google::type::Date Date(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

std::string NewRequestId() {
  static std::atomic<int> next = 1;
  return absl::StrFormat("00000000-0000-4000-8000-%012d", next++);
}

v1::CreateOrganizationRequest CreateRequest(std::string_view code, v1::Level level,
                                            std::string_view parent) {
  v1::CreateOrganizationRequest request;
  v1::Organization* organization = request.mutable_organization();
  organization->set_code(std::string(code));
  organization->set_display_name("机构" + std::string(code));
  organization->set_level(level);
  if (!parent.empty()) {
    organization->set_parent(NameOf(parent));
  }
  return request;
}

v1::MoveOrganizationRequest MoveRequest(std::string_view id, std::string_view parent,
                                        const google::type::Date& on) {
  v1::MoveOrganizationRequest request;
  request.set_name(NameOf(id));
  request.set_parent(NameOf(parent));
  *request.mutable_effective_on() = on;
  return request;
}

void RegistryTest::SetUp() {
  test::DatabaseTest::SetUp();
  if (IsSkipped()) {
    return;
  }
  registry_ = std::make_unique<RegistryServer>(
      RegistryServer::Options{.database = url(), .key_dir = key_dir()});
}

std::unique_ptr<v1::OrganizationService::Stub> RegistryTest::stub() {
  return v1::OrganizationService::NewStub(registry().channel());
}

void RegistryTest::Prepare(const auth::Principal& principal, grpc::ClientContext* context) {
  client::Prepare({.token = OrDie(registry().foundation().issuer->Issue(
                       principal, auth::kInternalAudience, absl::Minutes(5))),
                   .trace_parent = "",
                   .deadline = absl::Now() + absl::Seconds(30)},
                  context);
}

absl::StatusOr<v1::Organization> RegistryTest::Create(
    const auth::Principal& who, const v1::CreateOrganizationRequest& request) {
  return Call(who, &Stub::CreateOrganization, request);
}

absl::StatusOr<v1::Organization> RegistryTest::Create(std::string_view code, v1::Level level,
                                                      std::string_view parent) {
  return Create(Root(), CreateRequest(code, level, parent));
}

absl::StatusOr<v1::Organization> RegistryTest::Get(std::string_view id) {
  v1::GetOrganizationRequest request;
  request.set_name(NameOf(id));
  return Call(Root(), &Stub::GetOrganization, request);
}

absl::StatusOr<v1::Organization> RegistryTest::Update(
    const auth::Principal& who, const v1::UpdateOrganizationRequest& request) {
  return Call(who, &Stub::UpdateOrganization, request);
}

absl::StatusOr<v1::Organization> RegistryTest::Move(const auth::Principal& who,
                                                    const v1::MoveOrganizationRequest& request) {
  auto change = Call(who, &Stub::MoveOrganization, request);
  if (!change.ok()) {
    return change.status();
  }
  return std::move(*change->mutable_organization());
}

absl::StatusOr<v1::BatchImportOrganizationsResponse> RegistryTest::Import(
    const auth::Principal& who, std::string_view csv) {
  v1::BatchImportOrganizationsRequest request;
  request.mutable_file()->set_content_type("text/csv");
  request.mutable_file()->set_data(std::string(csv));
  return Call(who, &Stub::BatchImportOrganizations, request);
}

std::vector<std::string> RegistryTest::Below(std::string_view id, const google::type::Date& at) {
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::GetSubtreeRequest request;
  request.set_name(NameOf(id));
  *request.mutable_at() = at;
  v1::GetSubtreeResponse response;
  EXPECT_TRUE(stub()->GetSubtree(&context, request, &response).ok());
  return IdsOf(response.organizations());
}

std::vector<std::string> RegistryTest::Above(std::string_view id, const google::type::Date& at) {
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::ListAncestorsRequest request;
  request.set_name(NameOf(id));
  *request.mutable_at() = at;
  v1::ListAncestorsResponse response;
  EXPECT_TRUE(stub()->ListAncestors(&context, request, &response).ok());
  return IdsOf(response.organizations());
}

int RegistryTest::CountOrganizations() {
  grpc::ClientContext context;
  Prepare(Root(), &context);
  v1::ListOrganizationsRequest request;
  request.set_page_size(1000);
  v1::ListOrganizationsResponse response;
  EXPECT_TRUE(stub()->ListOrganizations(&context, request, &response).ok());
  return response.organizations_size();
}

void RegistryTest::CreateSmallTree() {
  ASSERT_THAT(Create("330000", v1::LEVEL_PROVINCE, ""), test::IsOk());
  ASSERT_THAT(Create("330400", v1::LEVEL_CITY, "330000"), test::IsOk());
  ASSERT_THAT(Create("330500", v1::LEVEL_CITY, "330000"), test::IsOk());
  ASSERT_THAT(Create("330481", v1::LEVEL_COUNTY, "330400"), test::IsOk());
}

}  // namespace eduplan::organizations
