#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_REGISTRY_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_REGISTRY_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/files/import_plan.h"
#include "services/organizations/files/import_rows.h"
#include "services/organizations/model/record.h"
#include "services/organizations/writing/change_writer.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// The changes of the registry, each the body of one write transaction (so it may run again): checks
// the permission first, then what the registry says, then writes the new state, its event and its
// audit row. The caller has checked what needs no registry (requests.h). A Registry makes one
// change.
class Registry {
 public:
  using Organization = eduplan::organization::v1::Organization;
  using Result = eduplan::organization::v1::OrganizationChange;

  explicit Registry(change_log::Change& change) : writer_(change) {}

  absl::Status Create(const eduplan::organization::v1::CreateOrganizationRequest& request,
                      Organization* response);
  absl::Status Update(const eduplan::organization::v1::UpdateOrganizationRequest& request,
                      Organization* response);
  absl::Status Rename(const eduplan::organization::v1::RenameOrganizationRequest& request,
                      Result* response);
  absl::Status Move(const eduplan::organization::v1::MoveOrganizationRequest& request,
                    Result* response);
  absl::Status Merge(const eduplan::organization::v1::MergeOrganizationsRequest& request,
                     Result* response);
  absl::Status Split(const eduplan::organization::v1::SplitOrganizationRequest& original,
                     Result* response);
  absl::Status Close(const eduplan::organization::v1::CloseOrganizationRequest& request,
                     Result* response);
  absl::Status Reopen(const eduplan::organization::v1::ReopenOrganizationRequest& request,
                      Result* response);
  absl::Status ChangeLevel(const eduplan::organization::v1::ChangeOrganizationLevelRequest& request,
                           Result* response);
  absl::Status ChangeCode(const eduplan::organization::v1::ChangeOrganizationCodeRequest& request,
                          Result* response);
  absl::Status Correct(const eduplan::organization::v1::CorrectOrganizationRequest& request,
                       Result* response);

  struct Imported {
    int created = 0;
    int unchanged = 0;
    std::vector<std::string> warnings;
    std::vector<RowError> errors;  // of rows not taken
    int failed = 0;                // how many rows these are
  };
  // With `partial` the rows with an error, and those that need one of them, are left out. Errors of
  // `parsed` count too.
  absl::StatusOr<Imported> Import(const ParsedRows& parsed, bool partial);

 private:
  // Loads and guards the ids, the first of which the request names; `parents` are given new
  // children.
  absl::Status Begin(std::span<const std::string> ids, std::span<const std::string> parents,
                     std::string_view day, std::string_view etag);
  absl::Status Finish(eduplan::organization::v1::OrganizationEvent::Type type, std::string_view id,
                      const BlamedFields& fields, Result* response);
  // The new organizations of a plan; `existing` holds everyone whose id is the code of a row.
  absl::StatusOr<std::vector<Record>> RecordsOf(std::span<const ImportRow> rows,
                                                std::span<const Record> existing,
                                                const ImportPlan& plan,
                                                std::vector<std::string>* warnings);
  // Puts an organization that begins on `day` beside `source` into the set; its id.
  absl::StatusOr<std::string> CreateTarget(const Organization& organization,
                                           const std::string& source, const std::string& day);

  ChangeWriter writer_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_REGISTRY_H_
