// Lines of text from the words of a page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/plan_items/importer/formats/pdf/boxes.h"

namespace eduplan::importer::pdf {

// A stretch of a line without a hole in it, as wide as a cell of a table may be.
struct Segment {
  double left = 0;
  double right = 0;
  std::u32string text = {};
};

struct Line {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double size = 0;                     // Of the font of most of its characters.
  std::vector<Segment> segments = {};  // From left to right, at least one.
  std::vector<Segment> words = {};     // The same, as the file has them.

  double middle() const { return (top + bottom) / 2; }
  std::u32string Text() const;  // The segments with a space between them.
};

// Words that stand beside one another, each row from left to right, rows from top to bottom. Raised
// and smaller words belong to the row that they overlap most of.
std::vector<std::vector<Box>> Rows(std::vector<Box> boxes);

Line MakeLine(const std::vector<Box>& row);
std::vector<Line> Lines(std::vector<Box> boxes);

// The boxes as seen by a reader who turns the page until text of `rotation` is upright; `page` is
// the page before turning.
std::vector<Box> Upright(std::vector<Box> boxes, int rotation, const Page& page);

}  // namespace eduplan::importer::pdf
