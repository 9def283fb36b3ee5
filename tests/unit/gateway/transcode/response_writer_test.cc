#include "gateway/transcode/response_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/api/httpbody.pb.h"
#include "library_service.pb.h"

namespace eduplan::transcode {
namespace {

using gatewaytest::v1::Book;
using gatewaytest::v1::SearchBooksResponse;

const RouteTable& Table() {
  static const auto* const table = new RouteTable(
      *RouteTable::Build(*google::protobuf::DescriptorPool::generated_pool(),
                         {Book::descriptor()->file()->package() + ".LibraryService"}));
  return *table;
}

const Route& RouteOf(const char* path) {
  return *Table().Find("GET", path)->route;
}

TEST(WriteResponseTest, IsCompactCamelCaseWithZerosAndShortEnums) {
  Book book;
  book.set_name("shelves/1/books/2");
  book.set_binding(gatewaytest::v1::BINDING_SOFT);
  book.set_pages(9007199254740993);
  book.mutable_author()->set_display_name("\xE6\x9D\x8E");
  book.mutable_create_time()->set_seconds(1609459200);  // 2021-01-01T00:00:00Z
  const auto body = WriteResponse(RouteOf("/v1/shelves/1/books/2"), book.SerializeAsString());
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ(body->content_type, "application/json");
  EXPECT_EQ(body->bytes,
            "{\"name\":\"shelves/1/books/2\",\"title\":\"\",\"binding\":\"SOFT\",\"author\":"
            "{\"displayName\":\"\xE6\x9D\x8E\",\"born\":0},\"tags\":[],\"notes\":{},"
            "\"pages\":\"9007199254740993\",\"etag\":\"\","
            "\"createTime\":\"2021-01-01T00:00:00Z\"}");
}

TEST(WriteResponseB1, ResponseBodyIsOneField) {
  SearchBooksResponse response;
  response.add_titles("a");
  response.add_titles("b");
  response.set_total_size(2);
  const Route& route = RouteOf("/v1/books:titles");
  EXPECT_EQ(WriteResponse(route, response.SerializeAsString())->bytes, R"(["a","b"])");
  EXPECT_EQ(WriteResponse(route, "")->bytes, "[]");
}

TEST(WriteResponseTest, HttpBodyIsRawWithItsContentType) {
  google::api::HttpBody raw;
  raw.set_content_type("image/png");
  raw.set_data(std::string("\x89PNG\0\xFF", 6));
  const Route& route = RouteOf("/v1/shelves/1/books/2:download");
  const auto body = WriteResponse(route, raw.SerializeAsString());
  EXPECT_EQ(body->content_type, "image/png");
  EXPECT_EQ(body->bytes, raw.data());
  EXPECT_EQ(WriteResponse(route, "")->content_type, "application/octet-stream");
}

TEST(WriteResponseTest, BytesThatAreNoMessageAreAnInternalError) {
  EXPECT_EQ(WriteResponse(RouteOf("/v1/shelves/1/books/2:download"), "\xFF\xFF").status().code(),
            absl::StatusCode::kInternal);
}

TEST(StreamLineS1, LinesAreObjectsWithResultOrError) {
  EXPECT_EQ(StreamResultLine("{\"a\":1}"), "{\"result\":{\"a\":1}}\n");
  google::rpc::Status status;
  status.set_code(14);
  status.set_message("gone");
  EXPECT_EQ(StreamErrorLine(status), "{\"error\":{\"code\":14,\"message\":\"gone\"}}\n");
}

}  // namespace
}  // namespace eduplan::transcode
