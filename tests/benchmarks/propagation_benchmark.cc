// How soon a change of the registry is in every process that keeps the tree: from its answer to the
// moment at which both of two replicas on one database show it. The registry is the real process,
// with 300,000 organizations.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/client/client.h"
#include "services/platform/server/bootstrap.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/follower.h"
#include "tests/benchmarks/report.h"
#include "tests/support/child_process.h"
#include "tests/support/databases.h"
#include "tests/support/temporary_directory.h"
#include "tree_schema.h"

namespace eduplan::benchmarks {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr auto kPostgres = test::DatabaseKind::kPostgres;
constexpr int kOrganizations = 300'000;
constexpr int kCounties = 3000;
constexpr int kAtOnce = 25'000;
constexpr int kChanges = 200;
constexpr absl::Duration kPatience = absl::Seconds(120);

// What a process that keeps the tree consists of.
struct Process {
  Process(const std::string& database, const std::string& key_dir, const std::string& registry)
      : foundation(Make(database, key_dir)),
        replica(*foundation.database),
        follower({.service = "eduplan-benchmark", .metrics = foundation.metrics.get()},
                 client::MakeChannel(registry), *foundation.issuer, *foundation.changes,
                 *foundation.leases, replica) {}

  static server::Foundation Make(const std::string& database, const std::string& key_dir) {
    server::CommonOptions options;
    options.database = database;
    options.key_dir = key_dir;
    options.log_level = "error";
    return server::Foundation::Make("eduplan-benchmark", options, schema::tree()).value();
  }

  server::Foundation foundation;
  tree::Replica replica;
  tree::Follower follower;
};

class Propagation {
 public:
  Propagation()
      : server_({.command = {EDUPLAN_BINARIES "/eduplan-organizations", "--listen=" + address_,
                             "--operations-listen=127.0.0.1:0", "--key-dir=" + directory_.path(),
                             "--database=" + test::NewDatabaseUrl(kPostgres)},
                 .user = {},
                 .output = directory_.path() + "/log",
                 .environment = {}}),
        registry_(v1::OrganizationService::NewStub(client::MakeChannel(address_))) {
    const std::string database = test::NewDatabaseUrl(kPostgres);
    for (std::unique_ptr<Process>& process : processes_) {
      process = std::make_unique<Process>(database, directory_.path(), address_);
    }
  }

  // One province, the counties, and the schools below them.
  absl::Status Register() {
    v1::BatchImportOrganizationsRequest request;
    int64_t created = 0;
    const auto send = [&]() -> absl::Status {
      v1::BatchImportOrganizationsResponse response;
      EDUPLAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext* context) {
        return registry_->BatchImportOrganizations(context, request, &response);
      }));
      created += response.created_count();
      request.clear_organizations();
      return absl::OkStatus();
    };
    const absl::Time start = absl::Now();
    const auto add = [&](const std::string& code, v1::Level level, const std::string& parent) {
      v1::Organization& organization = *request.add_organizations();
      organization.set_code(code);
      organization.set_display_name("机构" + code);
      organization.set_level(level);
      organization.set_kind(level == v1::LEVEL_SCHOOL ? v1::ORGANIZATION_KIND_SCHOOL
                                                      : v1::ORGANIZATION_KIND_BUREAU);
      if (!parent.empty()) organization.set_parent("organizations/" + parent);
      organization.mutable_from()->set_year(2000);
      organization.mutable_from()->set_month(1);
      organization.mutable_from()->set_day(1);
    };
    add("990000", v1::LEVEL_PROVINCE, "");
    for (int n = 0; n < kCounties; ++n) add(County(n), v1::LEVEL_COUNTY, "990000");
    for (int n = 0; n < kOrganizations - kCounties - 1; ++n) {
      if (request.organizations_size() == kAtOnce) EDUPLAN_RETURN_IF_ERROR(send());
      add(School(n), v1::LEVEL_SCHOOL, County(n % kCounties));
    }
    EDUPLAN_RETURN_IF_ERROR(send());
    if (created != kOrganizations) {
      return absl::DataLossError(fmt::format("{} were created", created));
    }
    fmt::print("{} organizations registered in {:.1f} s", created,
               absl::ToDoubleSeconds(absl::Now() - start));
    for (const auto& process : processes_) {
      while (process->replica.Current()->size() < kOrganizations) {
        if (absl::Now() - start > 5 * kPatience) return absl::DeadlineExceededError("no tree");
        absl::SleepFor(absl::Milliseconds(10));
      }
    }
    fmt::print(", in every replica after {:.1f} s\n", absl::ToDoubleSeconds(absl::Now() - start));
    return absl::OkStatus();
  }

  // Milliseconds that `share` of the changes take at most.
  absl::StatusOr<double> Percentile(double share) {
    std::vector<double> millis;
    for (int i = 0; i < kChanges; ++i) {
      EDUPLAN_ASSIGN_OR_RETURN(millis.emplace_back(), ChangeOne());
      // At any phase of those who look now and then.
      absl::SleepFor(absl::Microseconds(random_() % 30'000));
    }
    std::sort(millis.begin(), millis.end());
    return millis[static_cast<size_t>(share * (kChanges - 1))];
  }

  // Milliseconds that a process which has nothing yet takes to load the tree from its database.
  absl::StatusOr<double> Load() {
    const absl::Time start = absl::Now();
    tree::Replica fresh(*processes_[0]->foundation.database);
    EDUPLAN_RETURN_IF_ERROR(fresh.Refresh());
    if (fresh.Current()->size() != kOrganizations) return absl::DataLossError("not all");
    return absl::ToDoubleMilliseconds(absl::Now() - start);
  }

 private:
  static std::string County(int n) { return fmt::format("9{:05}", n); }
  static std::string School(int n) { return fmt::format("{:010}", 9'100'000'000 + n); }

  absl::Status Call(absl::FunctionRef<grpc::Status(grpc::ClientContext*)> call) {
    const auth::Principal root{.subject = "benchmark",
                               .organization = std::string(auth::kEverywhere),
                               .roles = static_cast<uint32_t>(auth::Role::kAdministrator)};
    EDUPLAN_ASSIGN_OR_RETURN(
        std::string token,
        processes_[0]->foundation.issuer->Issue(root, auth::kInternalAudience, absl::Minutes(5)));
    grpc::ClientContext context;
    context.set_wait_for_ready(true);  // the registry may be starting yet
    client::Prepare(
        {.token = std::move(token), .trace_parent = "", .deadline = absl::Now() + kPatience},
        &context);
    const grpc::Status status = call(&context);
    return status.ok() ? absl::OkStatus() : absl::UnavailableError(status.error_message());
  }

  // Renames a school or sends it to another county; the time until both show it.
  absl::StatusOr<double> ChangeOne() {
    const std::string name = "organizations/" + School(static_cast<int>(random_() % 200'000));
    v1::OrganizationChange change;
    if (random_() % 2 == 0) {
      v1::RenameOrganizationRequest request;
      request.set_name(name);
      request.set_display_name(fmt::format("第{}小学", random_()));
      EDUPLAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext* context) {
        return registry_->RenameOrganization(context, request, &change);
      }));
    } else {
      v1::MoveOrganizationRequest request;
      request.set_name(name);
      request.set_parent("organizations/" + County(static_cast<int>(random_() % kCounties)));
      EDUPLAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext* context) {
        return registry_->MoveOrganization(context, request, &change);
      }));
    }
    const absl::Time answered = absl::Now();
    const std::string& etag = change.organization().etag();  // "<sequence>", quoted
    int64_t sequence = 0;
    std::from_chars(etag.data() + 1, etag.data() + etag.size(), sequence);
    if (sequence == 0) return absl::DataLossError("no etag");
    for (const auto& process : processes_) {
      while (process->replica.Current()->sequence() < sequence) {
        if (absl::Now() - answered > kPatience) return absl::DeadlineExceededError("not seen");
        absl::SleepFor(absl::Microseconds(100));
      }
    }
    return absl::ToDoubleMilliseconds(absl::Now() - answered);
  }

  test::TemporaryDirectory directory_;
  const std::string address_ = "127.0.0.1:" + std::to_string(test::FreePort());
  test::ChildProcess server_;
  std::unique_ptr<v1::OrganizationService::Stub> registry_;
  std::unique_ptr<Process> processes_[2];
  std::mt19937 random_{20210630};
};

absl::Status Measure(const Options&, Report& report) {
  if (!report.Wants("tree: change in every replica, p50, p99, loaded from the database"))
    return absl::OkStatus();
  Propagation propagation;
  EDUPLAN_RETURN_IF_ERROR(propagation.Register());
  for (const auto& [text, share, wanted] : {std::tuple("p50", 0.5, 0.0), {"p99", 0.99, 100.0}}) {
    EDUPLAN_RETURN_IF_ERROR(
        report.Run(Figure{.name = fmt::format("tree: change in every replica, {}", text),
                          .unit = "ms",
                          .wanted = wanted,
                          .at_most = true,
                          .measured = [&, part = share] { return propagation.Percentile(part); }}));
  }
  return report.Run(Figure{.name = "tree: loaded from the database",
                           .unit = "ms",
                           .wanted = 0,
                           .at_most = true,
                           .measured = [&] { return propagation.Load(); }});
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_propagation",
                                   eduplan::benchmarks::Measure);
}
