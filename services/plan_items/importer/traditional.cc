#include "services/plan_items/importer/traditional.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace eduplan::importer {
namespace {

constexpr char32_t kFirst = 0x4e00;
constexpr char32_t kLast = 0x9fff;

// The simplified form of each character of the block, itself if it has none.
std::vector<char32_t> MakeForms() {
  std::vector<char32_t> forms;
  for (char32_t c = kFirst; c <= kLast; ++c) forms.push_back(c);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to_simplified(
      icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, error));
  if (U_FAILURE(error) || to_simplified == nullptr) return forms;
  // A line each, so that no character is turned by its neighbour.
  icu::UnicodeString all;
  for (char32_t c : forms) all.append(static_cast<UChar32>(c)).append(u'\n');
  to_simplified->transliterate(all);
  if (static_cast<size_t>(all.length()) != 2 * forms.size()) return forms;
  for (size_t i = 0; i < forms.size(); ++i) {
    forms[i] = all.charAt(static_cast<int32_t>(2 * i));
  }
  return forms;
}

char32_t SimplifiedForm(char32_t c) {
  static const auto* const kForms = new std::vector<char32_t>(MakeForms());
  return c >= kFirst && c <= kLast ? (*kForms)[c - kFirst] : c;
}

}  // namespace

bool IsTraditional(std::u32string_view text) {
  constexpr size_t kSample = 4000;
  size_t han = 0;
  size_t turned = 0;
  for (char32_t c : text.substr(0, kSample)) {
    if (c < kFirst || c > kLast) continue;
    ++han;
    turned += SimplifiedForm(c) != c ? 1 : 0;
  }
  // Traditional prose has some 30 in 100, simplified prose hardly one (著, 瞭, 乾).
  return turned * 10 > han && turned > 3;
}

std::u32string Simplified(std::u32string_view text) {
  std::u32string out(text);
  std::transform(out.begin(), out.end(), out.begin(), SimplifiedForm);
  return out;
}

}  // namespace eduplan::importer
