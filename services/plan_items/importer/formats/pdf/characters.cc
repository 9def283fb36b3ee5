#include "services/plan_items/importer/formats/pdf/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;  // Tells of a divided word at the end of a line.

bool IsStandIn(char32_t c) {
  return (c >= 0x2E80 && c <= 0x2FDF) ||    // Radicals.
         (c >= 0xF900 && c <= 0xFAFF) ||    // Compatibility ideographs,
         (c >= 0x2F800 && c <= 0x2FA1F) ||  // and their supplement.
         (c >= 0xFB00 && c <= 0xFB06);      // Latin ligatures.
}

void AppendMeant(char32_t c, std::u32string& out) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  icu::UnicodeString meant;
  if (U_FAILURE(error) || !nfkc->getDecomposition(static_cast<UChar32>(c), meant)) {
    out.push_back(c);
    return;
  }
  for (int32_t i = 0; i < meant.length(); i = meant.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(meant.char32At(i)));
  }
}

}  // namespace

Characters Normalize(std::u32string_view text) {
  Characters characters;
  characters.text.reserve(text.size());
  for (const char32_t c : text) {
    const int8_t type = u_charType(static_cast<UChar32>(c));
    if (c == kSoftHyphen) {
      characters.text.push_back(c);
    } else if (IsSpace(c)) {
      if (!characters.text.empty()) characters.text.push_back(U' ');
    } else if (type == U_PRIVATE_USE_CHAR || type == U_UNASSIGNED || type == U_SURROGATE ||
               c == 0xFFFD) {
      ++characters.unknown;
      characters.text.push_back(0xFFFD);
    } else if (IsStandIn(c)) {
      AppendMeant(c, characters.text);
    } else if (type != U_CONTROL_CHAR && type != U_FORMAT_CHAR) {
      characters.text.push_back(c);
    }
  }
  while (!characters.text.empty() && characters.text.back() == U' ') characters.text.pop_back();
  return characters;
}

}  // namespace eduplan::importer::pdf
