// One flow of text, put together paragraph by paragraph: the body, a text box, a note, a head.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer::word {

// How a cell of a row goes on one beside or above it.
enum class Merge { kNone, kAcross, kDown };

struct NewCell {
  int columns = 1;
  Merge goes_on = Merge::kNone;  // With another cell: its own text is none.
};

class Story {
 public:
  // Ends a paragraph that is open. `number`: of the paragraph in the document.
  void BeginParagraph(uint32_t number);
  void Append(std::u32string_view text) { paragraph_ += text; }
  void Append(char32_t c) { paragraph_.push_back(c); }
  // A line that ends inside the paragraph.
  void AppendBreak();
  bool empty() const { return paragraph_.empty(); }
  std::u32string_view paragraph() const { return paragraph_; }
  // With `mark` before its text. An empty one leaves nothing.
  void EndParagraph(std::u32string_view mark, bool contents);
  // What was appended goes on in the next paragraph.
  void JoinParagraph() { joins_ = true; }

  // A text box; its text follows the paragraph that is open, or that comes next.
  void AddBox(SourceText box) { boxes_.push_back(std::move(box)); }

  // A table in a cell is text of that cell. `number`: of the table in the document, from 1.
  void BeginTable(size_t number);
  void EndTable();
  void BeginRow(bool heading, int columns_before);
  void EndRow();
  void BeginCell(const NewCell& cell);
  void EndCell();
  bool InTable() const { return tables_ > 0; }

  // Takes what is there, in the place "". What is open ends.
  SourceText Take();

 private:
  struct Piece {
    size_t begin = 0;  // In paragraph_.
    uint32_t paragraph = 0;
  };

  bool InCell() const { return tables_ > 0 && cell_open_; }
  void Mark(uint32_t paragraph);
  void WriteToBody(std::u32string_view mark, bool contents);
  void WriteToCell(std::u32string_view mark);
  void FlushBoxes();
  void AddToCell(const SourceText& box);
  void CellSpace(bool breaks);
  // Of the cell at `column`: index into table_.cells and 1; 0: none.
  size_t CellAt(int column) const;
  void AddCell(int column);
  void TrimCell();
  // A table of one column arranges paragraphs: it is none.
  void Unwrap();

  SourceText text_;
  std::u32string paragraph_;
  std::vector<Piece> pieces_;
  bool joins_ = false;
  std::vector<SourceText> boxes_;

  size_t tables_ = 0;  // Depth.
  size_t table_number_ = 0;
  Table table_;
  int row_ = -1;
  int column_ = 0;
  bool heading_ = false;
  bool cell_open_ = false;
  size_t cell_begin_ = 0;
  NewCell cell_;
  uint32_t cell_place_ = 0;
  std::vector<size_t> cell_of_column_;  // The last one, as CellAt gives it.
  std::vector<size_t> breaks_;          // Where lines ended in the cells of the table.
};

// Appends a story that was taken. The place that is its first becomes one of `to`, unless it is "".
void AppendStory(const SourceText& story, SourceText& to);

}  // namespace eduplan::importer::word
