// In which encoding a text is written, found out over many texts by chance.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "tests/unit/plan_items/formats/text_encodings.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

void ExpectRead(std::u32string_view text, const char* encoding) {
  const std::string bytes = Encode(text, encoding);
  const auto read = Decode(bytes);
  ASSERT_TRUE(read.ok()) << encoding << ": " << ToUtf8(text) << ": " << read.status();
  ASSERT_EQ(ToUtf8(*read), ToUtf8(text)) << encoding;
}

struct Kind {
  const char* encoding;
  size_t shortest;  // In UTF-16 a few characters may all consist of bytes that are ASCII letters.
};

class EncodingTest : public ::testing::TestWithParam<Kind> {};

TEST_P(EncodingTest, ShortTextsAreRead) {
  RandomText random(1);
  for (int i = 0; i < 5'000; ++i) {
    ExpectRead(random.Chinese(random.Number(GetParam().shortest, 20)), GetParam().encoding);
  }
}

TEST_P(EncodingTest, LongTextsAreRead) {
  RandomText random(2);
  for (int i = 0; i < 200; ++i)
    ExpectRead(random.Chinese(random.Number(200, 4000)), GetParam().encoding);
}

INSTANTIATE_TEST_SUITE_P(All, EncodingTest,
                         ::testing::Values(Kind{"UTF-8", 4}, Kind{"GB18030", 4},
                                           Kind{"UTF-16LE", 8}, Kind{"UTF-16BE", 8}));

class AsciiEncodingTest : public ::testing::TestWithParam<const char*> {};

TEST_P(AsciiEncodingTest, FewCharactersAmongMuchAsciiAreRead) {
  RandomText random(3);
  // In GB 18030 they have the bytes that in UTF-8 are § © « ® ° ± ² ³ · » × ÷: alone among ASCII
  // nothing tells them apart.
  constexpr std::u32string_view kLikeSigns = U"搂漏芦庐掳卤虏鲁路禄脳梅";
  for (int i = 0; i < 5'000; ++i) {
    const std::u32string text = random.MostlyAscii(random.Number(8, 300), random.Number(1, 4));
    if (text.find_first_of(kLikeSigns) != std::u32string::npos) continue;
    ExpectRead(text, GetParam());
  }
}

TEST_P(AsciiEncodingTest, AsciiAloneIsRead) {
  RandomText random(4);
  for (int i = 0; i < 5'000; ++i) {
    ExpectRead(random.MostlyAscii(random.Number(1, 60), 0), GetParam());
  }
}

TEST_P(AsciiEncodingTest, RareCharactersAmongCommonOnesAreRead) {
  RandomText random(5);
  // Of names of persons and places, and beyond the basic plane.
  constexpr std::u32string_view kRare = U"㐀䶮龘堃喆犇燚赟垚𠮷𬴂⺁";
  for (int i = 0; i < 5'000; ++i) {
    std::u32string text = random.Chinese(random.Number(6, 30));
    text[random.Number(0, text.size() - 1)] = kRare[random.Number(0, kRare.size() - 1)];
    ExpectRead(text, GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(All, AsciiEncodingTest, ::testing::Values("UTF-8", "GB18030"));

TEST(DetectionTest, ADamagedUtf8TextIsNeverTakenForAnotherEncoding) {
  RandomText random(6);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes = Encode(random.Chinese(random.Number(5, 60)), "UTF-8");
    const size_t at = random.Number(0, bytes.size() - 1);
    bytes[at] = static_cast<char>(random.Number(0x20, 0xFF));
    const auto encoding = FindEncoding(bytes, "");
    ASSERT_TRUE(encoding.ok());
    ASSERT_EQ(encoding->charset, Charset::kUtf8) << bytes;
  }
}

TEST(DetectionTest, ADamagedGb18030TextIsRefusedAtItsByte) {
  RandomText random(7);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes = Encode(random.Chinese(random.Number(5, 60)), "GB18030");
    // Not at the beginning, where FF FE is a byte order mark.
    const size_t at = random.Number(2, bytes.size() - 1);
    bytes[at] = '\xFF';
    const auto text = Decode(bytes);
    ASSERT_FALSE(text.ok()) << bytes;
    // As second byte of a pair it is the pair that is at fault.
    const std::string message(text.status().message());
    const bool here = message.find("offset " + std::to_string(at) + ",") != std::string::npos;
    const bool before = message.find("offset " + std::to_string(at - 1) + ",") != std::string::npos;
    ASSERT_TRUE(here || before) << at << ": " << message;
  }
}

TEST(DetectionTest, GbTextThatHappensToBeValidUtf8IsReadByItsSense) {
  // 某 is C4B3, 陌 C4B0, 墨 C4AB, 默 C4AC, 谋 C4B1, 末 C4A9: as UTF-8 letters of Latin alphabets.
  EXPECT_EQ(*Decode("\xC4\xB3"), U"某");
  EXPECT_EQ(*Decode("\xC4\xB0\xC4\xAB\xC4\xAC\xC4\xB1\xC4\xA9"), U"陌墨默谋末");
  EXPECT_EQ(*Decode("2021 \xC4\xB3 12"), U"2021 某 12");
  EXPECT_EQ(*Decode("caf\xC3\xA9"), U"café");
}

TEST(DetectionTest, Big5IsRefusedByName) {
  RandomText random(8);
  constexpr std::u32string_view kTraditional =
      U"教育局今年將繼續改善學校設備補助偏遠地區學童交通費用並辦理教師研習課程";
  for (int i = 0; i < 500; ++i) {
    std::u32string text;
    const size_t length = random.Number(30, 100);
    while (text.size() < length) {
      text.push_back(kTraditional[random.Number(0, kTraditional.size() - 1)]);
    }
    const absl::Status status = Decode(Encode(text, "BIG5")).status();
    ASSERT_THAT(std::string(status.message()), HasSubstr("Big5")) << ToUtf8(text);
  }
}

}  // namespace
}  // namespace eduplan::importer
