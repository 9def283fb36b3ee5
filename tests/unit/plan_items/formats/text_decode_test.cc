#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/refusal.h"

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
  const std::string message = MessageOf("\xFF\xFF\xFF\xFF");
  EXPECT_THAT(message, HasSubstr("not valid GB18030: byte 0xFF at offset 0, line 1"));
  EXPECT_THAT(message, HasSubstr("nor is it UTF-8"));
  EXPECT_THAT(MessageOf(""), HasSubstr("empty"));
}

TEST(DecodeTest, RefusalsAreInChineseToo) {
  EXPECT_EQ(ChineseOf(Decode("第一行文字\n第二\xFF行文字\n").status()),
            "文件不是有效的UTF-8文本：第2行偏移22处的字节0xFF无法识别");
  EXPECT_EQ(ChineseOf(Decode("\xFF\xFF\xFF\xFF").status()),
            "文件不是有效的GB18030文本：第1行偏移0处的字节0xFF无法识别，也不是UTF-8文本");
}

TEST(DecodeTest, BrokenGb18030AndUtf16NameOffsetAndLine) {
  // 教 is BDCC, 校 D0A3; 0xFF begins nothing in GB 18030.
  EXPECT_THAT(MessageOf("\xBD\xCC\xD0\xA3\xBD\xCC\n\xD0\xA3\xFF\xBD\xCC"),
              HasSubstr("not valid GB18030: byte 0xFF at offset 9, line 2"));
  // A low surrogate alone, in the second line.
  EXPECT_THAT(MessageOf(std::string("\xFF\xFE\x21\x68\x0A\x00\x00\xDC\x21\x68", 10)),
              HasSubstr("not valid UTF-16LE: byte 0x00 at offset 6, line 2"));
}

TEST(DecodeTest, WhatWasDeclaredYieldsToTheBytes) {
  const std::string utf8 = "教育局工作要点";
  EXPECT_EQ(*Decode(utf8, "gb2312"), U"教育局工作要点");
  EXPECT_EQ(*Decode(utf8, "ISO-8859-1"), U"教育局工作要点");
  EXPECT_EQ(*Decode("\xBD\xCC\xD3\xFD\xBE\xD6", "utf-8"), U"教育局");
}

TEST(DecodeTest, DeclaredCharsetIsUsedAndUnknownOnesAreNamed) {
  EXPECT_EQ(*Decode("\xBD\xCC", "gbk"), U"教");
  EXPECT_EQ(Decode("abc", "big5").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(FormatTest, FormatsThatAreNotReadAreNamed) {
  const auto message = [](const Source& source) {
    return std::string(Parse(source).status().message());
  };
  EXPECT_THAT(message({.bytes = "{\\rtf1 …"}), HasSubstr("application/rtf is not read"));
  EXPECT_THAT(message({.bytes = "PK\x03\x04zz", .filename = "计划.ofd"}),
              HasSubstr("application/ofd is not read"));
  EXPECT_THAT(message({.bytes = "zz", .content_type = "application/ofd"}),
              HasSubstr("application/ofd is not read"));
}

}  // namespace
}  // namespace eduplan::importer
