// Numbers of list items that nobody typed.
#pragma once

#include <gumbo.h>

#include <string>

namespace eduplan::importer {

// Numbers the items of one <ol>, by its start, type, reversed and style, and their values.
class ListNumbering {
 public:
  explicit ListNumbering(const GumboNode* list);

  // What a browser prints before an item, "1." or "一、"; "" for a list without numbers.
  std::u32string Next(const GumboNode* item);

 private:
  enum class Style { kNone, kDecimal, kLower, kUpper, kHan };

  Style style_ = Style::kNone;
  int number_ = 1;
  int step_ = 1;
};

// Whether an item begins with a number that was typed: its list shows none.
bool BeginsWithNumber(const std::u32string& text);

}  // namespace eduplan::importer
