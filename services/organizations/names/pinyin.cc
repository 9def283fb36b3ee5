#include "services/organizations/names/pinyin.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/organizations/names/pinyin_exceptions.h"

namespace eduplan::organizations {
namespace {

// The character that begins at `*at`, which moves behind it; U+FFFD for what is not UTF-8.
UChar32 NextCharacter(std::string_view text, size_t* at) {
  UChar32 character = 0;
  size_t i = *at;
  const size_t size = text.size();
  // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
  U8_NEXT(text.data(), i, size, character);
  *at = i;
  return character < 0 ? 0xFFFD : character;
}

// 〇 is a letter too, if not for u_isalnum.
bool IsLetterOrDigit(UChar32 character) {
  return u_isUAlphabetic(character) != 0 || u_isdigit(character) != 0;
}

// The syllable of a Han character, letters and digits themselves, nothing for other characters.
class Syllables {
 public:
  Syllables() {
    for (const PinyinException& exception : kCharacterExceptions) {
      size_t at = 0;
      const UChar32 character = NextCharacter(exception.word, &at);
      table_[static_cast<size_t>(character - kFirst)] = Pack(std::string(exception.reading));
    }
  }

  std::string Of(UChar32 character) {
    if (character < 0x80) {
      return u_isalnum(character) != 0 ? std::string(1, static_cast<char>(u_tolower(character)))
                                       : std::string();
    }
    if (!IsLetterOrDigit(character)) return {};
    if (character < kFirst || character > kLast) return Transliterated(character);
    std::atomic<uint64_t>& cell = table_[static_cast<size_t>(character - kFirst)];
    uint64_t packed = cell.load(std::memory_order_relaxed);
    if (packed == 0) {
      packed = Pack(Transliterated(character));
      cell.store(packed, std::memory_order_relaxed);
    }
    return Unpack(packed);
  }

 private:
  // Han characters in daily use and Extension A.
  static constexpr UChar32 kFirst = 0x3400;
  static constexpr UChar32 kLast = 0x9FFF;

  // At most 7 letters, and a bit that tells an empty syllable from an unknown one.
  static uint64_t Pack(const std::string& syllable) {
    uint64_t packed = 1;
    for (size_t i = 0; i < syllable.size() && i < 7; ++i) {
      packed = packed << 8 | static_cast<unsigned char>(syllable[i]);
    }
    return packed;
  }
  static std::string Unpack(uint64_t packed) {
    std::string syllable;
    for (int shift = 48; shift >= 0; shift -= 8) {
      if (packed >> shift > 1) syllable.push_back(static_cast<char>(packed >> shift & 0xFF));
    }
    return syllable;
  }

  std::string Transliterated(UChar32 character) {
    icu::UnicodeString text(character);
    {
      const std::lock_guard lock(mutex_);
      if (transliterator_ == nullptr) {
        UErrorCode error = U_ZERO_ERROR;
        transliterator_.reset(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower",
                                                                  UTRANS_FORWARD, error));
        if (U_FAILURE(error) || transliterator_ == nullptr) return {};
      }
      transliterator_->transliterate(text);
    }
    icu::UnicodeString kept;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const UChar32 each = text.char32At(i);
      // A Han character that is still one has no reading.
      const bool unread = u_hasBinaryProperty(each, UCHAR_IDEOGRAPHIC) != 0;
      if (IsLetterOrDigit(each) && !unread) kept.append(each);
    }
    std::string syllable;
    return kept.toUTF8String(syllable);
  }

  std::array<std::atomic<uint64_t>, kLast - kFirst + 1> table_{};
  std::mutex mutex_;  // transliterators are not for several threads
  std::unique_ptr<icu::Transliterator> transliterator_;
};

std::vector<std::string> Split(std::string_view reading) {
  std::vector<std::string> syllables(1);
  for (const char c : reading) {
    if (c == ' ') {
      syllables.emplace_back();
    } else {
      syllables.back().push_back(c);
    }
  }
  return syllables;
}

struct Word {
  std::string_view text;
  std::vector<std::string> syllables;
};

absl::flat_hash_map<UChar32, std::vector<Word>> WordsByFirstCharacter() {
  absl::flat_hash_map<UChar32, std::vector<Word>> words;
  for (const PinyinException& exception : kWordExceptions) {
    size_t at = 0;
    words[NextCharacter(exception.word, &at)].push_back({exception.word, Split(exception.reading)});
  }
  return words;
}

// Calls `take` with each syllable of the name.
template <typename Take>
void ForEachSyllable(std::string_view name, Take take) {
  static auto* const kSyllables = new Syllables;
  static const auto* const kWords = new auto(WordsByFirstCharacter());
  for (size_t at = 0; at < name.size();) {
    const std::string_view rest = name.substr(at);
    const UChar32 character = NextCharacter(name, &at);
    const Word* found = nullptr;
    if (const auto it = kWords->find(character); it != kWords->end()) {
      for (const Word& word : it->second) {
        if (rest.starts_with(word.text)) found = &word;
      }
    }
    if (found == nullptr) {
      take(kSyllables->Of(character));
      continue;
    }
    for (const std::string& syllable : found->syllables) take(syllable);
    at += found->text.size() - (rest.size() - (name.size() - at));
  }
}

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

std::string Initials(std::string_view name) {
  std::string initials;
  ForEachSyllable(Fold(name), [&](const std::string& syllable) {
    // Letters of other scripts are kept whole, in UTF-8.
    initials.append(syllable, 0, IsAscii(syllable) ? 1 : std::string::npos);
  });
  return initials;
}

std::string Pinyin(std::string_view name) {
  std::string pinyin;
  ForEachSyllable(Fold(name), [&](const std::string& syllable) { pinyin.append(syllable); });
  return pinyin;
}

std::string Fold(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) return std::string(text);
  const icu::UnicodeString folded =
      folding->normalize(icu::UnicodeString::fromUTF8(
                             icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
                         error);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    if (u_isUWhiteSpace(folded.char32At(i)) == 0) kept.append(folded.char32At(i));
  }
  std::string result;
  return kept.toUTF8String(result);
}

}  // namespace eduplan::organizations
