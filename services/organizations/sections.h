#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_SECTIONS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_SECTIONS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/reading/moment.h"
#include "services/organizations/store/section_store.h"
#include "services/organizations/store/store.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// Answers about sections. The caller has been authorised. Thread-safe.
class SectionReader {
 public:
  explicit SectionReader(Moments& moments) : moments_(moments) {}

  absl::Status Get(const eduplan::organization::v1::GetSectionRequest& request, absl::Time deadline,
                   eduplan::organization::v1::Section* response);
  absl::Status List(const eduplan::organization::v1::ListSectionsRequest& request,
                    absl::Time deadline, eduplan::organization::v1::ListSectionsResponse* response);

 private:
  Moments& moments_;
};

// What can be said of a writing request without the registry: INVALID_ARGUMENT naming the field.
// Pure.
absl::Status CheckRequest(const eduplan::organization::v1::CreateSectionRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::UpdateSectionRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::DeleteSectionRequest& request);

// The changes of sections, each the body of one write transaction, for whoever administers the
// organization or one above it. The request has been checked.
class SectionChanges {
 public:
  using Section = eduplan::organization::v1::Section;
  explicit SectionChanges(change_log::Change& change)
      : change_(change), store_(change.sql(), kLatest) {}

  absl::Status Create(const eduplan::organization::v1::CreateSectionRequest& request,
                      Section* response);
  absl::Status Update(const eduplan::organization::v1::UpdateSectionRequest& request,
                      Section* response);
  absl::Status Delete(const eduplan::organization::v1::DeleteSectionRequest& request,
                      Section* response);

 private:
  // The permission, then whether the organization is known.
  absl::Status Authorize(const std::string& organization);
  // That section, living, of an organization that the caller may manage.
  absl::StatusOr<SectionRecord> Begin(const std::string& name, const std::string& etag);
  absl::Status CheckUnique(const SectionRecord& record);
  absl::Status Write(SectionRecord record, std::string_view verb, Section* response);

  change_log::Change& change_;
  SectionStore store_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_SECTIONS_H_
