#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUES_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/values/value_writer.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of ValueService about values. Thread-safe.
class Values {
 public:
  Values(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
         CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<v1::BatchUpdateValuesResponse> BatchUpdate(
      const server::Call& call, const v1::BatchUpdateValuesRequest& request);
  absl::StatusOr<v1::ImportValuesResponse> Import(const server::Call& call,
                                                  const v1::ImportValuesRequest& request);
  absl::StatusOr<v1::ListValuesResponse> List(const server::Call& call,
                                              const v1::ListValuesRequest& request);
  absl::StatusOr<v1::ListValueVersionsResponse> ListVersions(
      const server::Call& call, const v1::ListValueVersionsRequest& request);

 private:
  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

// The kind a request is about; FILED if it says none. INVALID_ARGUMENT (INVALID_KIND).
absl::StatusOr<v1::ValueKind> KindOf(v1::ValueKind kind);

// Whether the caller may write values of this kind for the organization: FILED and DECLARED who may
// file for it; VERIFIED a superior who reviews it; TARGET the same, or, of an organization that
// nothing stands above today, who may file for it. PERMISSION_DENIED, or NOT_FOUND.
absl::Status CheckMayWrite(tree::Access& access, const server::Call& call, v1::ValueKind kind,
                           std::string_view organization);
// INVALID_ARGUMENT (REASON_REQUIRED) for verified figures without one; REASON_TOO_LONG.
absl::Status CheckReason(v1::ValueKind kind, std::string_view reason);

// The catalogue and the tree of a change, and the answers of more statements, all of which are read
// at once.
struct WriteMoment {
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<const tree::Forest> forest;
  std::vector<sql::Rows> answers;
};
absl::StatusOr<WriteMoment> ReadMoment(sql::Transaction& transaction, CatalogueStore& catalogue,
                                       tree::Replica& replica,
                                       std::vector<sql::Statement> statements = {});

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUES_H_
