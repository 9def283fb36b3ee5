#include "gateway/http/reply_cache.h"

#include <gtest/gtest.h>

#include "library_service.pb.h"

namespace eduplan::http {
namespace {

using gatewaytest::v1::Book;
using transcode::RouteTable;

const RouteTable& Table() {
  static const auto* const table = new RouteTable(
      *RouteTable::Build(*google::protobuf::DescriptorPool::generated_pool(),
                         {Book::descriptor()->file()->package() + ".LibraryService"}));
  return *table;
}

std::string Titled(const std::string& title) {
  Book book;
  book.set_title(title);
  return book.SerializeAsString();
}

// The other fields of a book at their default.
const std::string kRest = R"("binding":"UNSPECIFIED","tags":[],"notes":{},"pages":"0","etag":""})";

TEST(ReplyCacheTest, SameBytesGiveTheSameReplyAndOthersAnother) {
  ReplyCache cache(1 << 20);
  const auto& route = *Table().Find("GET", "/v1/shelves/1/books/2")->route;
  const auto first = *cache.Write(route, Titled("a"));
  EXPECT_EQ(*first->body, R"({"name":"","title":"a",)" + kRest);
  EXPECT_EQ(*cache.Write(route, Titled("a")), first);
  const auto other = *cache.Write(route, Titled("b"));
  EXPECT_EQ(*other->body, R"({"name":"","title":"b",)" + kRest);
  EXPECT_NE(other->tag, first->tag);
}

TEST(ReplyCacheTest, RoutesAreKeptApart) {
  ReplyCache cache(1 << 20);
  const auto& book = *Table().Find("GET", "/v1/shelves/1/books/2")->route;
  const auto& titles = *Table().Find("GET", "/v1/books:titles")->route;
  gatewaytest::v1::SearchBooksResponse response;
  response.add_titles("a");  // field 1, a string, as Book.name is
  EXPECT_EQ(*(*cache.Write(book, response.SerializeAsString()))->body,
            R"({"name":"a","title":"",)" + kRest);
  EXPECT_EQ(*(*cache.Write(titles, response.SerializeAsString()))->body, R"(["a"])");
}

TEST(ReplyCacheTest, StaysWithinItsCapacity) {
  constexpr size_t kCapacity = 16384;
  ReplyCache cache(kCapacity);
  const auto& route = *Table().Find("GET", "/v1/shelves/1/books/2")->route;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(cache.Write(route, Titled(std::to_string(i) + std::string(500, 'x'))).ok());
    EXPECT_LE(cache.size_bytes(), kCapacity);
  }
  EXPECT_GT(cache.size_bytes(), kCapacity / 2);
  const size_t before = cache.size_bytes();
  ASSERT_TRUE(cache.Write(route, Titled(std::string(kCapacity, 'y'))).ok());
  EXPECT_EQ(cache.size_bytes(), before);
}

}  // namespace
}  // namespace eduplan::http
