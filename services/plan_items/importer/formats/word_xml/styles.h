// What the styles of a document say of paragraphs and runs: w:styles.
#pragma once

#include <string>
#include <unordered_map>

namespace eduplan::importer::word {

// The list item that a paragraph or a style says it is.
struct ItemOf {
  std::string list;  // "": not said; "0": of none.
  int level = -1;    // -1: not said.
};

enum class StyleRole { kNone, kTitle, kContents };

struct Style {
  std::string name;
  std::string type;  // paragraph, character, table, numbering.
  std::string based_on;
  ItemOf item;
  bool hides = false;  // w:vanish, on or off.
  bool says_hidden = false;
};

// A style with what it takes over from those it is based on.
struct FullStyle {
  ItemOf item;
  std::string item_style;  // The style that named the list.
  bool hidden = false;
  StyleRole role = StyleRole::kNone;
};

class Styles {
 public:
  void Add(const std::string& id, Style style);
  void SetDefault(const std::string& paragraph_style) { default_ = paragraph_style; }
  size_t size() const { return styles_.size(); }

  // "" is the default one of paragraphs. A style that is not defined says nothing. Bases in a
  // circle are followed once round at most.
  const FullStyle& Find(const std::string& id) const;

 private:
  FullStyle Resolve(const std::string& id) const;

  std::string default_;
  std::unordered_map<std::string, Style> styles_;
  mutable std::unordered_map<std::string, FullStyle> full_;
};

}  // namespace eduplan::importer::word
