#include "services/plan_items/importer/formats/html/page_title.h"

#include <algorithm>
#include <string_view>

#include "services/plan_items/importer/formats/html/page.h"
#include "services/plan_items/importer/formats/html/tags.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

// Shorter ones are names of sections of a site.
constexpr size_t kShortest = 6;
constexpr size_t kLongest = 120;

std::u32string WithoutSpaces(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (!IsSpace(c) && c != U'\r') out.push_back(Fold(c));
  }
  return out;
}

std::u32string FromUtf8(std::string_view utf8) {
  const auto text = Decode(utf8.substr(0, 4 * kLongest), "utf-8");
  return text.ok() ? *text : std::u32string();
}

// What the head of the page says, spaces left out.
std::u32string DeclaredTitle(const std::vector<Element>& elements) {
  std::u32string title;
  for (const Element& element : elements) {
    const GumboTag tag = element.tag();
    if (tag == GUMBO_TAG_BODY) break;
    if (tag == GUMBO_TAG_META && AttributeOf(element.node, "property") == "og:title") {
      const std::string_view content = AttributeOf(element.node, "content");
      if (!content.empty()) return WithoutSpaces(FromUtf8(content));
    }
    if (tag == GUMBO_TAG_TITLE && title.empty()) title = FirstCharacters(element.node, kLongest);
  }
  return WithoutSpaces(title);
}

// Sites hang their name on behind _ | - and the like; the document's own title is the longest part.
std::u32string WithoutSite(std::u32string_view title) {
  std::u32string_view longest;
  while (!title.empty()) {
    const size_t cut = std::min(title.find_first_of(U"_|—–-"), title.size());
    if (cut > longest.size()) longest = title.substr(0, cut);
    title.remove_prefix(std::min(cut + 1, title.size()));
  }
  return std::u32string(longest);
}

}  // namespace

PageTitle FindTitle(const std::vector<Element>& elements, const std::vector<TextBlock>& blocks,
                    const SourceText& text) {
  PageTitle title;
  const std::u32string declared = DeclaredTitle(elements);
  const std::u32string_view chars = text.chars;
  bool by_heading = false;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const TextBlock& block = blocks[i];
    if (block.text < kShortest || block.text > kLongest || block.linked * 2 > block.text) continue;
    const bool heading = elements[block.element].tag() == GUMBO_TAG_H1;
    if (by_heading && !heading) continue;
    const std::u32string line = WithoutSpaces(chars.substr(block.begin, block.end - block.begin));
    const bool repeats = declared.find(line) != std::u32string::npos;
    if (!repeats || (line.size() < title.text.size() && heading == by_heading)) continue;
    by_heading = heading;
    // The first of equals is the one above the text.
    if (line == title.text && title.block) continue;
    title = {line, i};
  }
  if (title.text.empty()) title.text = WithoutSite(declared);
  return title;
}

}  // namespace eduplan::importer
