#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_H_

#include <functional>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/platform/server/call.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// Writes tables of totals as files (export_table.h, export_xlsx.h). Thread-safe.
class RollupExporter {
 public:
  // Answers a query, and is what says no to those who may not read.
  using Query = std::function<absl::StatusOr<v1::QueryRollupsResponse>(
      const server::Call&, const v1::QueryRollupsRequest&)>;
  explicit RollupExporter(Query query) : query_(std::move(query)) {}

  // Gives the file to `send` in pieces of at most 1 MB, at least one, until it returns false
  // because nobody listens any more. A table of named organizations is asked for a few of them at a
  // time, all of the moment of the first; with `children_of` it is asked for as a whole.
  using Send = absl::FunctionRef<bool(const google::api::HttpBody&)>;
  absl::Status Export(const server::Call& call, const v1::ExportRollupsRequest& request, Send send);

 private:
  Query query_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_EXPORT_H_
