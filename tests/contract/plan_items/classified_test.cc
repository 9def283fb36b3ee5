// A document marked as secret is refused and leaves nothing behind but its digest in the log.
#include "services/platform/api/digest.h"
#include "services/platform/server/call.h"
#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ClassifiedTest : public PlanItemsTest {
 protected:
  v1::ImportPlanRequest Marked(const std::string& mark) {
    v1::ImportPlanRequest request = ImportRequest();
    request.mutable_document()->set_data(mark + "\n" + Text());
    request.set_filename("青溪要点.txt");
    request.set_request_id(kRequest);
    return request;
  }
};

TEST_P(ClassifiedTest, ImportIsRefusedNamingTheMarkAndLeavesNoTraceInAnyTable) {
  const std::vector<std::string> before = AllTables();
  ASSERT_GT(before.size(), 8u);
  for (const char* mark : {"机密★1年", "秘　密★", "绝密", "内部资料 注意保存"}) {
    const auto refused = imports().Import(Reporter(), Marked(mark));
    EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_CLASSIFIED"));
    EXPECT_THAT(refused.status().message(), HasSubstr("on line 1"));
    EXPECT_THAT(status::ChineseMessageOf(refused.status()), HasSubstr("第1行"));
    EXPECT_EQ(AllTables(), before);
  }
  const auto refused = imports().Import(Reporter(), Marked("机密★1年"));
  EXPECT_THAT(status::ChineseMessageOf(refused.status()),
              AllOf(HasSubstr("机密★1年"), Not(HasSubstr("青溪"))));
}

TEST_P(ClassifiedTest, OnlyDigestAndUploaderAreLogged) {
  const v1::ImportPlanRequest request = Marked("机密★1年");
  v1::ParsePlanRequest parse;
  *parse.mutable_document() = request.document();
  parse.set_filename(request.filename());
  testing::internal::CaptureStderr();
  EXPECT_FALSE(imports().Import(Reporter(), request).ok());
  EXPECT_THAT(imports().Parse(Reporter(), parse),
              StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_CLASSIFIED"));
  const std::string logged = testing::internal::GetCapturedStderr();
  const auto digest = api::Sm3Hex(request.document().data());
  ASSERT_THAT(digest, IsOk());
  const size_t first = logged.find(*digest);
  ASSERT_NE(first, std::string::npos) << logged;
  EXPECT_NE(logged.find(*digest, first + 1), std::string::npos) << logged;
  EXPECT_THAT(logged,
              AllOf(HasSubstr("reporter@330481"), HasSubstr("\"organization\":\"330481\"")));
  for (const char* word : {"青溪", "机密", "要点", ".txt", "学位"}) {
    EXPECT_THAT(logged, Not(HasSubstr(word)));
  }
}

TEST_P(ClassifiedTest, TheWordInRunningTextIsTakenIn) {
  v1::ImportPlanRequest request = ImportRequest();
  request.mutable_document()->mutable_data()->append("（二）保守国家秘密。机密文件专柜存放。\n");
  EXPECT_THAT(imports().Import(Reporter(), request), IsOk());
}

TEST_P(ClassifiedTest, MarkedDocumentsAreTakenInWhereThatIsAllowed) {
  eduplan::plan_items::Reader reader({.read_classified = true});
  Imports allowing = ImportsWith(reader);
  const auto response = allowing.Import(Reporter(), Marked("机密★1年"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->plan().title(), "青溪县教育局2021年工作要点");
  EXPECT_EQ(response->item_count(), 5);
}

EDUPLAN_OVER_DATABASES(ClassifiedTest);

}  // namespace
}  // namespace eduplan::plan_items
