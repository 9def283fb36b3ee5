#include "services/plan_items/importer/formats/pdf/join.h"

#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

bool IsSmall(char32_t c) {
  return c >= U'a' && c <= U'z';
}

constexpr char32_t kSoftHyphen = 0xAD;

}  // namespace

void AppendJoined(std::u32string& text, std::u32string_view line) {
  if (!text.empty() && !line.empty()) {
    const char32_t last = text.back();
    const char32_t next = line.front();
    const bool word_before = text.size() > 1 && IsLatin(text[text.size() - 2]);
    if (last == kSoftHyphen || (last == U'-' && word_before && IsSmall(next))) {
      text.pop_back();
    } else if (IsLatin(next) && (IsLatin(last) || IsOneOf(last, U",.;:"))) {
      text.push_back(U' ');
    }
  }
  text += line;
}

}  // namespace eduplan::importer::pdf
