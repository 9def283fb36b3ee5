#include "services/indicators/rollups/entry_codec.h"

#include <gtest/gtest.h>

namespace eduplan::indicators {
namespace {

States SomeStates() {
  return {
      State{.a = Wide(-7070) * kScale, .b = 0, .expected = 7, .reported = 6, .not_applicable = 1},
      State{.a = Wide(kLargest) * kLargest * 1000,
            .b = 1,
            .expected = 3,
            .reported = 3,
            .rate_only = 1},
      State{}};
}

TEST(EntryCodecTest, ReadsBackWhatItWrote) {
  const std::string bytes = EncodeEntry("key", SomeStates());
  EXPECT_EQ(DecodeEntry(bytes, "key", 3), SomeStates());
}

TEST(EntryCodecTest, AnotherKeyOrCountIsAMiss) {
  const std::string bytes = EncodeEntry("key", SomeStates());
  EXPECT_EQ(DecodeEntry(bytes, "kex", 3), std::nullopt);
  EXPECT_EQ(DecodeEntry(bytes, "key", 2), std::nullopt);
}

TEST(EntryCodecTest, AnyCutOrChangedByteIsAMiss) {
  const std::string bytes = EncodeEntry("key", SomeStates());
  for (size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_EQ(DecodeEntry(bytes.substr(0, i), "key", 3), std::nullopt) << i;
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(DecodeEntry(changed, "key", 3), std::nullopt) << i;
  }
}

}  // namespace
}  // namespace eduplan::indicators
