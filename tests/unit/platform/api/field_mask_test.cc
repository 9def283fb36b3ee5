#include "services/platform/api/field_mask.h"

#include <gmock/gmock.h>

#include "eduplan/organization/v1/organization_service.pb.h"
#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using google::protobuf::FieldMask;
using organization::v1::Organization;
using test::EqualsProto;
using test::IsOk;
using test::StatusIs;

constexpr std::string_view kUpdatable[] = {"display_name", "parent", "to", "codes"};

class FieldMaskTest : public ::testing::Test {
 protected:
  static Organization Parse(const std::string& text) {
    Organization o;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &o));
    return o;
  }
  absl::Status Apply(std::initializer_list<const char*> paths, const std::string& from) {
    FieldMask mask;
    for (const char* path : paths) mask.add_paths(path);
    return ApplyMask(mask, kUpdatable, Parse(from), &into_);
  }
  Organization into_ = Parse(
      "name: 'n' display_name: 'old' parent: 'p' to { year: 2020 month: 1 "
      "day: 1 } codes { code: '1' }");
};

TEST_F(FieldMaskTest, EmptyMaskTakesWhatIsSetAndIgnoresOutputOnlyFields) {
  ASSERT_THAT(Apply({}, "name: 'other' display_name: 'new' etag: 'e'"), IsOk());
  EXPECT_THAT(into_, EqualsProto("name: 'n' display_name: 'new' parent: 'p' to { year: 2020 "
                                 "month: 1 day: 1 } codes { code: '1' }"));
}

TEST_F(FieldMaskTest, StarReplacesEverythingUpdatable) {
  ASSERT_THAT(Apply({"*"}, "name: 'other' display_name: 'new'"), IsOk());
  EXPECT_THAT(into_, EqualsProto("name: 'n' display_name: 'new'"));
}

TEST_F(FieldMaskTest, NamedFieldThatIsNotSetIsCleared) {
  ASSERT_THAT(Apply({"parent", "to"}, "display_name: 'new'"), IsOk());
  EXPECT_THAT(into_, EqualsProto("name: 'n' display_name: 'old' codes { code: '1' }"));
}

TEST_F(FieldMaskTest, RepeatedAndMessageFieldsAreReplacedNotMerged) {
  ASSERT_THAT(Apply({"codes", "to"}, "codes { code: '2' } to { year: 2021 }"), IsOk());
  EXPECT_THAT(into_, EqualsProto("name: 'n' display_name: 'old' parent: 'p' to { year: 2021 } "
                                 "codes { code: '2' }"));
}

TEST_F(FieldMaskTest, PathBelowAnUpdatableMessageIsAllowed) {
  ASSERT_THAT(Apply({"to.year"}, "to { year: 2022 day: 9 }"), IsOk());
  EXPECT_EQ(into_.to().year(), 2022);
  EXPECT_EQ(into_.to().day(), 1);
}

TEST_F(FieldMaskTest, OtherPathsAreRefusedAndNothingChanges) {
  const Organization before = into_;
  for (const char* bad : {"name", "etag", "no_such", "to.no_such", "displayName", "",
                          "display_name.x", "to_", "codes.code.x"}) {
    EXPECT_THAT(Apply({"parent", bad}, "display_name: 'new' parent: 'q'"),
                StatusIs(absl::StatusCode::kInvalidArgument, "UPDATE_MASK_INVALID"))
        << bad;
  }
  EXPECT_THAT(into_, EqualsProto(before));
}

}  // namespace
}  // namespace eduplan::api
