#include "gateway/openapi/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

namespace eduplan::openapi {
namespace {

using boost::json::object;
using boost::json::value;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

absl::StatusOr<std::string> Make(const std::string& service) {
  static const std::string set = ReadFile(GATEWAY_TEST_DESCRIPTORS);
  return MakeDocument(set, {"eduplan.gatewaytest.v1." + service}, "library", "v1");
}

class DocumentTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = Make("LibraryService");
    ASSERT_TRUE(text.ok()) << text.status();
    document_ = boost::json::parse(*text);
  }

  const value& At(const char* pointer) { return document_.at_pointer(pointer); }
  std::string Text(const char* pointer) { return std::string(At(pointer).as_string()); }
  object Parameter(const char* operation, const char* name) {
    for (const value& parameter : At(operation).at("parameters").as_array()) {
      if (parameter.at("name").as_string() == name) return parameter.as_object();
    }
    return {};
  }

  value document_;
};

TEST_F(DocumentTest, PathsHaveAParameterForEachWildcard) {
  const auto& item = At("/paths/~1v1~1shelves~1{shelve}~1books~1{book}").as_object();
  for (const char* method : {"get", "options", "patch", "put"}) EXPECT_TRUE(item.contains(method));
  constexpr char kGet[] = "/paths/~1v1~1shelves~1{shelve}~1books~1{book}/get";
  EXPECT_EQ(Parameter(kGet, "shelve").at("in").as_string(), "path");
  EXPECT_EQ(Parameter(kGet, "book").at("required").as_bool(), true);
  EXPECT_TRUE(Parameter("/paths/~1v1~1books~1{name}/get", "name").contains("schema"));
  EXPECT_TRUE(At("/paths").as_object().contains("/v1/shelves/{shelve}/books/{book}:move"));
}

TEST_F(DocumentTest, CommentsAreSummaryAndDescription) {
  constexpr char kGet[] = "/paths/~1v1~1shelves~1{shelve}~1books~1{book}/get";
  EXPECT_EQ(At(kGet).at("summary").as_string(), "Returns a book");
  EXPECT_EQ(At(kGet).at("description").as_string(), "Returns a book. NOT_FOUND if unknown.");
  EXPECT_EQ(Text("/components/schemas/Book/properties/title/description"), "As printed.");
}

TEST_F(DocumentTest, FieldBehaviorIsRequiredAndReadOnly) {
  const auto& required = At("/components/schemas/Book/required").as_array();
  ASSERT_EQ(required.size(), 1u);
  EXPECT_EQ(required[0].as_string(), "title");
  EXPECT_TRUE(At("/components/schemas/Book/properties/createTime/readOnly").as_bool());
}

TEST_F(DocumentTest, TypesAreThoseOfProtoJson) {
  EXPECT_EQ(Text("/components/schemas/Book/properties/pages/type"), "string");
  EXPECT_EQ(Text("/components/schemas/Book/properties/createTime/format"), "date-time");
  EXPECT_EQ(Text("/components/schemas/Book/properties/tags/items/type"), "string");
  EXPECT_EQ(Text("/components/schemas/Book/properties/notes/additionalProperties/type"), "string");
  EXPECT_EQ(Text("/components/schemas/Author/properties/teacher/$ref"),
            "#/components/schemas/Author");
  EXPECT_EQ(boost::json::serialize(At("/components/schemas/Binding/enum")),
            R"(["UNSPECIFIED","HARD","SOFT"])");
}

TEST_F(DocumentTest, QueryHasWhatPathAndBodyLeave) {
  constexpr char kSearch[] = "/paths/~1v1~1books:search/get";
  EXPECT_EQ(Parameter(kSearch, "author.displayName").at("in").as_string(), "query");
  EXPECT_TRUE(Parameter(kSearch, "author.teacher.born").contains("schema"));
  EXPECT_EQ(Parameter(kSearch, "at").at("schema").at("format").as_string(), "date");
  EXPECT_EQ(Parameter(kSearch, "words").at("schema").at("type").as_string(), "array");
  constexpr char kCreate[] = "/paths/~1v1~1shelves~1{shelve}~1books/post";
  EXPECT_FALSE(Parameter(kCreate, "bookId").empty());
  EXPECT_TRUE(Parameter(kCreate, "parent").empty());
  EXPECT_TRUE(Parameter(kCreate, "book.title").empty());
}

TEST_F(DocumentTest, BodiesAndAnswers) {
  EXPECT_EQ(Text("/paths/~1v1~1shelves~1{shelve}~1books/post/requestBody/content/"
                 "application~1json/schema/$ref"),
            "#/components/schemas/Book");
  EXPECT_TRUE(At("/paths/~1v1~1shelves~1{shelve}~1books:import/post/requestBody/content")
                  .as_object()
                  .contains("*/*"));
  EXPECT_TRUE(At("/paths/~1v1~1shelves~1{shelve}~1books:watch/get/responses/200/content")
                  .as_object()
                  .contains("application/x-ndjson"));
  EXPECT_EQ(Text("/paths/~1v1~1books:titles/get/responses/200/content/application~1json/schema/"
                 "items/type"),
            "string");
  EXPECT_EQ(Text("/components/responses/Error/content/application~1json/schema/$ref"),
            "#/components/schemas/Status");
}

TEST_F(DocumentTest, StreamedBodiesAreBytesOrALineForEachMessage) {
  constexpr char kLoad[] =
      "/paths/~1v1~1shelves~1{shelve}~1books:load/post/requestBody/content/*~1*/schema/format";
  EXPECT_EQ(Text(kLoad), "binary");
  EXPECT_EQ(Text("/paths/~1v1~1shelves~1{shelve}~1books:load/post/requestBody/content/"
                 "application~1x-ndjson/schema/$ref"),
            "#/components/schemas/LoadBooksRequest");
  constexpr char kPost[] = "/paths/~1v1~1shelves~1{shelve}~1books:load/post";
  EXPECT_FALSE(Parameter(kPost, "filename").empty());
  EXPECT_EQ(Text("/paths/~1v1~1shelves~1{shelve}~1books:add/post/requestBody/content/"
                 "application~1x-ndjson/schema/$ref"),
            "#/components/schemas/Book");
}

TEST_F(DocumentTest, FilesHaveAName) {
  EXPECT_EQ(Text("/paths/~1v1~1shelves~1{shelve}~1books~1{book}:download/get/responses/200/headers/"
                 "Content-Disposition/schema/type"),
            "string");
}

TEST_F(DocumentTest, EverythingButTheGatewaysOwnNeedsABearerToken) {
  EXPECT_EQ(boost::json::serialize(At("/security")), R"([{"bearer":[]}])");
  EXPECT_EQ(Text("/components/securitySchemes/bearer/scheme"), "bearer");
  EXPECT_TRUE(At("/paths/~1healthz/get/security").as_array().empty());
}

void CollectReferences(const value& at, std::vector<std::string>& out) {
  if (const auto* list = at.if_array()) {
    for (const value& item : *list) CollectReferences(item, out);
  } else if (const auto* members = at.if_object()) {
    for (const auto& member : *members) {
      if (member.key() == "$ref") {
        out.emplace_back(member.value().as_string());
      } else {
        CollectReferences(member.value(), out);
      }
    }
  }
}

TEST_F(DocumentTest, EveryReferenceLeadsSomewhere) {
  std::vector<std::string> references;
  CollectReferences(document_, references);
  EXPECT_GT(references.size(), 20u);
  for (const std::string& reference : references) {
    boost::json::error_code error;
    EXPECT_NE(document_.find_pointer(reference.substr(1), error), nullptr) << reference;
  }
}

TEST(MakeDocumentTest, SameInputSameBytes) {
  EXPECT_EQ(*Make("LibraryService"), *Make("LibraryService"));
}

TEST(MakeDocumentTest, WrongInputIsRefused) {
  EXPECT_EQ(Make("Nothing").status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(MakeDocument("\xFF\xFF", {}, "t", "v").ok());
}

}  // namespace
}  // namespace eduplan::openapi
