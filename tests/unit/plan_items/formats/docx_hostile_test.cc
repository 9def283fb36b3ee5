// Files made to exhaust the reader: each is refused by name within a second and 200 MB.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/docx/docx.h"
#include "services/platform/status/text.h"
#include "tests/support/zip_edit.h"
#include "tests/unit/plan_items/formats/docx_file.h"
#include "tests/unit/plan_items/hostile/cost.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

std::string Repeat(std::string_view piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

void ExpectRefused(std::string_view bytes, absl::StatusCode code, std::string_view message) {
  const Cost cost = CostWithin(1.0, [&] { return std::string(bytes); }, "a.docx");
  EXPECT_EQ(cost.code, code) << cost.message;
  EXPECT_THAT(cost.message, HasSubstr(std::string(message)));
  EXPECT_TRUE(cost.chinese) << cost.message;
  if (IsSanitized()) return;
  EXPECT_LT(cost.seconds, 1.0) << message;
  EXPECT_LT(cost.beyond_mb, 200) << message;
}
void ExpectInvalid(std::string_view bytes, std::string_view message) {
  ExpectRefused(bytes, absl::StatusCode::kInvalidArgument, message);
}
void ExpectTooLarge(std::string_view bytes, std::string_view message) {
  ExpectRefused(bytes, absl::StatusCode::kResourceExhausted, message);
}
std::string WithBody(std::string body) {
  return DocxFile{.body = std::move(body)}.ToBytes();
}
std::string WithPart(std::string_view part, std::string_view xml) {
  return test::WithPart(WithBody(P("甲")), std::string(part), xml);
}

TEST(DocxHostileTest, OtherFilesAreRefusedByName) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');
  std::string encrypted = ole;
  for (const char c : std::string("EncryptedPackage")) encrypted.append({c, '\0'});
  ExpectInvalid(encrypted, "the document is protected by a password");
  const std::string whole = WithBody(P("甲"));
  ExpectInvalid(whole.substr(0, whole.size() / 2), "its zip directory is broken");
  ExpectInvalid(test::MakeZip({{"a.txt", "a"}}), "no part word/document.xml");
  EXPECT_THAT(std::string(ReadDocx(ole).status().message()), HasSubstr("a .doc file"));
  EXPECT_THAT(std::string(ReadDocx("abc").status().message()), HasSubstr("not a .docx document"));
}

TEST(DocxHostileTest, BrokenPartsAreNamed) {
  ExpectInvalid(WithPart("word/document.xml", "<a><b></a>"),
                "part word/document.xml of the document: broken XML at line 1");
  ExpectInvalid(WithPart("word/document.xml",
                         "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"),
                "document type declaration");
  std::string broken = DocxFile{.body = P("甲"), .styles = "<w:style></w:styles>"}.ToBytes();
  ExpectInvalid(broken, "part word/styles.xml of the document: broken XML");
}

TEST(DocxHostileTest, EveryTruncationAndFlippedByteIsReadOrRefused) {
  const std::string bytes =
      DocxFile{.body = P("甲", Item(1)) + P("乙"), .numbering = List(1, Level(0, "decimal", "%1."))}
          .ToBytes();
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(ReadDocx(std::string_view(bytes).substr(0, size)).ok()) << size;
  }
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    const absl::Status status = ReadDocx(damaged).status();
    EXPECT_TRUE(status.ok() || absl::IsInvalidArgument(status) || absl::IsResourceExhausted(status))
        << status;
  }
}

// The zip whose directory gives the part this size.
std::string Declaring(std::string zip, std::string_view part, uint32_t size) {
  // APPNOTE.TXT 4.3.12: the uncompressed size stands 22 bytes before the name.
  const size_t at = zip.rfind(part) - 22;
  for (size_t i = 0; i < sizeof(size); ++i) zip[at + i] = static_cast<char>(size >> (8 * i));
  return zip;
}

TEST(DocxHostileTest, BombsAreRefusedBeforeTheyInflate) {
  ExpectTooLarge(WithBody(std::string(64 << 20, ' ')), "inflates to more than 200 times its size");
  // Less steep, and too much in all.
  std::string mixed;
  for (size_t i = 0; mixed.size() < (70U << 20); ++i) text::Append(&mixed, "<w:x>", i, "</w:x>");
  ExpectTooLarge(WithBody(std::move(mixed)), "inflates to more than 64 MiB");
}

TEST(DocxHostileTest, PartsThatInflateToMoreThanTheySayAreDamaged) {
  const std::string whole = WithPart("word/document.xml", std::string(64 << 20, ' '));
  ExpectInvalid(Declaring(whole, "word/document.xml", 1000),
                "part word/document.xml of the document is damaged");
}

TEST(DocxHostileTest, DepthIsBounded) {
  ExpectInvalid(WithBody(Repeat("<w:x>", 100'000)), "elements too deep");
  ExpectInvalid(WithBody(Repeat("<w:tbl><w:tr><w:tc>", 100) + P("甲") +
                         Repeat("</w:tc></w:tr></w:tbl>", 100)),
                "elements too deep");
  ExpectTooLarge(WithBody(Repeat("<w:p><w:r><w:txbxContent>", 20) +
                          Repeat("</w:txbxContent></w:r></w:p>", 20)),
                 "paragraph 9: text boxes too deep");
  ExpectTooLarge(
      WithBody("<w:p>" + Repeat(R("<w:fldChar w:fldCharType='begin'/>"), 1000) + "</w:p>"),
      "paragraph 1: fields too deep");
}

TEST(DocxHostileTest, ARunWithoutEndIsRefused) {
  // Different lengths, so that it does not shrink into a bomb.
  std::string run;
  for (int i = 0; run.size() < 40'000'000; ++i) text::Append(&run, i % 7919, " ");
  ExpectTooLarge(WithBody("<w:p>" + R("<w:t>" + run + "</w:t>") + "</w:p>"),
                 "paragraph 1: a run of more than 4 MiB");
}

TEST(DocxHostileTest, AttributesWithoutEndAreRefused) {
  std::string element = "<w:p ";
  for (int i = 0; i < 10'000; ++i) text::Append(&element, " w:a", i, "='", i, "'");
  ExpectInvalid(WithBody(Repeat(element + "/>", 100)), "too many attributes");
}

TEST(DocxHostileTest, AMillionParagraphsAreRefused) {
  std::string body;
  for (int i = 0; i < 1'000'000; ++i)
    text::Append(&body, "<w:p><w:r><w:t>", i, "</w:t></w:r></w:p>");
  ExpectTooLarge(WithBody(std::move(body)), "more than 200000 paragraphs");
}

TEST(DocxHostileTest, AMillionCellsAreRefused) {
  std::string body = "<w:tbl><w:tr>";
  for (int i = 0; i < 1'000'000; ++i) text::Append(&body, "<w:tc w:x='", i, "'/>");
  ExpectTooLarge(WithBody(body + "</w:tr></w:tbl>"), "more than 200000 cells");
}

TEST(DocxHostileTest, StylesAndListsWithoutEndAreRefused) {
  std::string styles;
  std::string lists;
  for (int i = 0; i < 100'000; ++i) {
    text::Append(&styles, "<w:style w:styleId='", i, "'><w:basedOn w:val='", i + 1,
                 "'/></w:style>");
    text::Append(&lists, "<w:num w:numId='", i, "'><w:abstractNumId w:val='0'/></w:num>");
  }
  ExpectTooLarge(DocxFile{.body = P("甲"), .styles = styles}.ToBytes(), "50000 styles and lists");
  ExpectTooLarge(DocxFile{.body = P("甲"), .numbering = lists}.ToBytes(), "50000 styles and lists");
}

TEST(DocxHostileTest, LongChainsOfStylesTakeTimeInProportion) {
  std::string styles;
  std::string body;
  for (int i = 0; i < 40'000; ++i) {
    text::Append(&styles, "<w:style w:type='paragraph' w:styleId='", i, "'><w:basedOn w:val='",
                 i + 1, "'/></w:style>");
    text::Append(&body, P("甲", text::Cat("<w:pStyle w:val='", i, "'/>")));
  }
  const std::string bytes = DocxFile{.body = body, .styles = styles}.ToBytes();
  const Cost cost = CostWithin(1.0, [&] { return bytes; }, "a.docx");
  EXPECT_EQ(cost.code, absl::StatusCode::kOk) << cost.message;
  if (IsSanitized()) return;
  EXPECT_LT(cost.seconds, 1.0);
}

TEST(DocxHostileTest, StrayElementsOfTablesAndListsAreLookedThrough) {
  EXPECT_EQ(TextOf({.body = "<w:tr><w:tc>" + P("甲") + "</w:tc></w:tr><w:tbl>" + P("乙") +
                            "<w:tr>" + P("丙") + "</w:tr></w:tbl><w:p>" + P("丁") +
                            R("<w:t>戊</w:t>") + "</w:p>" + R("<w:t>己</w:t>")}),
            "甲\n丁\n戊\n己\n");
}

}  // namespace
}  // namespace eduplan::importer
