// The text of a document as the reader of its format found it, before anything is understood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace eduplan::importer {

// Where a stretch of the text stood in the file.
struct Origin {
  uint32_t page = 0;        // From 1; 0 where the format has no pages.
  uint32_t paragraph = 0;   // From 1: a line of plain text, a block of HTML, a w:p of DOCX, a
                            // paragraph of PDF. 0: not known.
  uint64_t byte_begin = 0;  // In the file; both 0 where the format does not tell (DOCX, PDF).
  uint64_t byte_end = 0;
  std::string place = {};  // "footnote 2", "text box 1", "table 1 row 3 column 2"; "" in the body.

  bool operator==(const Origin&) const = default;
};

// From here on characters stand where this says, until the next mark. One is set wherever a page, a
// paragraph or a place begins, wherever bytes do not count on, and every few hundred characters.
struct OriginMark {
  size_t begin = 0;  // The first character, in SourceText::chars.
  uint32_t page = 0;
  uint32_t paragraph = 0;
  uint64_t byte = 0;   // Of the first character.
  uint32_t place = 0;  // Index in SourceText::places.
  uint32_t width = 0;  // Bytes of the first character where they are not as its charset has it (a
                       // character reference, a tag that stands for it); else 0.

  bool operator==(const OriginMark&) const = default;
};

// A cell of a table; rows and columns from 0.
struct TableCell {
  size_t begin = 0;  // Its text in SourceText::chars, without the separator behind it.
  size_t end = 0;
  int row = 0;
  int column = 0;
  int rows = 1;  // That it spans.
  int columns = 1;
  bool heading = false;  // Marked so in the file: <th>, w:tblHeader.

  bool operator==(const TableCell&) const = default;
};

// Its cells stand in `chars` one after another, row by row; '\t' ends a cell and '\n' a row. A
// table in a cell is text of that cell.
struct Table {
  size_t begin = 0;
  size_t end = 0;  // Past the last row's '\n'.
  std::vector<TableCell> cells;

  bool operator==(const Table&) const = default;
};

enum class AsideKind { kNavigation, kAdvertisement, kPageHead, kPageFoot, kFootnote };

// Text that stands in the file and not in the flow of the document.
struct Aside {
  size_t begin = 0;
  size_t end = 0;
  AsideKind kind = AsideKind::kNavigation;

  bool operator==(const Aside&) const = default;
};

struct SourceText {
  std::u32string chars;  // '\n' ends a paragraph; no other control characters than it and '\t'.
  std::vector<OriginMark> marks = {};  // Ascending; empty for a text that was pasted.
  std::vector<std::string> places = {""};
  std::string charset = {};  // In which bytes count on between marks; "" where they are not told.
  std::vector<Table> tables = {};           // Ascending, not overlapping.
  std::vector<Aside> asides = {};           // Ascending, not overlapping, each of whole paragraphs.
  std::vector<uint32_t> silent_pages = {};  // From 1, ascending: blank ones and pictures of text.
  std::string title = {};  // That the file itself says is its title (UTF-8); "" if it says none.

  bool operator==(const SourceText&) const = default;
};

// Where the characters from `begin` to `end` stood.
Origin OriginOf(const SourceText& text, size_t begin, size_t end);

}  // namespace eduplan::importer
