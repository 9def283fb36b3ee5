// What a reader of PDF gives of a page: words and where they stand. All lengths in points, x to the
// right and y down from the corner that is the upper left one of the page as it is shown.
#pragma once

#include <string>
#include <vector>

namespace eduplan::importer::pdf {

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double size = 0;   // Of the font.
  int rotation = 0;  // Quarter turns clockwise that the text is turned by.
  std::u32string text = {};

  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

struct Page {
  double width = 0;
  double height = 0;
  std::vector<Box> boxes = {};
};

}  // namespace eduplan::importer::pdf
