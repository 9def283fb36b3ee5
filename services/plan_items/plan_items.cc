#include "services/plan_items/plan_items.h"

#include <unistd.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "plan_items_schema.h"
#include "services/plan_items/links/link_service.h"
#include "services/plan_items/links/pending_writes.h"
#include "services/plan_items/revision_service.h"
#include "services/plan_items/service.h"
#include "services/platform/client/client.h"
#include "services/platform/log/log.h"
#include "services/platform/process/temporary_folder.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/follower.h"
#include "tree_schema.h"

namespace eduplan::plan_items {

void Options::AddTo(config::Flags& flags) {
  common.AddTo(flags);
  flags.Add("--organizations", organizations,
            "Addresses of eduplan-organizations, host:port[,host:port…] (needed)");
  flags.Add("--indicators", indicators,
            "Addresses of eduplan-indicators, host:port[,host:port…]; without them figures are not "
            "linked to indicators");
  flags.Add(
      "--plan-reader", plan_reader,
      "Program that reads PDF apart from the service (default: eduplan-plan-reader beside it)");
  flags.Add("--libreoffice", libreoffice,
            "soffice that converts .doc: auto (the one of this machine), none, or a path");
  flags.Add(
      "--classified-documents", classified_documents,
      "Documents marked as secret or internal (机密★, 内部资料): refuse them before anything is "
      "stored, or allow them");
}

std::vector<sql::Migration> Migrations() {
  std::vector<sql::Migration> migrations;
  for (const auto& part : {schema::tree(), schema::plan_items()}) {
    migrations.insert(migrations.end(), part.begin(), part.end());
  }
  return migrations;
}

namespace {

absl::StatusOr<Reader::Options> ReaderOptions(const Options& options) {
  const bool allow_classified = options.classified_documents == "allow";
  if (!allow_classified && options.classified_documents != "refuse") {
    return absl::InvalidArgumentError(
        "--classified-documents (EDUPLAN_CLASSIFIED_DOCUMENTS) must be refuse or allow");
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::string soffice, FindOffice(options.libreoffice));
  Reader::Options reader = {.read_classified = allow_classified,
                            .apart = {.program = options.plan_reader},
                            .soffice = std::move(soffice)};
  if (const std::string program = Apart(reader.apart).program();
      ::access(program.c_str(), X_OK) != 0) {
    return absl::InvalidArgumentError(program + " is not there; name it by --plan-reader");
  }
  return reader;
}

// Of conversions that were killed with the process they ran for.
void RemoveLeftovers() {
  const absl::StatusOr<int> removed = process::TemporaryFolder::RemoveLeftovers();
  if (!removed.ok()) {
    log::Warning("temporary folders cannot be looked through",
                 {{"error", removed.status().ToString()}});
  } else if (*removed > 0) {
    log::Info("temporary folders of killed processes removed",
              {{"folders", static_cast<int64_t>(*removed)}});
  }
}

}  // namespace

absl::Status Run(const Options& options) {
  if (options.organizations.empty()) {
    return absl::InvalidArgumentError("--organizations (EDUPLAN_ORGANIZATIONS) is needed");
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Reader::Options reader_options, ReaderOptions(options));
  EDUPLAN_ASSIGN_OR_RETURN(
      server::Foundation foundation,
      server::Foundation::Make("eduplan-plan-items", options.common, Migrations()));
  RemoveLeftovers();
  const std::shared_ptr<grpc::Channel> organizations = client::MakeChannel(options.organizations);

  tree::Replica replica(*foundation.database);
  EDUPLAN_RETURN_IF_ERROR(replica.Refresh());
  tree::Access access(replica, organizations);
  tree::Follower follower({.service = "eduplan-plan-items", .metrics = foundation.metrics.get()},
                          organizations, *foundation.issuer, *foundation.changes,
                          *foundation.leases, replica);
  Visibility visibility(replica, access);
  Reader reader(reader_options);
  Imports imports(*foundation.changes, access, reader);
  Plans plans(*foundation.changes, access, visibility);
  IndicatorSource indicators(options.indicators.empty() ? nullptr
                                                        : client::MakeChannel(options.indicators));
  Proposals proposals(*foundation.changes, replica, visibility, indicators);
  Completion completion(*foundation.changes, indicators,
                        client::Behalf(*foundation.issuer, "eduplan-plan-items"));
  PlanDeletion deletion(*foundation.changes, access, indicators, completion);
  Transitions transitions(*foundation.changes, access, visibility, deletion);
  Items items(*foundation.changes, access, visibility);
  Service service(*foundation.calls, imports, plans, transitions, items);
  Acceptance acceptance(*foundation.changes, access, indicators, completion);
  LinkService links(*foundation.calls, proposals, acceptance);
  Reimports reimports(*foundation.changes, access, visibility, reader);
  Comparisons comparisons(*foundation.changes, visibility);
  RevisionService revisions(*foundation.calls, reimports, comparisons);

  EDUPLAN_ASSIGN_OR_RETURN(
      const std::unique_ptr<server::Server> server,
      server::Server::Start(foundation.ServerOptions(options.common),
                            {&service, &links, &revisions},
                            {{"database", [&] { return foundation.database->Ping(); }, true},
                             {"organizations", [&] { return follower.Health(); }, false}},
                            *foundation.metrics));
  std::optional<PendingWrites> pending_writes;
  if (indicators.Configured().ok()) {
    pending_writes.emplace(PendingWrites::Options(), *foundation.changes, *foundation.leases,
                           completion);
  }
  server->Run();
  return absl::OkStatus();
}

}  // namespace eduplan::plan_items
