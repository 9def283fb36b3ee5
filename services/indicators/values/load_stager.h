#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_STAGER_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_STAGER_H_

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/load_store.h"
#include "services/indicators/values/value_input.h"
#include "services/indicators/values/writable_organizations.h"
#include "services/platform/api/csv_stream.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// Takes in what a load sends: reads and checks each row by itself and stages it, in chunks of a
// bounded size. Keeps no more in memory than a chunk, a number for each sheet and the first errors.
// Where the content was staged by an earlier call, it only looks whether it is the same.
class LoadStager {
 public:
  // What it stands on; must outlive it. `row` is the load with its settings, whose progress it
  // keeps.
  LoadStager(sql::Database& database, const Catalogue& catalogue, WritableOrganizations& writable,
             bool stage, LoadRow* row);

  // INVALID_ARGUMENT for what cannot be read on from, PERMISSION_DENIED, and the database's. What
  // is wrong in a row is listed.
  absl::Status Add(const v1::LoadValuesRequest& message);
  // The last rows, and the digest of everything.
  absl::Status Finish();

 private:
  struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  absl::Status TakeForm(bool file);
  void Digest(std::string_view bytes);
  absl::Status AddFileRow(int line, const std::vector<std::string_view>& cells);
  absl::Status AddSheet(const v1::ValueSheet& sheet);
  absl::Status Stage(const CellWrite& cell);
  std::string* SheetOf(const CellWrite& cell);
  absl::Status Flush();
  void Refuse(int line, std::string_view place, const absl::Status& status);

  sql::Database& database_;
  const Catalogue& catalogue_;
  WritableOrganizations& writable_;
  const bool stage_;
  LoadRow& row_;
  const v1::ValueKind kind_;
  std::unique_ptr<EVP_MD_CTX, FreeDigest> digest_;
  bool any_ = false;  // content has come
  api::CsvStream csv_;
  FileRowReader reader_;
  CellWrite cell_;
  int next_value_ = 0;  // of those in sheets

  absl::flat_hash_map<std::pair<std::string, std::string>, int64_t> sheets_;  // numbers
  absl::flat_hash_map<int64_t, size_t> places_;  // in chunk_, by number of the sheet
  std::vector<StagedRows> chunk_;
  std::pair<std::string, std::string> last_key_;  // organization and period of last_
  std::string* last_ = nullptr;                   // in chunk_
  int chunk_rows_ = 0;
  int64_t next_chunk_ = 0;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_STAGER_H_
