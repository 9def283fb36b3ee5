// Marks of secrecy in the places that a .docx has beside its text.
#include <gtest/gtest.h>

#include "services/plan_items/importer/parse.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

std::string Body() {
  std::string body = P("云岭县教育局2021年工作要点") + P("一、扩充学位") + P("新建小学2所。");
  for (int i = 0; i < 12; ++i) body += P("继续抓好落实。");
  return body;
}

std::string Box(const std::string& text) {
  return "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" + P(text) +
         "</w:txbxContent></v:textbox></w:pict></w:r></w:p>";
}

absl::Status Read(const DocxFile& file) {
  const std::string bytes = file.ToBytes();
  return Parse({.bytes = bytes, .filename = "a.docx"}).status();
}

TEST(DocxSecrecyTest, MarksInTextHeadFootAndBoxesAreFound) {
  EXPECT_EQ(Read({.body = P("机密★1年") + Body()}).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Read({.body = Body(), .header = P("秘密")}).code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Read({.body = Body(), .footer = P("内部资料")}).code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Read({.body = Body() + Box("机　密")}).code(), absl::StatusCode::kPermissionDenied);
}

TEST(DocxSecrecyTest, TheWordsInTextAndNotesAreNone) {
  EXPECT_TRUE(Read({.body = Body() + P("保守国家秘密。")}).ok());
  EXPECT_TRUE(Read({.body = Body(), .header = P("云岭县教育局保密教育材料")}).ok());
}

}  // namespace
}  // namespace eduplan::importer
