// Line and bytes of every character of a text file.
#include <gtest/gtest.h>

#include <ctime>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/formats/text/text_reader.h"
#include "tests/unit/plan_items/formats/text_encodings.h"

namespace eduplan::importer {
namespace {

SourceText Read(const std::string& bytes) {
  auto text = ReadPlainText(bytes, "", Limits{});
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *std::move(text) : SourceText{};
}

// One, two, three and four bytes in UTF-8; one, two and four in GB 18030; pairs in UTF-16.
constexpr std::u32string_view kMixed = U"教育a1é，㐀𠮷校·ΩЖ\n—“”①䶮ok\n\n三 四\t五";

struct Case {
  const char* encoding;
  std::string mark;
};

class OriginsTest : public ::testing::TestWithParam<Case> {};

TEST_P(OriginsTest, EveryCharacterKnowsItsBytesAndLine) {
  const std::string bytes = GetParam().mark + Encode(kMixed, GetParam().encoding);
  const SourceText text = Read(bytes);
  ASSERT_EQ(ToUtf8(text.chars), ToUtf8(kMixed));
  EXPECT_EQ(text.charset, GetParam().encoding);
  uint32_t line = 1;
  size_t byte = GetParam().mark.size();
  for (size_t i = 0; i < kMixed.size(); ++i) {
    const size_t width = Encode(kMixed.substr(i, 1), GetParam().encoding).size();
    const Origin origin = OriginOf(text, i, i + 1);
    EXPECT_EQ(origin.byte_begin, byte) << i;
    EXPECT_EQ(origin.byte_end, byte + width) << i;
    EXPECT_EQ(origin.paragraph, line) << i;
    byte += width;
    if (kMixed[i] == U'\n') ++line;
  }
}

TEST_P(OriginsTest, QuotesFarIntoLongLinesAreExact) {
  RandomText random(1);
  std::u32string chars;
  while (chars.size() < 40'000) {
    chars += random.Chinese(random.Number(1, 2000));
    chars += kMixed.substr(0, 13);
    std::replace(chars.begin(), chars.end(), U'\n', U'，');
  }
  const SourceText text = Read(GetParam().mark + Encode(chars, GetParam().encoding));
  for (int i = 0; i < 300; ++i) {
    const size_t begin = random.Number(0, chars.size() - 2);
    const size_t end = random.Number(begin + 1, std::min(begin + 3000, chars.size()));
    const Origin origin = OriginOf(text, begin, end);
    const std::u32string_view view = chars;
    const size_t before = Encode(view.substr(0, begin), GetParam().encoding).size();
    const size_t inside = Encode(view.substr(begin, end - begin), GetParam().encoding).size();
    ASSERT_EQ(origin.byte_begin, GetParam().mark.size() + before);
    ASSERT_EQ(origin.byte_end - origin.byte_begin, inside);
    ASSERT_EQ(origin.paragraph, 1u);
  }
}

INSTANTIATE_TEST_SUITE_P(All, OriginsTest,
                         ::testing::Values(Case{"UTF-8", ""}, Case{"UTF-8", "\xEF\xBB\xBF"},
                                           Case{"GB18030", ""}, Case{"GB18030", "\x84\x31\x95\x33"},
                                           Case{"UTF-16LE", "\xFF\xFE"},
                                           Case{"UTF-16BE", "\xFE\xFF"}));

TEST(LinesTest, LineEndsOfAllSystemsAreOneCharacter) {
  const SourceText text = Read("一\r\n二\r三\n四\xC2\x85五\r\r\n六");
  EXPECT_EQ(ToUtf8(text.chars), "一\n二\n三\n四\n五\n\n六");
  // 3 + 2 bytes to 二, 3 + 1 to 三, 3 + 1 to 四, 3 + 2 to 五, 3 + 3 to 六.
  constexpr size_t kBytes[] = {0, 5, 9, 13, 18, 24};
  constexpr uint32_t kLines[] = {1, 2, 3, 4, 5, 7};
  constexpr std::u32string_view kHan = U"一二三四五六";
  for (size_t i = 0; i < kHan.size(); ++i) {
    const size_t at = text.chars.find(kHan[i]);
    EXPECT_EQ(OriginOf(text, at, at + 1).byte_begin, kBytes[i]);
    EXPECT_EQ(OriginOf(text, at, at + 1).paragraph, kLines[i]);
  }
}

TEST(LinesTest, ControlCharactersAreRefusedByPlace) {
  const auto message = [](const std::string& bytes) {
    return std::string(ReadPlainText(bytes, "", Limits{}).status().message());
  };
  EXPECT_EQ(message(std::string("ab\r\nc\x01z", 7)),
            "the document is not text: control character U+0001 at offset 5, line 2");
}

TEST(LinesTest, TooManyLinesAreRefused) {
  const auto status = [](size_t lines) {
    return ReadPlainText(std::string(lines, '\n'), "", Limits{.max_paragraphs = 100}).status();
  };
  EXPECT_TRUE(status(99).ok());
  EXPECT_EQ(status(100).code(), absl::StatusCode::kResourceExhausted);
}

TEST(LinesTest, ManyQuotesInOneLongLineAreFoundAtOnce) {
  std::string bytes;
  while (bytes.size() < 20'000'000) bytes += "新建校舍三所改造操场四个，";
  const SourceText text = Read(bytes);
  const std::clock_t begin = std::clock();
  uint64_t sum = 0;
  for (size_t i = 0; i < 100'000; ++i) sum += OriginOf(text, i * 60, i * 60 + 13).byte_begin;
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_EQ(sum, uint64_t{180} * 99'999 * 100'000 / 2);
  EXPECT_LT(seconds, 2.0);
}

}  // namespace
}  // namespace eduplan::importer
