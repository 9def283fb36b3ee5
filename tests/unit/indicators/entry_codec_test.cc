#include "services/indicators/rollups/entry_codec.h"

#include <gtest/gtest.h>

namespace eduplan::indicators {
namespace {

const absl::Time kWhen = absl::FromUnixSeconds(1'700'000'000);

NodeTotals SomeTotals() {
  State minus;
  minus.a = Wide(-7070) * kScale;
  minus.expected = 7;
  minus.reported = 6;
  minus.not_applicable = 1;
  State large;
  large.a = Wide(kLargest) * kLargest * 1000;
  large.b = 1;
  large.expected = large.reported = 3;
  large.rate_only = 1;
  large.estimated = true;
  State median;
  median.values = {-kLargest, 0, kLargest};
  return {.states = {minus, large, median, State()},
          .own = {{.indicator = 2, .kind = v1::VALUE_KIND_TARGET, .amount = -5}}};
}

std::string Encoded() {
  return EncodeEntry("key", SomeTotals(), kWhen);
}

TEST(EntryCodecTest, ReadsBackWhatItWrote) {
  const auto entry = DecodeEntry(Encoded(), "key", 4);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->totals.states, SomeTotals().states);
  EXPECT_EQ(entry->totals.own, SomeTotals().own);
  EXPECT_EQ(entry->computed, kWhen);
}

TEST(EntryCodecTest, AnotherKeyOrCountIsAMiss) {
  EXPECT_FALSE(DecodeEntry(Encoded(), "kex", 4).has_value());
  EXPECT_FALSE(DecodeEntry(Encoded(), "key", 3).has_value());
}

TEST(EntryCodecTest, AnyCutOrChangedByteIsAMiss) {
  const std::string bytes = Encoded();
  for (size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(DecodeEntry(bytes.substr(0, i), "key", 4).has_value()) << i;
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(DecodeEntry(changed, "key", 4).has_value()) << i;
  }
}

}  // namespace
}  // namespace eduplan::indicators
