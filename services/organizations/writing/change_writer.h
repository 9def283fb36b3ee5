#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_CHANGE_WRITER_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_CHANGE_WRITER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_event.pb.h"
#include "services/organizations/model/change_set.h"
#include "services/organizations/model/consistency.h"
#include "services/organizations/store/store.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// The frame of every change of organizations, inside its write transaction: loads what the change
// needs, guards it, and when the records of its set have been edited checks the outcome and writes
// it together with the event, its audit row and the outgoing events.
class ChangeWriter {
 public:
  explicit ChangeWriter(change_log::Change& change);

  Store& store() { return store_; }
  ChangeSet& set() { return set_; }
  change_log::Change& change() { return change_; }
  // The day of the change in Asia/Shanghai.
  const std::string& today() const { return today_; }

  // Puts those of the ids that are registered into the set.
  absl::Status Load(std::span<const std::string> ids);
  // Puts everyone who ever stands directly below the ids into the set.
  absl::Status LoadChildren(std::span<const std::string> ids);

  // Whether the caller may change each of the ids, which is for whoever administers what each
  // stands under after `day` (a root itself), and place something under each of `parents`. Ids are
  // loaded; one that is unknown is nobody's, so that a refusal tells nothing of what exists.
  absl::Status Authorize(std::span<const std::string> ids, std::span<const std::string> parents,
                         std::string_view day);
  // NOT_FOUND unless every id is in the set.
  absl::Status CheckKnown(std::span<const std::string> ids) const;
  absl::Status CheckEtag(std::string_view id, std::string_view etag) const;

  // Registers the id that an organization of this code gets.
  absl::StatusOr<std::string> NewId(std::string_view code);

  // Registers many new organizations whose consistency has been checked, as one import.
  absl::Status Register(std::span<const Record> records);

  // Checks and writes what has been edited. `event` says what happened; the rest of it (name,
  // effects, actor, time, sequence) is filled in. FAILED_PRECONDITION (NO_EFFECT) if nothing has
  // changed and nothing was succeeded to, unless `allow_none`; then nothing is written.
  absl::Status Commit(const BlamedFields& fields, bool allow_none,
                      eduplan::organization::v1::OrganizationEvent* event);

 private:
  // Everyone who ever stands above the changed ones, the children of those whose standings change,
  // and who bears their codes.
  absl::Status LoadNeighbours(std::span<const std::string> changed);
  absl::Status CountDescendants(eduplan::organization::v1::OrganizationEvent* event);
  // Writes the states of these as they now are; returns them.
  absl::StatusOr<std::vector<Record>> WriteRecords(const std::vector<std::string>& changed);
  // Writes the event, its audit row, and an outgoing event for each of the records.
  absl::Status Tell(const eduplan::organization::v1::OrganizationEvent& event,
                    std::span<const Record> records);
  // Who did it, and when.
  void Sign(eduplan::organization::v1::OrganizationEvent* event);

  change_log::Change& change_;
  Store store_;
  ChangeSet set_;
  std::string today_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_CHANGE_WRITER_H_
