#include "gateway/transcode/field_mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "library_service.pb.h"

namespace eduplan::transcode {
namespace {

using gatewaytest::v1::Book;

std::string Mask(const char* json) {
  const auto mask = MaskFromJson(json, *Book::descriptor(), {"name"});
  return mask.ok() ? absl::StrJoin(mask->paths(), ",") : std::string(mask.status().message());
}

struct Case {
  const char* name;
  const char* json;
  const char* mask;
};

class MaskFromJsonP1 : public testing::TestWithParam<Case> {};

TEST_P(MaskFromJsonP1, GivesThePathsPresent) {
  EXPECT_EQ(Mask(GetParam().json), GetParam().mask);
}

INSTANTIATE_TEST_SUITE_P(
    P1, MaskFromJsonP1,
    testing::Values(
        Case{"Sorted", R"({"title":"x","pages":"3","binding":"HARD"})", "binding,pages,title"},
        Case{"Nested", R"({"author":{"displayName":"x","born":1}})",
             "author.born,author.display_name"},
        Case{"DeepNested", R"({"author":{"teacher":{"teacher":{"born":1}}}})",
             "author.teacher.teacher.born"},
        Case{"EmptyObjectNamesTheField", R"({"author":{}})", "author"},
        Case{"NullNamesTheField", R"({"author":null})", "author"},
        Case{"ListStops", R"({"tags":["a","b"]})", "tags"},
        Case{"MapStops", R"({"notes":{"k":"v"}})", "notes"},
        Case{"DateStops", R"({"printedOn":{"year":2021,"month":3}})", "printed_on"},
        Case{"StructStops", R"({"extra":{"k":{"l":1}}})", "extra"},
        Case{"AnyStops", R"({"attachment":{"@type":"t","x":1}})", "attachment"},
        Case{"SnakeCaseKey", R"({"printed_on":null})", "printed_on"}, Case{"Empty", "{}", ""},
        Case{"PathFieldIsLeftOut", R"({"name":"shelves/1/books/2","title":"x"})", "title"},
        Case{"EtagAndOutputOnlyAreLeftOut",
             R"({"etag":"\"1\"","createTime":"2021-01-01T00:00:00Z","title":"x"})", "title"}),
    [](const auto& test) { return test.param.name; });

TEST(MaskFromJsonP2, ObjectUnderAScalarIsRefused) {
  EXPECT_EQ(Mask(R"({"title":{"x":1}})"), "field \"title\" is not an object");
}

TEST(MaskFromJsonP2, UnknownKeyIsNamedWithItsPath) {
  EXPECT_EQ(Mask(R"({"author":{"height":1}})"), "unknown field \"author.height\"");
  EXPECT_EQ(Mask(R"({"author.born":1})"), "unknown field \"author.born\"");
}

}  // namespace
}  // namespace eduplan::transcode
