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

class SearchTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    if (IsSkipped()) {
      return;
    }
    Register("330000", "浙江省教育厅", v1::LEVEL_PROVINCE, "", {});
    Register("330700", "金华市教育局", v1::LEVEL_CITY, "330000", {"金华教育"});
    Register("330703", "金东区教育局", v1::LEVEL_COUNTY, "330700", {});
    Register("330783", "东阳市教育局", v1::LEVEL_COUNTY, "330700", {});
    Register("3133000001", "东阳", v1::LEVEL_SCHOOL, "330783", {});
    Register("3133000002", "金华第一中学", v1::LEVEL_SCHOOL, "330700", {});
  }
  void Register(std::string_view code, std::string_view name, v1::Level level,
                std::string_view parent, std::initializer_list<const char*> aliases) {
    v1::CreateOrganizationRequest request = CreateRequest(code, level, parent);
    request.mutable_organization()->set_display_name(std::string(name));
    for (const char* alias : aliases) {
      request.mutable_organization()->add_aliases(alias);
    }
    ASSERT_THAT(Create(Root(), request), IsOk());
  }
  static v1::SearchOrganizationsRequest Query(std::string_view query) {
    v1::SearchOrganizationsRequest request;
    request.set_query(std::string(query));
    return request;
  }
  // "id field text" of each match.
  std::vector<std::string> Found(const v1::SearchOrganizationsRequest& request) {
    const auto answer = Call(Administrator("330783"), &Stub::SearchOrganizations, request);
    EXPECT_THAT(answer, IsOk()) << request.query();
    std::vector<std::string> found;
    if (!answer.ok()) {
      return found;
    }
    for (const v1::Match& match : answer->matches()) {
      found.push_back(std::string(IdOf(match.organization().name())) + " " +
                      v1::Match::Field_Name(match.field()).substr(6) + " " + match.text());
    }
    return found;
  }
  std::vector<std::string> Found(std::string_view query) { return Found(Query(query)); }
};
EDUPLAN_OVER_DATABASES(SearchTest);

TEST_P(SearchTest, TheExactNameComesFirstThenBeginningsThenAliases) {
  EXPECT_THAT(Found("东阳"), ElementsAre("3133000001 NAME 东阳", "330783 NAME 东阳市教育局"));
  // Two begin so: the shorter first (both have six characters: by id).
  EXPECT_THAT(Found("金华"),
              ElementsAre("3133000002 NAME 金华第一中学", "330700 NAME 金华市教育局"));
  EXPECT_THAT(Found("金华教育"), ElementsAre("330700 ALIAS 金华教育"));
  EXPECT_THAT(Found("区教"), ElementsAre("330703 NAME 金东区教育局"));
}

TEST_P(SearchTest, PinyinAndInitialsFindNames) {
  EXPECT_THAT(Found("jhsjyj"), ElementsAre("330700 PINYIN 金华市教育局"));
  EXPECT_THAT(Found("JHS"), ElementsAre("330700 PINYIN 金华市教育局"));
  EXPECT_THAT(Found("dongyangshi"), ElementsAre("330783 PINYIN 东阳市教育局"));
  EXPECT_THAT(Found("dy"), ElementsAre("3133000001 PINYIN 东阳", "330783 PINYIN 东阳市教育局"));
}

TEST_P(SearchTest, BeginningsOfCodes) {
  EXPECT_THAT(Found("3307"),
              ElementsAre("330700 CODE 330700", "330703 CODE 330703", "330783 CODE 330783"));
  EXPECT_THAT(Found("33078"), ElementsAre("330783 CODE 330783"));
  EXPECT_THAT(Found("0783"), IsEmpty());
}

TEST_P(SearchTest, FormerNamesAndCodesComeAfterPresentOnes) {
  v1::ChangeOrganizationLevelRequest change;
  change.set_name(NameOf("330783"));
  change.set_display_name("东义区教育局");
  change.set_code("330705");
  *change.mutable_effective_on() = Date(2020, 1, 1);
  ASSERT_THAT(Call(Root(), &Stub::ChangeOrganizationLevel, change), IsOk());
  EXPECT_THAT(Found("东阳"),
              ElementsAre("3133000001 NAME 东阳", "330783 FORMER_NAME 东阳市教育局"));
  EXPECT_THAT(Found("33070"),
              ElementsAre("330700 CODE 330700", "330703 CODE 330703", "330783 CODE 330705"));
  EXPECT_THAT(Found("330783"), ElementsAre("330783 CODE 330783"));
  // On a day before, the name was the present one.
  v1::SearchOrganizationsRequest then = Query("东阳市");
  *then.mutable_at() = Date(2019, 12, 31);
  EXPECT_THAT(Found(then), ElementsAre("330783 NAME 东阳市教育局"));
}

TEST_P(SearchTest, OnlyOfALevelKindOrDay) {
  v1::SearchOrganizationsRequest request = Query("金");
  request.set_level(v1::LEVEL_CITY);
  EXPECT_THAT(Found(request), ElementsAre("330700 NAME 金华市教育局"));
  request = Query("金");
  request.set_kind(v1::ORGANIZATION_KIND_SCHOOL);
  EXPECT_THAT(Found(request), ElementsAre("3133000002 NAME 金华第一中学"));
  v1::CloseOrganizationRequest close;
  close.set_name(NameOf("330703"));
  *close.mutable_effective_on() = Date(2020, 1, 1);
  ASSERT_THAT(Call(Root(), &Stub::CloseOrganization, close), IsOk());
  EXPECT_THAT(Found("金东"), ElementsAre("330703 NAME 金东区教育局"));
  request = Query("金东");
  request.set_level(v1::LEVEL_COUNTY);
  EXPECT_THAT(Found(request), ElementsAre("330703 NAME 金东区教育局"));
  *request.mutable_at() = Date(2020, 1, 1);
  EXPECT_THAT(Found(request), IsEmpty());
  *request.mutable_at() = Date(2019, 12, 31);
  EXPECT_THAT(Found(request), ElementsAre("330703 NAME 金东区教育局"));
}

TEST_P(SearchTest, PagesGoOnBehindTheLastMatch) {
  v1::SearchOrganizationsRequest request = Query("教育");
  const std::vector<std::string> all = Found(request);
  EXPECT_EQ(all.size(), 4u);
  request.set_page_size(1);
  std::vector<std::string> paged;
  for (int page = 0; page < 10; ++page) {
    const auto answer = Call(Root(), &Stub::SearchOrganizations, request);
    ASSERT_THAT(answer, IsOk());
    ASSERT_EQ(answer->matches_size(), 1);
    paged.push_back(Found(request)[0]);
    if (answer->next_page_token().empty()) {
      break;
    }
    request.set_page_token(answer->next_page_token());
  }
  EXPECT_EQ(paged, all);
}

TEST_P(SearchTest, WhatIsAPatternElsewhereIsText) {
  Register("330784", "百分之100%达标", v1::LEVEL_COUNTY, "330700", {});
  EXPECT_THAT(Found("%"), ElementsAre("330784 NAME 百分之100%达标"));
  EXPECT_THAT(Found("_"), IsEmpty());
  EXPECT_THAT(Found("!"), IsEmpty());
  EXPECT_THAT(Found("33_"), IsEmpty());
  EXPECT_THAT(Found("' OR 1=1 --"), IsEmpty());
  EXPECT_THAT(Found("\\"), IsEmpty());
}

TEST_P(SearchTest, NothingAndTooMuchAreRefused) {
  for (const std::string& query :
       {std::string(), std::string("  \t"), std::string("\xE3\x80\x80"),  // an ideographic space
        std::string(10000, 'x'), std::string(101, '%')}) {
    EXPECT_THAT(FieldsOf(Call(Root(), &Stub::SearchOrganizations, Query(query)).status()),
                ElementsAre("query"));
  }
  EXPECT_THAT(Call(Root(), &Stub::SearchOrganizations, Query(std::string("a\0b", 3))),
              StatusIs(absl::StatusCode::kInvalidArgument));
  std::string longest;
  for (int i = 0; i < 100; ++i) {
    longest += "\xEF\xB7\xBA";  // one character that folds into eighteen
  }
  EXPECT_THAT(Found(longest), IsEmpty());
}

}  // namespace
}  // namespace eduplan::organizations
