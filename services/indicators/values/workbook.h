#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/values/workbook_compare.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of ValueService about offline workbooks. Thread-safe.
class Workbooks {
 public:
  Workbooks(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
            CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  absl::StatusOr<google::api::HttpBody> Download(const server::Call& call,
                                                 const v1::DownloadWorkbookRequest& request);
  // What cannot be written is an answer, not an error: nothing is remembered of it, so the same
  // request_id may come again.
  absl::StatusOr<v1::UploadWorkbookResponse> Upload(const server::Call& call,
                                                    const v1::UploadWorkbookRequest& request);

 private:
  // Fills the answer; true if it was written.
  absl::StatusOr<bool> UploadIn(change_log::Change& change,
                                const v1::UploadWorkbookRequest& request,
                                const FilledWorkbook& workbook, const std::string& organization,
                                v1::UploadWorkbookResponse* response);

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_H_
