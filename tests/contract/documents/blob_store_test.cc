#include "services/documents/blob_store.h"

#include <gmock/gmock.h>

#include "documents_schema.h"
#include "services/platform/api/digest.h"
#include "services/platform/status/macros.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::documents {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;

class BlobStoreTest : public test::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(sql::Migrate(database(), schema::documents()), IsOk());
  }
  // Its digest.
  std::string Put(const std::string& data) {
    const std::string digest = api::Sm3Hex(data).value();
    EXPECT_THAT(database().Write([&](sql::Transaction& transaction) {
      return blobs_.Put(transaction, digest, data);
    }),
                IsOk());
    return digest;
  }
  absl::StatusOr<std::string> Get(const std::string& digest) {
    std::string data;
    EDUPLAN_RETURN_IF_ERROR(database().Read([&](sql::Transaction& transaction) -> absl::Status {
      EDUPLAN_ASSIGN_OR_RETURN(data, blobs_.Get(transaction, digest));
      return absl::OkStatus();
    }));
    return data;
  }
  absl::Status Change(const std::string& sql) {
    return database().Write(
        [&](sql::Transaction& transaction) { return transaction.Execute(sql).status(); });
  }
  int64_t Number(const std::string& sql) { return database().Query(sql).value()[0][0].integer(); }

  // All byte values, no two chunks alike.
  static std::string Data(size_t size) {
    std::string data(size, '\0');
    for (size_t i = 0; i < size; ++i) data[i] = static_cast<char>(i * 31 + i / 256 * 7);
    return data;
  }

  BlobStore blobs_;
};

TEST_P(BlobStoreTest, FilesOfManyChunksComeBackWhole) {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{256 << 10}, size_t{(256 << 10) + 1},
                            size_t{20 * (256 << 10) + 5}}) {
    const std::string data = Data(size);
    EXPECT_THAT(Get(Put(data)), IsOkAndHolds(data)) << size;
  }
  // 0 + 1 + 1 + 2 + 21
  EXPECT_EQ(Number("SELECT count(*) FROM blob_chunks"), 25);
}

TEST_P(BlobStoreTest, EqualFilesAreKeptOnce) {
  EXPECT_EQ(Put(Data(1000)), Put(Data(1000)));
  EXPECT_EQ(Number("SELECT count(*) FROM blob_chunks"), 1);
}

TEST_P(BlobStoreTest, ALostChunkIsDataLoss) {
  const std::string digest = Put(Data(3 * (256 << 10)));
  ASSERT_THAT(Change("DELETE FROM blob_chunks WHERE n = 1"), IsOk());
  EXPECT_THAT(Get(digest), StatusIs(absl::StatusCode::kDataLoss, "BLOB_CORRUPT"));
}

TEST_P(BlobStoreTest, AChangedByteIsDataLoss) {
  const std::string digest = Put(Data(3 * (256 << 10)));
  std::string chunk = Data(3 * (256 << 10)).substr(2 * (256 << 10));
  chunk[17] ^= 1;
  ASSERT_THAT(database().Write([&](sql::Transaction& transaction) {
    return transaction.Execute("UPDATE blob_chunks SET data = $1 WHERE n = 2", {sql::Bytes{chunk}})
        .status();
  }),
              IsOk());
  EXPECT_THAT(Get(digest), StatusIs(absl::StatusCode::kDataLoss, "BLOB_CORRUPT"));
}

TEST_P(BlobStoreTest, AnUnknownFileIsDataLoss) {
  EXPECT_THAT(Get(std::string(64, '0')), StatusIs(absl::StatusCode::kDataLoss, "BLOB_CORRUPT"));
}

EDUPLAN_OVER_DATABASES(BlobStoreTest);

}  // namespace
}  // namespace eduplan::documents
