#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_EXPORTER_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_EXPORTER_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/reading/forest_cache.h"
#include "services/organizations/reading/moment.h"

namespace eduplan::organizations {

// Streams organizations as a file, in the order of the tree that counts and of one as-of, holding a
// few hundred at a time. The caller has been authorised. Thread-safe.
class Exporter {
 public:
  Exporter(Moments& moments, ForestCache& forests) : moments_(moments), forests_(forests) {}

  // Gives the file to `send` in pieces, at least one, until it returns false because nobody listens
  // any more. The deadline is that of finding the tree.
  using Send = absl::FunctionRef<bool(const google::api::HttpBody&)>;
  absl::Status Export(const eduplan::organization::v1::ExportOrganizationsRequest& request,
                      absl::Time deadline, Send send);

 private:
  Moments& moments_;
  ForestCache& forests_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_EXPORTER_H_
