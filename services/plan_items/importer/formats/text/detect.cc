#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "services/plan_items/importer/formats/text/blocks.h"
#include "services/plan_items/importer/formats/text/charset.h"
#include "services/plan_items/importer/formats/text/plausibility.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

// So much is looked at, from the first byte on that is not ASCII.
constexpr size_t kSample = size_t{1} << 16;
constexpr size_t kIcuSample = size_t{1} << 12;

// As plausible as this a valid UTF-8 text needs no comparison.
constexpr double kSure = 0.7;

// A short text with a fault is less plausible.
constexpr double kNoFault = 0.97;

// By how much Big5 must look better than anything that is read.
constexpr double kBig5Margin = 0.1;

// What stands for a charset beside its plausibility.
constexpr double kDeclaredWeight = 0.3;
constexpr double kIcuWeight = 0.2;
constexpr double kSoundUtf8Weight = 0.25;
constexpr double kGb18030Weight = 0.1;

std::string_view SampleOf(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (first == bytes.end()) return bytes.substr(0, kSample);
  // Even, for UTF-16.
  const auto begin = static_cast<size_t>(first - bytes.begin()) & ~size_t{1};
  return bytes.substr(begin, kSample);
}

// ICU's confidence from 0 to 1 in each charset it can think of.
class IcuDetector {
 public:
  explicit IcuDetector(std::string_view sample) : detector_(ucsdet_open(&error_), &ucsdet_close) {
    ucsdet_setText(detector_.get(), sample.data(), static_cast<int32_t>(sample.size()), &error_);
    matches_ = ucsdet_detectAll(detector_.get(), &count_, &error_);
    if (U_FAILURE(error_)) count_ = 0;
  }

  double ConfidenceIn(std::string_view charset) const {
    for (int32_t i = 0; i < count_; ++i) {
      UErrorCode error = U_ZERO_ERROR;
      const char* name = ucsdet_getName(matches_[i], &error);
      if (U_FAILURE(error) || charset != name) continue;
      const int32_t percent = ucsdet_getConfidence(matches_[i], &error);
      return U_SUCCESS(error) ? percent / 100.0 : 0;
    }
    return 0;
  }

 private:
  UErrorCode error_ = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector_;
  const UCharsetMatch** matches_ = nullptr;
  int32_t count_ = 0;
};

struct Candidate {
  Charset charset;
  double weight;
};

}  // namespace

absl::StatusOr<Charset> DetectCharset(std::string_view bytes, std::optional<Charset> declared) {
  const Utf8Check utf8 = CheckUtf8(bytes);
  // One with a damaged place is none of another charset: it would come out of it as rubbish.
  const bool sound = utf8.bad == 0 || (utf8.good > 0 && utf8.good >= utf8.bad);
  if (utf8.plain) return Charset::kUtf8;
  const std::string_view sample = SampleOf(bytes);
  const double as_utf8 = Plausibility(sample, "UTF-8");
  if (utf8.bad == 0 && as_utf8 >= kSure && declared.value_or(Charset::kUtf8) == Charset::kUtf8) {
    return Charset::kUtf8;
  }
  const IcuDetector icu(sample.substr(0, kIcuSample));
  const auto score = [&](Charset charset, double plausibility, double weight) {
    return plausibility + weight + kIcuWeight * icu.ConfidenceIn(NameOf(charset)) +
           (declared == charset ? kDeclaredWeight : 0);
  };
  Charset best = Charset::kUtf8;
  double best_score = score(best, as_utf8, sound ? kSoundUtf8Weight : 0);
  for (const auto& [charset, weight] :
       {Candidate{Charset::kGb18030, kGb18030Weight}, Candidate{Charset::kUtf16Le, 0.0},
        Candidate{Charset::kUtf16Be, 0.0}}) {
    const double reached = score(charset, Plausibility(sample, NameOf(charset)), weight);
    if (reached <= best_score) continue;
    best = charset;
    best_score = reached;
  }
  const double as_big5 = Plausibility(sample, "Big5");
  if (as_big5 > kNoFault &&
      as_big5 + kIcuWeight * icu.ConfidenceIn("Big5") > best_score + kBig5Margin) {
    return Refuse(absl::StatusCode::kInvalidArgument,
                  "the document is in Big5, which is not read; send UTF-8, UTF-16 or GB18030",
                  "文件是Big5编码，暂不支持，请改用UTF-8、UTF-16或GB18030");
  }
  return best;
}

}  // namespace eduplan::importer
