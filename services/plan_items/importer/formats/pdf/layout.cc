#include "services/plan_items/importer/formats/pdf/layout.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/pdf/grid.h"
#include "services/plan_items/importer/formats/pdf/join.h"
#include "services/plan_items/importer/formats/pdf/margins.h"
#include "services/plan_items/importer/formats/pdf/paragraphs.h"
#include "services/plan_items/importer/formats/pdf/parts.h"

namespace eduplan::importer::pdf {
namespace {

class Writer {
 public:
  explicit Writer(const Setting& setting) : setting_(setting) {}

  void AddPage(const PageText& page, uint32_t number, const std::vector<Margins>& margins) {
    for (const std::u32string& head : page.heads) AddAside(head, number, AsideKind::kPageHead);
    for (size_t i = 0; i < page.parts.size(); ++i) AddPart(page.parts[i], margins[i]);
    for (const std::u32string& foot : page.feet) AddAside(foot, number, AsideKind::kPageFoot);
  }

  SourceText Take() {
    EndParagraph();
    return std::move(text_);
  }

 private:
  struct WaitingAside {
    std::u32string text;
    uint32_t page = 0;
    AsideKind kind = AsideKind::kPageHead;
  };

  void AddPart(const Part& part, const Margins& margins) {
    apart_ = true;
    const std::vector<Grid> grids = FindGrids(part.lines);
    size_t line = 0;
    for (const Grid& grid : grids) {
      for (; line < grid.begin; ++line) AddLine({&part.lines[line], &margins}, part.page);
      AddGrid(grid, part.page);
      line = grid.end;
    }
    for (; line < part.lines.size(); ++line) AddLine({&part.lines[line], &margins}, part.page);
  }

  void AddLine(const Placed& line, uint32_t page) {
    if (open_ && BeginsParagraph(last_, line, apart_, setting_)) EndParagraph();
    if (!open_) {
      Begin(page);
    } else if (page != page_) {
      Mark(page);
    }
    AppendJoined(paragraph_, line.line->Text());
    last_ = line;
    apart_ = false;
  }

  void AddGrid(const Grid& grid, uint32_t page) {
    EndParagraph();
    Table table{.begin = text_.chars.size()};
    for (size_t row = 0; row < grid.rows.size(); ++row) {
      ++paragraphs_;
      const auto& cells = grid.rows[row];
      for (size_t column = 0; column < cells.size(); ++column) {
        text_.places.push_back(absl::StrCat("table ", text_.tables.size() + 1, " row ", row + 1,
                                            " column ", column + 1));
        Mark(page, text_.places.size() - 1);
        TableCell cell{.begin = text_.chars.size(),
                       .row = static_cast<int>(row),
                       .column = static_cast<int>(column)};
        text_.chars += cells[column];
        cell.end = text_.chars.size();
        table.cells.push_back(cell);
        text_.chars.push_back(U'\t');
      }
      text_.chars.push_back(U'\n');
    }
    table.end = text_.chars.size();
    text_.tables.push_back(std::move(table));
  }

  void AddAside(const std::u32string& text, uint32_t page, AsideKind kind) {
    if (text.empty()) return;
    waiting_.push_back({text, page, kind});
    if (!open_) WriteAsides();
  }

  void Begin(uint32_t page) {
    ++paragraphs_;
    Mark(page);
    open_ = true;
  }

  // What is appended from now on stands there.
  void Mark(uint32_t page, size_t place = 0) {
    page_ = page;
    text_.marks.push_back({.begin = text_.chars.size() + paragraph_.size(),
                           .page = page,
                           .paragraph = paragraphs_,
                           .place = static_cast<uint32_t>(place)});
  }

  void EndParagraph() {
    if (!open_) return;
    text_.chars += paragraph_;
    text_.chars.push_back(U'\n');
    paragraph_.clear();
    open_ = false;
    WriteAsides();
  }

  void WriteAsides() {
    for (const WaitingAside& aside : waiting_) {
      ++paragraphs_;
      Mark(aside.page);
      const size_t begin = text_.chars.size();
      text_.chars += aside.text;
      text_.chars.push_back(U'\n');
      text_.asides.push_back({.begin = begin, .end = text_.chars.size(), .kind = aside.kind});
    }
    waiting_.clear();
  }

  const Setting& setting_;
  SourceText text_;
  std::u32string paragraph_;  // That is being joined; not yet in the text.
  bool open_ = false;
  bool apart_ = true;  // A part ended since the last line.
  Placed last_;
  uint32_t page_ = 0;
  uint32_t paragraphs_ = 0;
  std::vector<WaitingAside> waiting_;
};

}  // namespace

SourceText LayOut(std::vector<Page> pages) {
  const std::vector<PageText> texts = PartsOf(std::move(pages));
  const Setting setting = SettingOf(texts);
  Writer writer(setting);
  for (size_t i = 0; i < texts.size(); ++i) {
    writer.AddPage(texts[i], static_cast<uint32_t>(i + 1), setting.margins[i]);
  }
  return writer.Take();
}

}  // namespace eduplan::importer::pdf
