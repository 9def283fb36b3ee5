#ifndef EDUPLAN_SERVICES_DOCUMENTS_BLOB_STORE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_BLOB_STORE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"

namespace eduplan::documents {

// Files in the service's own database, so that every replica has them and they are committed with
// the rows that name them. Addressed by their SM3: equal files are kept once.
class BlobStore {
 public:
  static constexpr size_t kChunkBytes = 256 << 10;

  // Keeps `data`, whose SM3 in hex is `digest`, within the transaction.
  absl::Status Put(sql::Transaction& transaction, const std::string& digest, std::string_view data);
  // DATA_LOSS (BLOB_CORRUPT) if what is stored is not what was put.
  absl::StatusOr<std::string> Get(sql::Transaction& transaction, const std::string& digest);
};

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_BLOB_STORE_H_
