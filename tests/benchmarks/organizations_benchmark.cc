// Reading the registry: one organization by its name and by its code, against a call with nothing
// in it. The registry is the real process, with the counties of a country.

#include <fmt/format.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/auth/token.h"
#include "services/platform/client/client.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/floors.h"
#include "tests/benchmarks/report.h"
#include "tests/support/child_process.h"
#include "tests/support/databases.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::benchmarks {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr int kClients = 8;
constexpr int kCities = 330;
constexpr int kCounties = 9;  // of a city
constexpr absl::Duration kPatience = absl::Seconds(30);

std::string City(int city) {
  return fmt::format("{}00", 1000 + city);
}
std::string County(int city, int county) {
  return fmt::format("{}{:02}", 1000 + city, county + 1);
}

absl::StatusOr<std::string> Token(const std::string& key_dir) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto keys, auth::KeyStore::OpenOrCreate(key_dir));
  return auth::MakeIssuer(keys)->Issue({.subject = "benchmark",
                                        .organization = std::string(auth::kEverywhere),
                                        .roles = static_cast<uint32_t>(auth::Role::kAdministrator)},
                                       auth::kInternalAudience, absl::Hours(2));
}

// Calls as the services' own clients make them; each client thread has its messages.
class RegistryClient {
 public:
  RegistryClient(const std::string& address, client::Outgoing outgoing)
      : stub_(v1::OrganizationService::NewStub(client::MakeChannel(address))),
        outgoing_(std::move(outgoing)) {}

  absl::Status Get(const std::string& id, v1::Organization* response) const {
    v1::GetOrganizationRequest request;
    request.set_name("organizations/" + id);
    return Call([&](grpc::ClientContext* context) {
      return stub_->GetOrganization(context, request, response);
    });
  }
  absl::Status Resolve(const std::string& code, v1::ResolveOrganizationResponse* response) const {
    v1::ResolveOrganizationRequest request;
    request.set_code(code);
    return Call([&](grpc::ClientContext* context) {
      return stub_->ResolveOrganization(context, request, response);
    });
  }
  absl::Status Rename(const std::string& id, const std::string& name) const {
    v1::RenameOrganizationRequest request;
    request.set_name("organizations/" + id);
    request.set_display_name(name);
    v1::OrganizationChange response;
    return Call([&](grpc::ClientContext* context) {
      return stub_->RenameOrganization(context, request, &response);
    });
  }
  absl::Status Import(const std::string& csv) const {
    v1::BatchImportOrganizationsRequest request;
    request.mutable_file()->set_content_type("text/csv");
    request.mutable_file()->set_data(csv);
    v1::BatchImportOrganizationsResponse response;
    return Call([&](grpc::ClientContext* context) {
      return stub_->BatchImportOrganizations(context, request, &response);
    });
  }

 private:
  absl::Status Call(const std::function<grpc::Status(grpc::ClientContext*)>& send) const {
    return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent, send);
  }

  std::unique_ptr<v1::OrganizationService::Stub> stub_;
  client::Outgoing outgoing_;
};

class Readings {
 public:
  explicit Readings(const Options& options) : options_(options) {}

  absl::Status Start() {
    v1::Organization none;
    const absl::Time start = absl::Now();
    while (absl::IsUnavailable(registry_.Get("none", &none)) && absl::Now() - start < kPatience) {
      absl::SleepFor(absl::Milliseconds(20));
    }
    std::string csv = "code,name,level,kind,parent,from\n990000,国家,NATION,BUREAU,,2000-01-01\n";
    for (int city = 0; city < kCities; ++city) {
      csv += fmt::format("{0},第{0}市教育局,CITY,BUREAU,990000,2000-01-01\n", City(city));
      for (int county = 0; county < kCounties; ++county) {
        csv += fmt::format("{0},第{0}县教育局,COUNTY,BUREAU,{1},2000-01-01\n", County(city, county),
                           City(city));
      }
    }
    EDUPLAN_RETURN_IF_ERROR(registry_.Import(csv));
    // Everyone once: what is measured is what has been asked for before.
    v1::ResolveOrganizationResponse answer;
    for (int county = 0; county < kCities * kCounties; ++county) {
      const std::string code = County(county / kCounties, county % kCounties);
      EDUPLAN_RETURN_IF_ERROR(registry_.Get(code, answer.mutable_organization()));
      EDUPLAN_RETURN_IF_ERROR(registry_.Resolve(code, &answer));
    }
    const std::string content = answer.SerializeAsString();
    null_.emplace(Floor::Kind::kNullRegistry, content, directory_.path());
    runner_.emplace(Floor::Kind::kRegistryCallRunner, content, directory_.path());
    null_client_.emplace(null_->address(), outgoing_);
    runner_client_.emplace(runner_->address(), outgoing_);
    fmt::print("{} organizations, one is {} bytes, one resolved {}; {} clients\n",
               1 + kCities * (1 + kCounties), answer.organization().ByteSizeLong(), content.size(),
               kClients);
    return absl::OkStatus();
  }

  absl::Status RunAll(Report& report) {
    const auto run = [&](const std::string& name, double wanted, auto question,
                         const RegistryClient& asked) {
      return report.Run({.name = name,
                         .floor_name = "null call",
                         .unit = "calls/s",
                         .wanted = wanted,
                         .measured = PerSecondOf([this, &asked, question](int client) {
                           return (this->*question)(asked, client);
                         }),
                         .floor = PerSecondOf([this, question](int client) {
                           return (this->*question)(*null_client_, client);
                         })});
    };
    EDUPLAN_RETURN_IF_ERROR(
        run("get through CallRunner alone", 0, &Readings::Get, *runner_client_));
    EDUPLAN_RETURN_IF_ERROR(run("get organization", 0.6, &Readings::Get, registry_));
    EDUPLAN_RETURN_IF_ERROR(run("resolve organization", 0.6, &Readings::Resolve, registry_));
    return run("get organization while names change", 0, &Readings::GetOrRename, registry_);
  }

 private:
  using Run = std::function<absl::StatusOr<double>()>;

  Run PerSecondOf(Operation operation) {
    return [this, operation = std::move(operation)] {
      return PerSecond(kClients, options_.time, operation);
    };
  }
  std::string AnyCounty(int client) {
    std::minstd_rand& random = clients_[client].random;
    return County(static_cast<int>(random() % kCities), static_cast<int>(random() % kCounties));
  }
  absl::Status Get(const RegistryClient& asked, int client) {
    return asked.Get(AnyCounty(client), &clients_[client].organization);
  }
  absl::Status Resolve(const RegistryClient& asked, int client) {
    return asked.Resolve(AnyCounty(client), &clients_[client].resolved);
  }
  // One in a thousand calls of the first client is a change.
  absl::Status GetOrRename(const RegistryClient& asked, int client) {
    if (client == 0 && &asked == &registry_ && ++turns_ % 1000 == 0) {
      return asked.Rename(AnyCounty(client), fmt::format("另一名称{}", turns_));
    }
    return Get(asked, client);
  }

  // A client thread's messages.
  struct Client {
    std::minstd_rand random;
    v1::Organization organization;
    v1::ResolveOrganizationResponse resolved;
  };

  const Options& options_;
  const test::TemporaryDirectory directory_;
  const std::string address_ = "127.0.0.1:" + std::to_string(test::FreePort());
  const client::Outgoing outgoing_{.token = Token(directory_.path()).value(),
                                   .trace_parent = log::NewTraceParent()};
  test::ChildProcess server_{
      {.command = {EDUPLAN_BINARIES "/eduplan-organizations", "--listen=" + address_,
                   "--operations-listen=127.0.0.1:0", "--key-dir=" + directory_.path(),
                   "--database=" + test::NewDatabaseUrl(test::DatabaseKind::kPostgres)},
       .user = {},
       .output = directory_.path() + "/log",
       .environment = {}}};
  const RegistryClient registry_{address_, outgoing_};
  std::optional<Floor> null_;
  std::optional<Floor> runner_;
  std::optional<RegistryClient> null_client_;
  std::optional<RegistryClient> runner_client_;
  std::array<Client, kClients> clients_;
  int64_t turns_ = 0;
};

absl::Status Measure(const Options& options, Report& report) {
  if (!report.Wants("get through CallRunner alone, get organization, resolve organization, get "
                    "organization while names change")) {
    return absl::OkStatus();
  }
  Readings readings(options);
  EDUPLAN_RETURN_IF_ERROR(readings.Start());
  return readings.RunAll(report);
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_organizations",
                                   eduplan::benchmarks::Measure);
}
