#include "services/platform/api/page.h"

#include <gmock/gmock.h>

#include "absl/strings/escaping.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using organization::v1::ListOrganizationsRequest;
using test::IsOk;
using test::StatusIs;

ListOrganizationsRequest Request(int size, std::string_view token, std::string_view filter = "") {
  ListOrganizationsRequest request;
  request.set_page_size(size);
  request.set_page_token(std::string(token));
  request.set_filter(std::string(filter));
  return request;
}

TEST(PageTest, SizeHasADefaultAndAMaximum) {
  EXPECT_EQ(ParsePage(Request(0, ""))->size, 100);
  EXPECT_EQ(ParsePage(Request(1, ""))->size, 1);
  EXPECT_EQ(ParsePage(Request(1001, ""))->size, 1000);
  EXPECT_THAT(ParsePage(Request(-1, "")),
              StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_SIZE_NEGATIVE"));
}

TEST(PageTest, TokenCarriesKeyAndSequenceToTheNextPage) {
  const std::string token = NextPageToken(Request(10, "", "level = 3"), "330481/汉", 77);
  auto page = ParsePage(Request(20, token, "level = 3"));
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->last_key, "330481/汉");
  EXPECT_EQ(page->sequence, 77);
  EXPECT_EQ(page->size, 20);
}

TEST(PageTest, TokenOfTheSecondPageLeadsToTheThird) {
  const std::string second = NextPageToken(Request(10, ""), "a", 77);
  const std::string third = NextPageToken(Request(10, second), "b", 77);
  EXPECT_EQ(ParsePage(Request(10, third))->last_key, "b");
}

TEST(PageTest, OtherArgumentsAreAMismatch) {
  const std::string token = NextPageToken(Request(10, "", "level = 3"), "k", 77);
  EXPECT_THAT(ParsePage(Request(10, token, "level = 4")),
              StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST(PageTest, TamperedTokenIsInvalid) {
  const std::string token = NextPageToken(Request(10, ""), "key", 77);
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string other = bytes;
    other[i] ^= 1;
    EXPECT_THAT(ParsePage(Request(10, absl::WebSafeBase64Escape(other))),
                StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID"))
        << i;
  }
  for (const std::string& bad :
       {std::string("x"), std::string("!!!"), token.substr(0, 20), std::string(9999, 'A')}) {
    EXPECT_THAT(ParsePage(Request(10, bad)),
                StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID"))
        << bad;
  }
}

}  // namespace
}  // namespace eduplan::api
