#include "gateway/transcode/request_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "library_service.pb.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::TextFormat;

const RouteTable& Table() {
  static const auto* const table = new RouteTable(*RouteTable::Build(
      *DescriptorPool::generated_pool(),
      {gatewaytest::v1::Book::descriptor()->file()->package() + ".LibraryService"}));
  return *table;
}

absl::StatusOr<std::unique_ptr<Message>> Request(const char* method, const std::string& path,
                                                 const std::string& query = "",
                                                 const std::string& body = "",
                                                 const std::string& type = "application/json") {
  const auto match = Table().Find(method, path);
  if (!match.ok()) return match.status();
  if (match->route == nullptr) return absl::NotFoundError("no route");
  return BuildRequest(*match->route, match->bindings, {query, type, body});
}

// Expects the request to be what the text format says.
void ExpectIs(const absl::StatusOr<std::unique_ptr<Message>>& request, const std::string& text) {
  ASSERT_TRUE(request.ok()) << request.status();
  const std::unique_ptr<Message> expected((*request)->New());
  ASSERT_TRUE(TextFormat::ParseFromString(text, expected.get())) << text;
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(**request, *expected))
      << (*request)->DebugString();
}

std::string Failure(const absl::StatusOr<std::unique_ptr<Message>>& request) {
  if (request.ok()) return "ok: " + (*request)->ShortDebugString();
  EXPECT_EQ(request.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(request.status().message());
}

struct Case {
  const char* query;
  const char* message;
};

class QueryValue : public testing::TestWithParam<Case> {};

TEST_P(QueryValue, IsSet) {
  ExpectIs(Request("GET", "/v1/books:search", GetParam().query), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Q1, QueryValue,
    testing::Values(
        Case{"ratio=1.5&factor=-2e3", "ratio: 1.5 factor: -2000"},
        Case{"number=-5&big_number=9007199254740993", "number: -5 big_number: 9007199254740993"},
        Case{"count=4294967295&bigCount=18446744073709551615",
             "count: 4294967295 big_count: 18446744073709551615"},
        Case{"fixed=-9", "fixed: -9"}, Case{"flag=true", "flag: true"},
        Case{"flag=1", "flag: true"}, Case{"text=", ""},
        Case{"text=a%20b+c%2B%E4%B8%AD", "text: 'a b c+\xE4\xB8\xAD'"},
        Case{"blob=-_8%3D", R"(blob: "\xfb\xff")"}, Case{"blob=%2B/8%3D", R"(blob: "\xfb\xff")"},
        Case{"binding=BINDING_HARD", "binding: BINDING_HARD"},
        Case{"binding=HARD", "binding: BINDING_HARD"}, Case{"binding=2", "binding: BINDING_SOFT"},
        Case{"maybe_number=0", "maybe_number: 0"}));

INSTANTIATE_TEST_SUITE_P(
    Q2, QueryValue,
    testing::Values(Case{"author.display_name=x&author.teacher.born=1900",
                         "author { display_name: 'x' teacher { born: 1900 } }"},
                    Case{"author.displayName=x", "author { display_name: 'x' }"},
                    Case{"veryOdd=x", "odd: 'x'"}, Case{"odd=x", "odd: 'x'"},
                    Case{"words=a&words=b,c", "words: 'a' words: 'b,c'"},
                    Case{"bindings=1&bindings=SOFT",
                         "bindings: BINDING_HARD bindings: BINDING_SOFT"},
                    Case{"&&text=x&", "text: 'x'"}, Case{"", ""}));

INSTANTIATE_TEST_SUITE_P(
    Q3, QueryValue,
    testing::Values(Case{"since=2021-01-01T08:00:00%2B08:00", "since { seconds: 1609459200 }"},
                    Case{"within=1.5s", "within { seconds: 1 nanos: 500000000 }"},
                    Case{"readMask=title,author.displayName",
                         "read_mask { paths: 'title' paths: 'author.display_name' }"},
                    Case{"read_mask=author.display_name",
                         "read_mask { paths: 'author.display_name' }"},
                    Case{"at=2021-06-30", "at { year: 2021 month: 6 day: 30 }"},
                    Case{"at.year=2021&at.month=6", "at { year: 2021 month: 6 }"},
                    Case{"limit=7&nickname=a%22b&maybe=false",
                         "limit { value: 7 } nickname { value: 'a\"b' } maybe { }"},
                    Case{"filter=%7B%22a%22:true%7D",
                         "filter { fields { key: 'a' value { bool_value: true } } }"}));

class BadQuery : public testing::TestWithParam<Case> {};

TEST_P(BadQuery, IsRefusedNamingTheParameter) {
  EXPECT_THAT(Failure(Request("GET", "/v1/books:search", GetParam().query)),
              testing::HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Q4, BadQuery,
    testing::Values(
        Case{"number=x", "\"number\": expected a 32-bit integer"},
        Case{"number=2147483648", "\"number\": expected"}, Case{"number=", "\"number\""},
        Case{"number=null", "\"number\""}, Case{"count=-1", "\"count\": expected"},
        Case{"flag=yes", "\"flag\": expected true or false"},
        Case{"blob=%25", "\"blob\": expected base64"},
        Case{"binding=BLUE", "\"binding\": expected a value of Binding"},
        Case{"binding=9", "\"binding\""}, Case{"text=a&text=b", "more than once"},
        Case{"text=%ff", "not UTF-8"}, Case{"text=%4", "broken percent escape"},
        Case{"isbn=1&mark=2", "\"mark\": excludes another parameter of by"},
        Case{"mark=2&isbn=1", "\"isbn\": excludes"}, Case{"words.x=1", "\"words.x\": unknown"},
        Case{"text.x=1", "\"text.x\": unknown"}, Case{"author=x", "\"author\": "},
        Case{"notes=x", "\"notes\""}, Case{"at=2021-02-30", "\"at\": expected a date"},
        Case{"at=2021-2-3", "\"at\": expected a date"},
        Case{"since=2021", "\"since\": expected a Timestamp"},
        Case{"within=5", "\"within\": expected a Duration"}, Case{"filter=%5B1", "\"filter\""}));

INSTANTIATE_TEST_SUITE_P(Q6, BadQuery,
                         testing::Values(Case{"colour=red", "\"colour\": unknown"},
                                         Case{"author.height=1", "\"author.height\": unknown"},
                                         Case{"=1", "\"\": unknown"}));
INSTANTIATE_TEST_SUITE_P(Q7, BadQuery,
                         testing::Values(Case{"key=abc", "\"key\": unknown"},
                                         Case{"api_key=abc", "\"api_key\": unknown"}));

TEST(PathBindingQ5, ThePathWinsOverTheQuery) {
  ExpectIs(Request("GET", "/v1/shelves/1/books/2", "name=shelves/9/books/9"),
           "name: 'shelves/1/books/2'");
}

TEST(PathBindingQ5, FieldsOfTheBodyAreNoParameters) {
  EXPECT_EQ(Failure(Request("POST", "/v1/shelves/1/books", "book.title=x", "{}")),
            "query parameter \"book.title\": belongs in the body");
  EXPECT_EQ(Failure(Request("POST", "/v1/shelves/1/books/2:move", "shelf=x", "{}")),
            "query parameter \"shelf\": belongs in the body");
}

TEST(BodyB1, WholeFieldAndEmptyBodies) {
  ExpectIs(Request("POST", "/v1/shelves/1/books/2:move", "", R"({"shelf":"s","copies":2})"),
           "name: 'shelves/1/books/2' shelf: 's' copies: 2");
  ExpectIs(Request("POST", "/v1/shelves/1/books/2:move", "", ""), "name: 'shelves/1/books/2'");
  ExpectIs(Request("POST", "/v1/shelves/1/books", "bookId=b&validateOnly=true",
                   R"({"title":"t","tags":["a"]})"),
           "parent: 'shelves/1' book { title: 't' tags: 'a' } book_id: 'b' validate_only: true");
  ExpectIs(Request("GET", "/v1/shelves/1/books/2", "", "{\"ignored\":1}"),
           "name: 'shelves/1/books/2'");
}

TEST(BodyB1, ContentTypeMayBeMissingOrOdd) {
  ExpectIs(Request("POST", "/v1/shelves/1/books/2:move", "", R"({"copies":2})",
                   "application/x-www-form-urlencoded"),
           "name: 'shelves/1/books/2' copies: 2");
}

TEST(BodyB2, UnknownFieldIsNamedWithItsPath) {
  const auto failure = [](const char* body) {
    return Failure(Request("POST", "/v1/shelves/1/books", "", body));
  };
  EXPECT_EQ(failure(R"({"colour":"red"})"), "unknown field \"book.colour\"");
  EXPECT_EQ(failure(R"({"author":{"height":1}})"), "unknown field \"book.author.height\"");
  EXPECT_EQ(Failure(Request("POST", "/v1/shelves/1/books/2:move", "", R"({"colour":1})")),
            "unknown field \"colour\"");
}

TEST(BodyB2, InvalidValueIsNamedWithItsPathAndItsBeginning) {
  const auto failure = [](const std::string& body) {
    return Failure(Request("POST", "/v1/shelves/1/books", "", body));
  };
  EXPECT_EQ(failure(R"({"author":{"teacher":{"born":"x"}}})"),
            "field \"book.author.teacher.born\" has an invalid value: \"x\"");
  EXPECT_EQ(failure(R"({"tags":["a",2]})"), "field \"book.tags[1]\" has an invalid value: 2");
  EXPECT_LT(failure("{\"pages\":\"" + std::string(1 << 20, 'x') + "\"}").size(), 400u);
}

TEST(BodyB2, NumbersNullsAndEnumsAsProto3JsonSays) {
  ExpectIs(
      Request("POST", "/v1/shelves/1/books", "",
              R"({"pages":"12","binding":"SOFT","title":null,"printedOn":{"year":2021}})"),
      "parent: 'shelves/1' book { pages: 12 binding: BINDING_SOFT printed_on { year: 2021 } }");
  ExpectIs(Request("POST", "/v1/shelves/1/books", "", R"({"pages":12,"binding":"BINDING_SOFT"})"),
           "parent: 'shelves/1' book { pages: 12 binding: BINDING_SOFT }");
  ExpectIs(Request("POST", "/v1/shelves/1/books", "", R"({"binding":2})"),
           "parent: 'shelves/1' book { binding: BINDING_SOFT }");
  EXPECT_THAT(Failure(Request("POST", "/v1/shelves/1/books", "", R"({"binding":"soft"})")),
              testing::HasSubstr("binding"));
}

TEST(BodyB3, SameValueInPathAndBodyIsFineAndAnotherIsRefused) {
  ExpectIs(Request("POST", "/v1/shelves/1/books/2:move", "",
                   R"({"name":"shelves/1/books/2","copies":2})"),
           "name: 'shelves/1/books/2' copies: 2");
  EXPECT_EQ(
      Failure(Request("POST", "/v1/shelves/1/books/2:move", "", R"({"name":"shelves/1/books/3"})")),
      "field \"name\" of the body differs from the path");
  EXPECT_EQ(
      Failure(Request("PATCH", "/v1/shelves/1/books/2", "", R"({"name":"shelves/1/books/3"})")),
      "field \"book.name\" of the body differs from the path");
}

TEST(BodyB4, WrongKindsAndBrokenJsonAreRefused) {
  for (const char* body :
       {"[]", "3", "\"x\"", "{\"title\":[]}", "{\"author\":3}", "{\"title\":{}}", "{",
        "{\"title\":\"x\"}}", "tru", "{\"pages\":1.5}", "{\"pages\":\"x\"}"}) {
    const auto request = Request("POST", "/v1/shelves/1/books", "", body);
    EXPECT_EQ(request.status().code(), absl::StatusCode::kInvalidArgument)
        << body << ": " << Failure(request);
  }
}

TEST(HttpBodyTest, OtherTypesAreRawAndTheQueryFillsTheRest) {
  ExpectIs(Request("POST", "/v1/shelves/1/books:import", "filename=f.csv", "a,b\n\xFF",
                   "text/csv; charset=gb18030"),
           "parent: 'shelves/1' file { content_type: 'text/csv; charset=gb18030' "
           "data: 'a,b\\n\\377' } filename: 'f.csv'");
}

TEST(HttpBodyTest, JsonIsTheWholeRequest) {
  ExpectIs(
      Request("POST", "/v1/shelves/1/books:import", "",
              R"({"books":[{"title":"t"}],"filename":"f"})", "Application/JSON; charset=utf-8"),
      "parent: 'shelves/1' filename: 'f' books { title: 't' }");
  EXPECT_EQ(Failure(Request("POST", "/v1/shelves/1/books:import", "filename=f", "{}")),
            "query parameter \"filename\": belongs in the body");
}

TEST(PatchP1, MaskIsMadeOfTheKeysPresent) {
  ExpectIs(Request("PATCH", "/v1/shelves/1/books/2", "",
                   R"({"title":"t","author":{"born":null},"etag":"\"3\""})"),
           "book { name: 'shelves/1/books/2' title: 't' author { } etag: '\"3\"' } "
           "update_mask { paths: 'author.born' paths: 'title' }");
}

TEST(PatchP2, MaskOfTheCallerIsLeftAlone) {
  ExpectIs(Request("PATCH", "/v1/shelves/1/books/2", "updateMask=pages", R"({"title":"t"})"),
           "book { name: 'shelves/1/books/2' title: 't' } update_mask { paths: 'pages' }");
}

TEST(PatchP2, PutMakesNoMask) {
  ExpectIs(Request("PUT", "/v1/shelves/1/books/2", "", R"({"title":"t"})"),
           "book { name: 'shelves/1/books/2' title: 't' }");
}

}  // namespace
}  // namespace eduplan::transcode
