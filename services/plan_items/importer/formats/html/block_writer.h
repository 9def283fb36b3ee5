// Writes visible characters into blocks: white space as a browser shows it, numbers before items,
// cells of tables.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/plan_items/importer/formats/html/grid.h"
#include "services/plan_items/importer/formats/html/page_text.h"
#include "services/plan_items/importer/formats/origin_writer.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

class BlockWriter {
 public:
  BlockWriter(SourceText& text, std::vector<TextBlock>& blocks, size_t max_blocks)
      : text_(text), blocks_(blocks), max_blocks_(max_blocks), writer_(text) {}

  const absl::Status& status() const { return status_; }

  // The element that blocks belong to which begin from here on.
  void SetElement(uint32_t element) { element_ = element; }

  void Write(char32_t c, uint64_t byte, size_t width, bool linked);
  // White space; runs of it are one space unless they are `kept`.
  void WriteSpace(uint64_t byte, bool kept);
  // Ends the line, if there is anything in it; in a cell it is a space, between cells nothing.
  void EndBlock();

  // Stands before the next visible character; `byte` and `width`: the tag that stands for it.
  void SetNumber(const std::u32string& number, uint64_t byte, size_t width);

  void BeginTable();
  void BeginRow();
  void BeginCell(const GridCell& cell);
  void EndCell();
  void EndRow();
  void EndTable();

 private:
  struct Pending {
    char32_t c;
    uint64_t byte;
    size_t width;
  };

  void BeginBlock();
  void Flush();
  void Put(const Pending& each);
  void CloseBlock();

  SourceText& text_;
  std::vector<TextBlock>& blocks_;
  size_t max_blocks_;
  OriginWriter writer_;
  absl::Status status_;
  uint32_t element_ = 0;
  bool open_ = false;  // A block has begun.
  TextBlock block_;
  std::vector<Pending> spaces_;  // Before the next visible character.
  std::vector<Pending> number_;
  bool in_row_ = false;
  bool in_cell_ = false;
  Table table_;
};

}  // namespace eduplan::importer
