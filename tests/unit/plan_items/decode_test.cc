#include "services/plan_items/importer/formats/text/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

std::string MessageOf(const std::string& bytes) {
  auto text = Decode(bytes);
  EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(text.status().message());
}

TEST(DecodeTest, ByteOrderMarksAreUnderstoodAndDropped) {
  EXPECT_EQ(*Decode("\xEF\xBB\xBF\xE6\xA0\xA1"), U"校");
  EXPECT_EQ(*Decode(std::string("\xFF\xFE\x21\x68", 4)), U"校");
  EXPECT_EQ(*Decode(std::string("\xFE\xFF\x68\x21", 4)), U"校");
}

TEST(DecodeTest, Utf16WithoutMarkShowsByItsLineEnds) {
  EXPECT_EQ(*Decode(std::string("\x21\x68\x0A\x00\x31\x00\x32\x00", 8)), U"校\n12");
}

TEST(DecodeTest, Gb18030IsReadIncludingFourByteCharacters) {
  // 教 BDCC, 校 D0A3; U+3400 is 8139EE39 in GB 18030.
  EXPECT_EQ(*Decode("\xBD\xCC\xD0\xA3"), U"教校");
  EXPECT_EQ(*Decode("\xBD\xCC\x81\x39\xEE\x39"), U"教㐀");
}

TEST(DecodeTest, LineEndsOfAllSystemsBecomeOne) {
  EXPECT_EQ(*Decode("a\r\nb\rc\n"), U"a\nb\nc\n");
}

TEST(DecodeTest, BrokenUtf8NamesOffsetAndLine) {
  const std::string message = MessageOf("第一行文字\n第二\xFF行文字\n");
  // Five characters of three bytes, a line end, two more characters: 15 + 1 + 6.
  EXPECT_THAT(message, HasSubstr("offset 22"));
  EXPECT_THAT(message, HasSubstr("line 2"));
  EXPECT_THAT(message, HasSubstr("0xFF"));
}

TEST(DecodeTest, SurrogatesAndOverlongFormsAreNoUtf8) {
  EXPECT_THAT(MessageOf("文字文字\xED\xA0\x80"), HasSubstr("offset 12"));
  EXPECT_THAT(MessageOf("文字文字\xC0\xAF"), HasSubstr("offset 12"));
}

TEST(DecodeTest, BytesOfNoEncodingAreRefused) {
  EXPECT_THAT(MessageOf("\xFF\xFF\xFF\xFF"), HasSubstr("nor is it GB18030"));
  EXPECT_THAT(MessageOf(std::string("ab\x01z", 4)), HasSubstr("U+0001"));
  EXPECT_THAT(MessageOf(""), HasSubstr("empty"));
}

TEST(DecodeTest, DeclaredCharsetIsUsedAndUnknownOnesAreNamed) {
  EXPECT_EQ(*Decode("\xBD\xCC", "gbk"), U"教");
  EXPECT_EQ(Decode("abc", "big5").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(FormatTest, FormatsThatAreNotReadAreNamed) {
  const auto message = [](const Source& source) {
    return std::string(Parse(source).status().message());
  };
  EXPECT_THAT(message({.bytes = "%PDF-1.7 …"}), HasSubstr("application/pdf is not read"));
  EXPECT_THAT(message({.bytes = "PK\x03\x04zz", .filename = "计划.docx"}),
              HasSubstr("wordprocessingml.document is not read"));
  EXPECT_THAT(message({.bytes = "zz", .content_type = "application/pdf"}),
              HasSubstr("application/pdf is not read"));
}

}  // namespace
}  // namespace eduplan::importer
