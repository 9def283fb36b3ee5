#include "services/plan_items/importer/formats/html/characters.h"

#include <unicode/utf8.h>

#include <algorithm>

#include "absl/strings/ascii.h"

namespace eduplan::importer {
namespace {

size_t LengthAt(std::string_view text, size_t at) {
  auto i = static_cast<int64_t>(at);
  UChar32 c = 0;
  // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
  U8_NEXT(text.data(), i, static_cast<int64_t>(text.size()), c);
  (void)c;
  return static_cast<size_t>(i) - at;
}

// Length of the character reference at `at`, where `next` follows in the text that was made of it.
size_t ReferenceLength(std::string_view page, size_t at, char next) {
  size_t end = at + 1;
  const bool number = end < page.size() && page[end] == '#';
  if (number) ++end;
  const bool hex = number && end < page.size() && (page[end] == 'x' || page[end] == 'X');
  if (hex) ++end;
  const auto belongs = [&](unsigned char c) {
    if (hex) return absl::ascii_isxdigit(c);
    return number ? absl::ascii_isdigit(c) : absl::ascii_isalnum(c);
  };
  while (end < page.size() && end - at < 40 && belongs(page[end])) ++end;
  const bool closed = end < page.size() && page[end] == ';';
  const char after = closed && end + 1 < page.size() ? page[end + 1] : '<';
  if (closed && (number || after == next || after == '&' || after == '\r')) return end + 1 - at;
  if (number) return end - at;
  // Without a semicolon letters of the text may follow its name.
  for (size_t name = end; name > at + 2; --name) {
    if (name >= page.size() || page[name] == next) return name - at;
  }
  return end + (closed ? 1 : 0) - at;
}

// Whether the reference at `at` stands for '&' itself.
bool IsAmpersand(std::string_view page, size_t at) {
  const std::string_view rest = page.substr(at, 8);
  for (const std::string_view form : {"&amp", "&AMP", "&#38", "&#x26", "&#X26", "&#038"}) {
    if (rest.starts_with(form)) return true;
  }
  return false;
}

}  // namespace

void ForEachCharacter(std::string_view page, size_t begin, std::string_view text,
                      absl::FunctionRef<void(const Character&)> visit) {
  size_t at = std::min(begin, page.size());
  Character last{.c = 0, .begin = at - std::min<size_t>(at, 1), .end = at};
  for (size_t i = 0; i < text.size();) {
    auto next = static_cast<int64_t>(i);
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT(text.data(), next, static_cast<int64_t>(text.size()), c);
    const auto length = static_cast<size_t>(next) - i;
    // Tags that the parser did not heed may stand in between.
    while (at < page.size() && page[at] == '<' && text[i] != '<') {
      at = std::min(page.find('>', at), page.size() - 1) + 1;
    }
    // Of a NUL it makes nothing.
    while (at < page.size() && page[at] == '\0') ++at;
    size_t width = 0;
    if (at < page.size()) {
      const std::string_view rest = page.substr(at);
      if (rest[0] == '&' && (text[i] != '&' || IsAmpersand(page, at))) {
        width = ReferenceLength(page, at, i + length < text.size() ? text[i + length] : '<');
      } else if (rest.starts_with("\r\n")) {
        width = 2;
      } else {
        width = LengthAt(page, at);
      }
    }
    // Where the text goes on behind the end of the page, it is the page's last character.
    if (at < page.size()) last = {.c = 0, .begin = at, .end = at + width};
    last.c = static_cast<char32_t>(c < 0 ? 0xFFFD : c);
    visit(last);
    at += width;
    i += length;
  }
}

}  // namespace eduplan::importer
