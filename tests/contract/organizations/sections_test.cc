#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/convert.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kUlid = "01hzy3v7c8d9e0f1g2h3j4k5m6";

class SectionsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    if (!IsSkipped()) {
      CreateSmallTree();
    }
  }
  static v1::CreateSectionRequest Section(std::string_view organization, std::string_view name) {
    v1::CreateSectionRequest request;
    request.set_parent(NameOf(organization));
    request.mutable_section()->set_display_name(std::string(name));
    return request;
  }
  absl::StatusOr<v1::Section> Add(const auth::Principal& who,
                                  const v1::CreateSectionRequest& request) {
    return Call(who, &Stub::CreateSection, request);
  }
  absl::StatusOr<v1::Section> Rename(const std::string& name, const std::string& display_name,
                                     const std::string& etag = "") {
    v1::UpdateSectionRequest request;
    request.mutable_section()->set_name(name);
    request.mutable_section()->set_display_name(display_name);
    request.mutable_section()->set_etag(etag);
    return Call(Root(), &Stub::UpdateSection, request);
  }
  absl::StatusOr<v1::Section> Delete(const std::string& name) {
    v1::DeleteSectionRequest request;
    request.set_name(name);
    return Call(Root(), &Stub::DeleteSection, request);
  }
  absl::StatusOr<v1::Section> Read(const std::string& name) {
    v1::GetSectionRequest request;
    request.set_name(name);
    return Call(Administrator("330500"), &Stub::GetSection, request);
  }
  std::vector<std::string> Names(bool show_deleted = false) {
    v1::ListSectionsRequest request;
    request.set_parent(NameOf("330481"));
    request.set_show_deleted(show_deleted);
    const auto answer = Call(Administrator("330500"), &Stub::ListSections, request);
    EXPECT_THAT(answer, IsOk());
    std::vector<std::string> names;
    if (!answer.ok()) {
      return names;
    }
    for (const v1::Section& section : answer->sections()) {
      names.push_back(section.display_name());
    }
    return names;
  }
};
EDUPLAN_OVER_DATABASES(SectionsTest);

TEST_P(SectionsTest, AreAddedReadChangedAndDeleted) {
  v1::CreateSectionRequest request = Section("330481", "基础教育科");
  request.mutable_section()->add_aliases("基教科");
  const auto added = Add(Administrator("330481"), request);
  ASSERT_THAT(added, IsOk());
  EXPECT_EQ(added->kind(), v1::Section::KIND_INTERNAL);
  EXPECT_TRUE(added->name().starts_with("organizations/330481/sections/"));
  auto read = Read(added->name());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->DebugString(), added->DebugString());

  v1::UpdateSectionRequest update;
  *update.mutable_section() = *added;
  update.mutable_section()->set_display_name("义务教育科");
  update.mutable_section()->set_kind(v1::Section::KIND_EXTERNAL);
  update.mutable_update_mask()->add_paths("display_name");
  const auto changed = Call(Root(), &Stub::UpdateSection, update);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->display_name(), "义务教育科");
  EXPECT_EQ(changed->kind(), v1::Section::KIND_INTERNAL);  // not in the mask
  EXPECT_THAT(changed->aliases(), ElementsAre("基教科"));
  EXPECT_NE(changed->etag(), added->etag());
  EXPECT_EQ(changed->create_time().DebugString(), added->create_time().DebugString());

  EXPECT_THAT(Names(), ElementsAre("义务教育科"));
  const auto deleted = Delete(added->name());
  ASSERT_THAT(deleted, IsOk());
  EXPECT_TRUE(deleted->has_delete_time());
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_THAT(Names(true), ElementsAre("义务教育科"));
  read = Read(added->name());
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(read->has_delete_time());
  EXPECT_THAT(Rename(added->name(), "再改"), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Delete(added->name()), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_P(SectionsTest, ABureauAndThoseAboveItManageThemAndNobodyElse) {
  EXPECT_THAT(Add(Administrator("330481"), Section("330481", "一")), IsOk());
  EXPECT_THAT(Add(Administrator("330400"), Section("330481", "二")), IsOk());
  EXPECT_THAT(Add(Administrator("330500"), Section("330481", "三")),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Add(Administrator("330481"), Section("330400", "四")),
              StatusIs(absl::StatusCode::kPermissionDenied));
  auth::Principal reporter = Administrator("330481");
  reporter.roles = static_cast<uint32_t>(auth::Role::kReporter);
  EXPECT_THAT(Add(reporter, Section("330481", "五")),
              StatusIs(absl::StatusCode::kPermissionDenied));
  // Whether or not it exists.
  EXPECT_THAT(Add(Administrator("330500"), Section("999999", "六")),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Add(Root(), Section("999999", "六")), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(SectionsTest, ANameIsBorneByOneLivingSection) {
  const auto first = Add(Root(), Section("330481", "人事科"));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Add(Root(), Section("330481", "人事科")), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Add(Root(), Section("330400", "人事科")), IsOk());
  const auto other = Add(Root(), Section("330481", "财务科"));
  ASSERT_THAT(other, IsOk());
  EXPECT_THAT(Rename(other->name(), "人事科"), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Rename(first->name(), "人事科"), IsOk());
  ASSERT_THAT(Delete(first->name()), IsOk());
  EXPECT_THAT(Rename(other->name(), "人事科"), IsOk());
}

TEST_P(SectionsTest, AStaleEtagIsAborted) {
  const auto added = Add(Root(), Section("330481", "人事科"));
  ASSERT_THAT(added, IsOk());
  ASSERT_THAT(Rename(added->name(), "人事处", added->etag()), IsOk());
  EXPECT_THAT(Rename(added->name(), "人事股", added->etag()), StatusIs(absl::StatusCode::kAborted));
}

TEST_P(SectionsTest, ARepeatedRequestIsAnsweredAsTheFirstTime) {
  v1::CreateSectionRequest request = Section("330481", "人事科");
  request.set_request_id(NewRequestId());
  const auto first = Add(Root(), request);
  const auto again = Add(Root(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(first->DebugString(), again->DebugString());
  EXPECT_THAT(Names(), ElementsAre("人事科"));
}

TEST_P(SectionsTest, ValidateOnlyChangesNothing) {
  v1::CreateSectionRequest request = Section("330481", "人事科");
  request.set_validate_only(true);
  EXPECT_THAT(Add(Root(), request), IsOk());
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_P(SectionsTest, WrongFieldsAreNamed) {
  EXPECT_THAT(FieldsOf(Add(Root(), Section("330481", "")).status()),
              ElementsAre("section.display_name"));
  v1::CreateSectionRequest request = Section("330481", "人事科");
  request.set_section_id("hr");
  EXPECT_THAT(FieldsOf(Add(Root(), request).status()), ElementsAre("section_id"));
  request.set_section_id(kUlid);
  ASSERT_THAT(Add(Root(), request), IsOk());
  request.mutable_section()->set_display_name("财务科");
  EXPECT_THAT(Add(Root(), request), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Read("organizations/330481/sections/none"), StatusIs(absl::StatusCode::kNotFound));
  v1::UpdateSectionRequest update;
  update.mutable_section()->set_name(std::string("organizations/330481/sections/") + kUlid);
  update.mutable_update_mask()->add_paths("create_time");
  EXPECT_THAT(Call(Root(), &Stub::UpdateSection, update),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(SectionsTest, PagesAreOfOneAsOf) {
  for (const char* name : {"一", "二", "三"}) {
    ASSERT_THAT(Add(Root(), Section("330481", name)), IsOk());
  }
  v1::ListSectionsRequest request;
  request.set_parent(NameOf("330481"));
  request.set_page_size(2);
  auto page = Call(Root(), &Stub::ListSections, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->sections_size(), 2);
  ASSERT_THAT(Add(Root(), Section("330481", "四")), IsOk());
  request.set_page_token(page->next_page_token());
  page = Call(Root(), &Stub::ListSections, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->sections_size(), 1);
  EXPECT_EQ(page->next_page_token(), "");
}

}  // namespace
}  // namespace eduplan::organizations
