#include "services/plan_items/importer/figures/slips.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"

namespace eduplan::importer {
namespace {

// The factors by which a figure is off if 元 stands for 万元, or a zero is too many.
constexpr long long kFactors[] = {10'000, 10, 100, 1'000};

bool IsMoney(const std::string& printed) {
  return printed.ends_with("元");
}

// Whether swapping two neighbouring digits of `value` gives `meant`.
bool Transposed(long long value, long long meant) {
  std::string a = absl::StrCat(value);
  const std::string b = absl::StrCat(meant);
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i + 1 < a.size(); ++i) {
    std::swap(a[i], a[i + 1]);
    if (a == b && a[i] != a[i + 1]) return true;
    std::swap(a[i], a[i + 1]);
  }
  return false;
}

bool OneDigitOff(long long value, long long meant) {
  const std::string a = absl::StrCat(value);
  const std::string b = absl::StrCat(meant);
  if (a.size() != b.size()) return false;
  int differ = 0;
  for (size_t i = 0; i < a.size(); ++i) differ += a[i] != b[i] ? 1 : 0;
  return differ == 1;
}

Slip ScaleSlip(const Addend& figure, long long meant) {
  for (long long factor : kFactors) {
    // By division: the product may be beyond 64 bits.
    const auto times_as_large = [factor](long long value, long long of) {
      return of > 0 && value % factor == 0 && value / factor == of;
    };
    const bool large = times_as_large(figure.value, meant);
    const bool small = times_as_large(meant, figure.value);
    if (!large && !small) continue;
    const std::string times = absl::StrCat(factor);
    const bool unit = factor == 10'000 && IsMoney(figure.printed);
    return {absl::StrCat("\"", figure.name, "\" (", figure.printed, ") is ", times, " times too ",
                         large ? "large" : "small", unit ? ": 万元 and 元 may be mixed up" : ""),
            absl::StrCat("“", figure.name, "”(", figure.printed, ")", large ? "多" : "少", "了",
                         times, "倍的量级", unit ? ",疑为“元”与“万元”混用" : "")};
  }
  return {};
}

using Figures = std::vector<std::pair<const Addend*, long long>>;

// The figures, at most three, that `test` holds for together with what they would have to be.
template <typename Test>
Slip SlipOf(const Figures& figures, Test test, const char* english, const char* chinese) {
  constexpr int kMost = 3;
  Slip slip;
  int named = 0;
  for (auto [figure, meant] : figures) {
    if (meant <= 0 || !test(figure->value, meant) || named == kMost) continue;
    absl::StrAppend(&slip.english, named == 0 ? english : " or", " \"", figure->name, "\" (",
                    figure->printed, ")");
    absl::StrAppend(&slip.chinese, named == 0 ? "" : "或", "“", figure->name, "”(", figure->printed,
                    ")");
    ++named;
  }
  if (named > 0) slip.chinese += chinese;
  return slip;
}

}  // namespace

Slip LikelySlip(const Addend& whole, const std::vector<Addend>& parts) {
  long long sum = 0;
  for (const Addend& part : parts) sum += part.value;
  // Each figure with what it would have to be.
  Figures figures;
  for (const Addend& part : parts) figures.emplace_back(&part, part.value - (sum - whole.value));
  figures.emplace_back(&whole, sum);
  for (auto [figure, meant] : figures) {
    if (Slip scale = ScaleSlip(*figure, meant); !scale.english.empty()) return scale;
  }
  Slip slip = SlipOf(figures, Transposed, "two digits may be swapped in", "疑有两位数字颠倒");
  if (!slip.english.empty()) return slip;
  for (const Addend& part : parts) {
    if (part.value != sum - whole.value) continue;
    return {absl::StrCat("\"", part.name, "\" (", part.printed, ") may be counted twice"),
            absl::StrCat("“", part.name, "”(", part.printed, ")疑被重复计算")};
  }
  slip = SlipOf(figures, OneDigitOff, "one digit may be wrong in", "疑有一位数字有误");
  if (!slip.english.empty()) return slip;
  if (sum < whole.value) return {"a part may be left out", "疑漏列一项"};
  return {};
}

}  // namespace eduplan::importer
