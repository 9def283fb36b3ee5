// How deep a parser of HTML would nest elements, found from the tags alone.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eduplan::importer {

// Follows the rules of the parser for what a tag opens and closes closely enough that the tree is
// never much deeper than this says.
class OpenElements {
 public:
  // `name` without '<' and attributes; `text`: the whole tag.
  void Start(std::string_view name, std::string_view text, bool self_closing);
  void End(std::string_view name);

  // With the formatting that the parser would open again.
  size_t depth() const { return stack_.size() + lost_.size(); }

  // In SVG or MathML.
  bool InForeign() const { return !stack_.empty() && stack_.back().foreign; }

  // Whether the content of an element that was just opened is characters only.
  bool OpensRawText(std::string_view name) const;

 private:
  struct Element {
    GumboTag tag;
    uint64_t name;    // Tells unknown elements apart.
    uint64_t text;    // Tells formatting elements with other attributes apart.
    bool foreign;     // Of SVG or MathML, whose rules are others.
    size_t lost = 0;  // Of a cell: how much formatting had been lost before it.
  };

  bool StartForeign(const Element& element, bool self_closing);
  bool EndForeign(const Element& element);
  bool StartInSelect(GumboTag tag);
  void EndInSelect(GumboTag tag);
  void CloseBefore(GumboTag tag);
  bool MakeRoomInTable(GumboTag tag);
  void EndFormatting(const Element& element);
  // Position of the innermost of that name which an end tag reaches, or npos.
  size_t FindOpen(const Element& element) const;
  void PopFrom(size_t position);

  std::vector<Element> stack_;
  std::vector<Element> lost_;  // Formatting that ended with the block it stood in.
  size_t selects_ = 0;
  size_t cells_ = 0;  // Open elements that keep formatting inside them apart.
};

}  // namespace eduplan::importer
