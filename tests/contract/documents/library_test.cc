#include <gmock/gmock.h>

#include "tests/contract/documents/fixture.h"

namespace eduplan::documents {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LibraryTest : public DocumentsTest {
 protected:
  // The name of a new document of the organization.
  std::string Make(const std::string& organization, v1::Format format = v1::FORMAT_DOCX,
                   const std::string& period = "2021-H1") {
    auto request = Request(format);
    request.set_organization("organizations/" + organization);
    request.set_period(period);
    const auto document = Render(Reporter("*"), request);
    EXPECT_THAT(document, IsOk());
    return document.ok() ? document->name() : "";
  }
  std::vector<std::string> Names(const absl::StatusOr<v1::ListDocumentsResponse>& response) {
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> names;
    if (!response.ok()) return names;
    for (const auto& document : response->documents()) names.push_back(document.name());
    return names;
  }
};

TEST_P(LibraryTest, ListsNewestFirstWhatTheCallerMayRead) {
  const std::string county = Make("990101");
  const std::string city = Make("990100");
  const std::string other = Make("990200");
  EXPECT_THAT(Names(List(Reporter("990000"), "")), ElementsAre(other, city, county));
  EXPECT_THAT(Names(List(Reporter("990100"), "")), ElementsAre(city, county));
  EXPECT_THAT(Names(List(Reporter("990101"), "")), ElementsAre(county));
  EXPECT_THAT(Names(List(Reporter("990102"), "")), IsEmpty());
}

TEST_P(LibraryTest, FiltersByEachField) {
  const std::string docx = Make("990100");
  const std::string pdf = Make("990100", v1::FORMAT_PDF);
  const std::string year = Make("990100", v1::FORMAT_DOCX, "2021");
  const std::string county = Make("990101");
  const auto names = [&](const std::string& filter) {
    return Names(List(Reporter("990000"), filter));
  };
  EXPECT_THAT(names("organization = \"organizations/990101\""), ElementsAre(county));
  EXPECT_THAT(names("format = PDF"), ElementsAre(pdf));
  EXPECT_THAT(names("format = FORMAT_PDF AND organization = 990100"), ElementsAre(pdf));
  EXPECT_THAT(names("period = \"2021\""), ElementsAre(year));
  EXPECT_THAT(names("template = summary-and-plan"), ElementsAre(county, year, pdf, docx));
  EXPECT_THAT(names("template = other"), IsEmpty());
  EXPECT_THAT(List(Reporter("990000"), "format = ODT"),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(List(Reporter("990101"), "organization = 990100"),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(LibraryTest, PagesMeetEveryDocumentOnce) {
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) made.insert(made.begin(), Make(i % 2 == 0 ? "990100" : "990200"));
  std::vector<std::string> seen;
  std::string token;
  do {
    const auto page = List(Reporter("990000"), "", 2, token);
    for (const std::string& name : Names(page)) seen.push_back(name);
    ASSERT_THAT(page, IsOk());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(seen, made);
}

TEST_P(LibraryTest, PermissionComesBeforeExistence) {
  const std::string name = Make("990100");
  const std::string unknown = "documents/01hzzzzzzzzzzzzzzzzzzzzzzz";
  for (const std::string& asked : {name, unknown}) {
    EXPECT_THAT(Get(Reporter("990200"), asked), StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(Download(Reporter("990101"), asked), StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(Provenance(Reporter("990200"), asked),
                StatusIs(absl::StatusCode::kPermissionDenied));
  }
  EXPECT_THAT(Get(Reporter("*"), unknown), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Get(Reporter("*"), "papers/1"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(LibraryTest, DamagedFileIsNotHandedOut) {
  const std::string name = Make("990100");
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) {
    return transaction
        .Execute("UPDATE blob_chunks SET data = $1 WHERE n = 0", {sql::Bytes{"something else"}})
        .status();
  }),
              IsOk());
  EXPECT_THAT(Download(Reporter("990100"), name),
              StatusIs(absl::StatusCode::kDataLoss, "BLOB_CORRUPT"));
}

TEST_P(LibraryTest, TemplatesAreSharedWithAnyone) {
  const auto templates = Templates(Reporter("990101"));
  ASSERT_THAT(templates, IsOk());
  ASSERT_EQ(templates->templates_size(), 1);
  EXPECT_EQ(templates->templates(0).name(), "templates/summary-and-plan");
  EXPECT_THAT(Templates({.subject = "nobody"}), StatusIs(absl::StatusCode::kPermissionDenied));
}

EDUPLAN_OVER_DATABASES(LibraryTest);

}  // namespace
}  // namespace eduplan::documents
