#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_REGISTRY_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_REGISTRY_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/import_rows.h"
#include "services/organizations/record.h"
#include "services/organizations/store.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// The changes of the registry, each the body of one write transaction (so it may run again): checks
// the permission first, then what the registry says, then writes the new state, its events and its
// audit row. The caller has checked what needs no registry.
class Registry {
 public:
  explicit Registry(change_log::Change& change);

  absl::StatusOr<Record> Create(const Draft& draft);
  absl::StatusOr<Record> Update(
      const eduplan::organization::v1::UpdateOrganizationRequest& request);
  // `day` is the first under the new parent.
  absl::StatusOr<Record> Move(const eduplan::organization::v1::MoveOrganizationRequest& request,
                              std::string_view day);

  struct Imported {
    int created = 0;
    int unchanged = 0;
    std::vector<std::string> warnings;
  };
  absl::StatusOr<Imported> Import(std::span<const ImportRow> rows);

  // The day of the change in Asia/Shanghai: "today" of every check and answer.
  const std::string& today() const { return today_; }

 private:
  // The record, or NOT_FOUND.
  absl::StatusOr<Record> Existing(std::string_view id);
  // FAILED_PRECONDITION naming `field` unless `parent` may stand above in `span` at `level`.
  absl::Status CheckParent(std::string_view parent, int level, const Span& span,
                           std::string_view field);
  // ALREADY_EXISTS if another than `self` bears the code in `span`.
  absl::Status CheckCodeFree(std::string_view code, const Span& span, std::string_view self);
  // The id an organization of this code gets.
  absl::StatusOr<std::string> NewId(std::string_view code);
  // Makes a changed record the newest state.
  absl::Status Write(Record& record, std::string_view verb, std::string_view audit_detail);
  absl::Status ApplyEnd(Record& record, const Span& span);
  absl::Status EmitChange(const Record& record, std::string_view verb);

  change_log::Change& change_;
  Store store_;
  std::string today_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_REGISTRY_H_
