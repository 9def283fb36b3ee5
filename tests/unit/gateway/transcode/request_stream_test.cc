#include "gateway/transcode/request_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "library_service.pb.h"
#include "services/platform/status/error.h"

namespace eduplan::transcode {
namespace {

using gatewaytest::v1::CreateBookRequest;
using gatewaytest::v1::LoadBooksRequest;
using testing::HasSubstr;

constexpr char kLoad[] = "/v1/shelves/7/books:load";

const RouteTable& Table() {
  static const auto* const table = new RouteTable(
      *RouteTable::Build(*google::protobuf::DescriptorPool::generated_pool(),
                         {LoadBooksRequest::descriptor()->file()->package() + ".LibraryService"}));
  return *table;
}

absl::StatusOr<std::unique_ptr<RequestStream>> Make(const char* path, const std::string& query,
                                                    const std::string& content_type) {
  const auto match = Table().Find("POST", path);
  return RequestStream::Make(*match->route, match->bindings, query, content_type);
}

// The messages of a body that comes in pieces of `size` bytes, or the first error.
template <typename Message>
absl::StatusOr<std::vector<Message>> Read(RequestStream& stream, const std::string& body,
                                          size_t size = 1 << 20) {
  std::vector<Message> messages;
  const auto drain = [&]() -> absl::Status {
    for (;;) {
      auto next = stream.Next();
      if (!next.ok()) return next.status();
      if (!next->has_value()) return absl::OkStatus();
      EXPECT_TRUE(messages.emplace_back().ParseFromString(**next));
    }
  };
  for (size_t at = 0; at < body.size(); at += size) {
    stream.Add(body.substr(at, size));
    if (absl::Status s = drain(); !s.ok()) return s;
  }
  stream.End();
  if (absl::Status s = drain(); !s.ok()) return s;
  return messages;
}

absl::StatusOr<std::vector<LoadBooksRequest>> Load(const std::string& query,
                                                   const std::string& content_type,
                                                   const std::string& body, size_t size = 1 << 20) {
  auto stream = Make(kLoad, query, content_type);
  if (!stream.ok()) return stream.status();
  return Read<LoadBooksRequest>(**stream, body, size);
}

TEST(RawRequestStream, FirstHasTheParametersAndAllHaveTheBytes) {
  const auto messages = Load("filename=f.csv", "text/csv", "a,b\n\xFF", 2);
  ASSERT_TRUE(messages.ok()) << messages.status();
  ASSERT_EQ(messages->size(), 3u);  // 5 bytes by twos
  const LoadBooksRequest& first = messages->front();
  EXPECT_EQ(first.parent(), "shelves/7");
  EXPECT_EQ(first.filename(), "f.csv");
  EXPECT_EQ(first.file().content_type(), "text/csv");
  EXPECT_EQ(first.file().data(), "a,");
  EXPECT_EQ((*messages)[1].ShortDebugString(), "file { data: \"b\\n\" }");
  EXPECT_EQ((*messages)[2].file().data(), "\xFF");
}

TEST(RawRequestStream, NoMessageHasMoreThanAMegabyte) {
  const size_t size = 2 * RequestStream::kMaxBytes + 1;
  const auto messages = Load("", "", std::string(size, 'x'), size);
  ASSERT_EQ(messages->size(), 3u);
  EXPECT_EQ((*messages)[1].file().data().size(), RequestStream::kMaxBytes);
  EXPECT_EQ((*messages)[2].file().data(), "x");
}

TEST(RawRequestStream, EmptyBodyIsTheParameters) {
  const auto messages = Load("filename=f.csv", "text/csv", "");
  ASSERT_EQ(messages->size(), 1u);
  EXPECT_EQ(messages->front().filename(), "f.csv");
  EXPECT_EQ(messages->front().file().content_type(), "text/csv");
}

TEST(RequestStreamTest, ParametersThatDoNotFitAreRefusedBeforeTheBody) {
  for (const char* type : {"text/csv", "application/x-ndjson"}) {
    EXPECT_EQ(status::FieldOf(Make(kLoad, "colour=red", type).status()), "colour");
    EXPECT_EQ(status::ReasonOf(Make(kLoad, "file.data=eA", type).status()), "PARAMETER_IN_BODY");
  }
  EXPECT_EQ(status::ReasonOf(Make("/v1/books:add", "bookId=1", "").status()), "PARAMETER_IN_BODY");
}

TEST(JsonRequestStream, S2EachObjectIsAMessageWhereverItIsCut) {
  const std::string body =
      "{\"books\":[{\"title\":\"\xE6\x9D\x8E}\"}]}\n{\"books\":[{},{\"pages\":\"5\"}]}{}\n";
  for (size_t size = 1; size <= body.size(); ++size) {
    const auto messages = Load("filename=f", "application/x-ndjson; charset=utf-8", body, size);
    ASSERT_TRUE(messages.ok()) << size << messages.status();
    ASSERT_EQ(messages->size(), 3u) << size;
    EXPECT_EQ((*messages)[0].parent(), "shelves/7");
    EXPECT_EQ((*messages)[0].filename(), "f");
    EXPECT_EQ((*messages)[0].books(0).title(), "\xE6\x9D\x8E}");
    EXPECT_EQ((*messages)[1].filename(), "");
    EXPECT_EQ((*messages)[1].books(1).pages(), 5);
    EXPECT_EQ((*messages)[2].ByteSizeLong(), 0u);
  }
}

TEST(JsonRequestStream, BodyFieldIsWhatALineHas) {
  auto stream = Make("/v1/shelves/7/books:add", "bookId=1", "application/json");
  const auto messages = Read<CreateBookRequest>(**stream, "{\"title\":\"a\"}\n{\"title\":\"b\"}");
  ASSERT_EQ(messages->size(), 2u);
  EXPECT_EQ(messages->front().parent(), "shelves/7");
  EXPECT_EQ(messages->front().book_id(), "1");
  EXPECT_EQ(messages->front().book().title(), "a");
  EXPECT_EQ(messages->back().book().title(), "b");
}

TEST(JsonRequestStream, S2EmptyBodyIsNoMessageUnlessThereAreParameters) {
  EXPECT_EQ(Load("filename=f", "application/json", " \n")->size(), 1u);
  auto stream = Make("/v1/books:add", "", "application/json");
  EXPECT_TRUE(Read<CreateBookRequest>(**stream, "\n\n")->empty());
}

TEST(JsonRequestStream, FirstLineMayRepeatAParameterButNotContradictIt) {
  const auto same = Load("filename=f", "application/json", "{\"filename\":\"f\"}");
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_EQ(same->front().filename(), "f");
  const auto other = Load("filename=f", "application/json", "\n{\"filename\":\"g\"}");
  EXPECT_EQ(status::ReasonOf(other.status()), "PARAMETER_BODY_CONFLICT");
  EXPECT_EQ(status::FieldOf(other.status()), "filename");
  EXPECT_THAT(std::string(other.status().message()), HasSubstr("line 2: "));
  EXPECT_FALSE(Load("", "application/json", "{\"parent\":\"shelves/8\"}").ok());
}

struct BadBody {
  const char* body;
  const char* reason;
  const char* message;
};

class JsonRequestStreamRefuses : public testing::TestWithParam<BadBody> {};

TEST_P(JsonRequestStreamRefuses, WithThePlace) {
  const auto messages = Load("", "application/x-ndjson", GetParam().body, 3);
  EXPECT_EQ(status::ReasonOf(messages.status()), GetParam().reason);
  EXPECT_THAT(std::string(messages.status().message()), HasSubstr(GetParam().message));
  EXPECT_THAT(status::ChineseMessageOf(messages.status()), HasSubstr("\xE7\xAC\xAC"));
}

INSTANTIATE_TEST_SUITE_P(
    B4, JsonRequestStreamRefuses,
    testing::Values(BadBody{"{}\n{\"books\":[}\n", "INVALID_JSON", "line 2, column 11"},
                    BadBody{"{}\n{\"filename\":\"x}\n{}", "INVALID_JSON", "line 2, column 16"},
                    BadBody{"{}\n{\"books\":", "INVALID_JSON", "line 2, column 10"},
                    BadBody{"[{}]", "INVALID_JSON", "line 1, column 1: an object is expected"},
                    BadBody{"{},{}", "INVALID_JSON", "line 1, column 3: an object is expected"},
                    BadBody{"{}\n{\"colour\":1}", "UNKNOWN_FIELD", "line 2: unknown field"},
                    BadBody{"{}\n\n{\"books\":[{\"pages\":\"x\"}]}", "INVALID_VALUE",
                            "line 3: field \"books[0].pages\""},
                    BadBody{"{}\n{\"filename\":\"\xFF\"}", "INVALID_UTF8", "byte 16 is invalid"}));

}  // namespace
}  // namespace eduplan::transcode
