#include "services/plan_items/comparison/grams.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "services/plan_items/importer/text.h"

namespace eduplan::comparison {
namespace {

constexpr char32_t kNumber = U'#';
constexpr size_t kSmall = 256;

// The finalizer of MurmurHash3.
uint64_t Mix(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

template <typename Visit>
void VisitCharacters(std::string_view text, Visit visit) {
  const char* bytes = text.data();
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT(bytes, at, size, c);
    if (c >= 0) visit(importer::Fold(static_cast<char32_t>(c)));
  }
}

bool IsLetter(char32_t c) {
  return importer::IsHan(c) || u_isalnum(static_cast<UChar32>(c)) || c == U'%';
}

uint32_t Gram(char32_t first, char32_t second) {
  return static_cast<uint32_t>(Mix((uint64_t{first} << 32) | second));
}

}  // namespace

std::u32string LettersOf(std::string_view text) {
  std::u32string letters;
  letters.reserve(text.size() / 3 + 1);
  VisitCharacters(text, [&](char32_t c) {
    if (importer::IsDigit(c)) {
      if (letters.empty() || letters.back() != kNumber) letters.push_back(kNumber);
    } else if (IsLetter(c)) {
      letters.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
  });
  return letters;
}

Grams GramsOf(std::string_view text, size_t most) {
  const std::u32string letters = LettersOf(text);
  Grams grams;
  if (letters.empty()) return grams;
  grams.reserve(letters.size() + 1);
  char32_t before = 0;
  for (const char32_t c : letters) {
    grams.push_back(Gram(before, c));
    before = c;
  }
  grams.push_back(Gram(before, 0));
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  if (grams.size() > most) grams.resize(most);
  return grams;
}

uint64_t ContentHash(std::string_view text, uint64_t seed) {
  uint64_t hash = Mix(seed + 0x9e3779b97f4a7c15ULL);
  VisitCharacters(text, [&](char32_t c) {
    if (!importer::IsSpace(c)) hash = Mix(hash ^ c) + 1;
  });
  return hash;
}

double Alike(std::string_view a, std::string_view b) {
  return Alike(GramsOf(a, kSmall), GramsOf(b, kSmall));
}

double Alike(const Grams& a, const Grams& b) {
  if (a.empty() || b.empty()) return a.size() == b.size() ? 1 : 0;
  size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) {
      ++shared;
      ++i, ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

}  // namespace eduplan::comparison
