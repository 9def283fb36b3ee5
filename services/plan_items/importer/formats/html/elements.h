// The elements of a page in the order of their start tags, with what is known of each.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eduplan::importer {

// What the names that its author gave an element say it is for.
enum class Hint : uint8_t { kNone, kText, kNavigation, kAdvertisement, kNotes };

struct Element {
  const GumboNode* node = nullptr;
  uint32_t parent = 0;   // Of the first: itself.
  uint32_t end = 0;      // Behind its last descendant.
  uint32_t text = 0;     // Characters in it, white space not counted.
  uint32_t linked = 0;   // Of these, in links to elsewhere.
  uint32_t clauses = 0;  // Marks that end clauses, outside of links.
  Hint hint = Hint::kNone;
  bool unseen = false;  // No reader sees it.

  GumboTag tag() const { return node->v.element.tag; }
};

// All elements of the tree. INVALID depths do not occur: the tree was checked. A hint and a style
// that hides are believed only of elements that do not hold most of the page's sentences.
std::vector<Element> ListElements(const GumboNode* root);

// Whether it links to elsewhere: not to a place in the page, and by no whole sentences, which are
// text whatever they lead to.
bool IsLink(const GumboNode* element);

// The first `count` visible characters in an element, without white space.
std::u32string FirstCharacters(const GumboNode* element, size_t count);

}  // namespace eduplan::importer
