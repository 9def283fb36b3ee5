#include "services/documents/blob_store.h"

#include <algorithm>

#include "services/platform/api/digest.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::documents {
namespace {

constexpr int64_t kChunksAtOnce = 16;

absl::Status Corrupt(const std::string& digest) {
  return status::Error(absl::StatusCode::kDataLoss, "BLOB_CORRUPT")
      .Message("the stored file is damaged; render it again", "保存的文件已损坏，请重新生成")
      .With("digest", digest);
}

}  // namespace

absl::Status BlobStore::Put(sql::Transaction& transaction, const std::string& digest,
                            std::string_view data) {
  const auto chunks = static_cast<int64_t>((data.size() + kChunkBytes - 1) / kChunkBytes);
  EDUPLAN_ASSIGN_OR_RETURN(
      const int64_t inserted,
      transaction.Execute("INSERT INTO blobs (digest, size, chunks) VALUES ($1, $2, $3) "
                          "ON CONFLICT (digest) DO NOTHING",
                          {digest, data.size(), chunks}));
  if (inserted == 0) return absl::OkStatus();
  static constexpr std::string_view kColumns[] = {"digest", "n", "data"};
  sql::Rows rows;
  for (int64_t n = 0; n < chunks; ++n) {
    const size_t begin = static_cast<size_t>(n) * kChunkBytes;
    rows.push_back({digest, n, sql::Bytes{std::string(data.substr(begin, kChunkBytes))}});
    if (rows.size() == kChunksAtOnce || n + 1 == chunks) {
      EDUPLAN_RETURN_IF_ERROR(transaction.BulkInsert("blob_chunks", kColumns, rows));
      rows.clear();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> BlobStore::Get(sql::Transaction& transaction,
                                           const std::string& digest) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows heads,
      transaction.Query("SELECT size, chunks FROM blobs WHERE digest = $1", {digest}));
  if (heads.empty()) return Corrupt(digest);
  std::string data;
  const int64_t chunks = heads[0][1].integer();
  for (int64_t first = 0; first < chunks; first += kChunksAtOnce) {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction.Query("SELECT data FROM blob_chunks WHERE digest = $1 AND n >= $2 AND n < $3 "
                          "ORDER BY n",
                          {digest, first, first + kChunksAtOnce}));
    for (const sql::Row& row : rows) data += row[0].bytes();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::string found, api::Sm3Hex(data));
  if (found != digest) return Corrupt(digest);
  return data;
}

}  // namespace eduplan::documents
