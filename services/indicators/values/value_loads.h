#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_LOADS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_LOADS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/values/load_store.h"
#include "services/indicators/values/value_input.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

// The methods of ValueService about loads: everything is staged and checked, then written in
// transactions of whole organizations. What a transaction writes, it notes in the load; so a load
// that stopped anywhere goes on from there, by whichever call and process, and nothing is written
// twice or by halves. Thread-safe.
class ValueLoads {
 public:
  ValueLoads(change_log::ChangeLog& changes, tree::Replica& replica, tree::Access& access,
             CatalogueStore& catalogue)
      : changes_(changes), replica_(replica), access_(access), catalogue_(catalogue) {}

  // `next` reads the next message, false at the end. Returns when all is written; CANCELLED if the
  // caller is gone.
  using Reader = absl::FunctionRef<bool(v1::LoadValuesRequest*)>;
  absl::StatusOr<v1::ValueLoad> Load(const server::Call& call, Reader next);
  absl::StatusOr<v1::ValueLoad> Get(const server::Call& call,
                                    const v1::GetValueLoadRequest& request);
  absl::StatusOr<v1::ValueLoad> Resume(const server::Call& call,
                                       const v1::ResumeValueLoadRequest& request);

 private:
  // Cells of some sheets that follow one another.
  struct Batch {
    std::vector<CellWrite> cells;
    int64_t sheets = 0;
  };

  absl::StatusOr<LoadRow> Begin(const server::Call& call, const v1::LoadValuesRequest& first,
                                bool* known);
  absl::Status StageAll(const server::Call& call, v1::LoadValuesRequest* message, Reader next,
                        bool known, LoadRow* row);
  absl::StatusOr<LoadRow> Find(const server::Call& call, const std::string& name);
  // Checks what is staged and writes it, from wherever the load is.
  absl::StatusOr<v1::ValueLoad> Advance(const server::Call& call, LoadRow row);
  absl::Status Check(const server::Call& call, LoadRow* row);
  absl::Status Apply(const server::Call& call, LoadRow* row);
  // Applies the next sheets of about `*rows` rows, or finds out how it goes on.
  absl::Status ApplyNext(const server::Call& call, int64_t* rows, LoadRow* row);
  // The places in the cells are those of the catalogue.
  absl::Status ApplyBatch(const server::Call& call, const Catalogue& catalogue, const Batch& batch,
                          LoadRow* row);
  // Goes on from where another call for the same load has got to; `why` if it was staged anew.
  absl::Status Follow(const absl::Status& why, LoadRow* row);
  absl::Status Skip(const Batch& batch, const absl::Status& why, LoadRow* row);
  // Sheets from `sheet` on, of at most `rows` rows or one sheet.
  absl::StatusOr<Batch> ReadBatch(const Catalogue& catalogue, const LoadRow& row, int64_t sheet,
                                  int64_t rows);
  // Writes the progress of a load that is over, without its rows.
  absl::Status End(LoadRow* row, v1::ValueLoad::State state);
  absl::StatusOr<std::shared_ptr<const Catalogue>> Now();

  change_log::ChangeLog& changes_;
  tree::Replica& replica_;
  tree::Access& access_;
  CatalogueStore& catalogue_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_LOADS_H_
