#include "services/plan_items/importer/formats/html/page_text.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/html/block_writer.h"
#include "services/plan_items/importer/formats/html/characters.h"
#include "services/plan_items/importer/formats/html/grid.h"
#include "services/plan_items/importer/formats/html/numbering.h"
#include "services/plan_items/importer/formats/html/tags.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

// [1], ①, 注2: refers to a note and is no part of the sentence. A power (m²) is.
bool IsNoteReference(const GumboNode* element) {
  constexpr size_t kLongest = 6;
  const std::u32string text = FirstCharacters(element, kLongest + 1);
  if (text.empty() || text.size() > kLongest) return false;
  const bool bracketed = IsOneOf(Fold(text.front()), U"([〔【*") || text.front() == U'注';
  const bool circled = text.front() >= 0x2460 && text.front() <= 0x2473;
  if (bracketed || circled) return true;
  const GumboVector& children = element->v.element.children;
  const auto* child =
      children.length == 0 ? nullptr : static_cast<const GumboNode*>(children.data[0]);
  return child != nullptr && child->type == GUMBO_NODE_ELEMENT &&
         child->v.element.tag == GUMBO_TAG_A;
}

// Templates are neither elements nor text.
bool IsText(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

// The number that Word wrote before an item, with white space up to the text.
bool IsWordNumber(const GumboNode* element) {
  return element->v.element.tag == GUMBO_TAG_SPAN &&
         AttributeOf(element, "style").find("mso-list:Ignore") != std::string_view::npos;
}

class PageWalk {
 public:
  PageWalk(const HtmlPage& page, FileText& file, const std::vector<Element>& elements,
           BlockWriter& writer)
      : page_(page), file_(file), elements_(elements), writer_(writer) {}

  absl::Status Walk() {
    steps_.push_back({page_.root(), false});
    while (!steps_.empty()) {
      const auto [node, leaving] = steps_.back();
      steps_.pop_back();
      if (leaving) {
        Leave(node);
      } else if (node->type == GUMBO_NODE_ELEMENT) {
        Enter(node);
      } else if (IsText(node)) {
        WriteText(node);
      }
      if (!writer_.status().ok()) return writer_.status();
    }
    writer_.EndBlock();
    return writer_.status();
  }

 private:
  struct Step {
    const GumboNode* node;
    bool leaving;
  };
  struct Table {
    uint32_t element;
    std::vector<GridCell> cells;
    size_t next = 0;
    int row = -1;
  };
  struct List {
    const GumboNode* node;
    ListNumbering numbering;
  };

  void Enter(const GumboNode* node) {
    const uint32_t index = next_++;
    const Element& element = elements_[index];
    const GumboTag tag = element.tag();
    if (element.unseen || (tag == GUMBO_TAG_SUP && IsNoteReference(node))) {
      next_ = element.end;
      return;
    }
    if (tag == GUMBO_TAG_BR) return writer_.EndBlock();
    if (IsLink(node)) ++links_;
    if (tag == GUMBO_TAG_PRE) ++preformatted_;
    if (IsWordNumber(node)) ++word_numbers_;
    if (!IsInline(tag)) writer_.EndBlock();
    open_.push_back(index);
    writer_.SetElement(index);
    if (tag == GUMBO_TAG_TABLE && !table_) EnterTable(index);
    if (table_) EnterCell(index);
    if (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL) lists_.push_back({node, ListNumbering(node)});
    if (tag == GUMBO_TAG_LI) EnterItem(node);
    steps_.push_back({node, true});
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) {
      steps_.push_back({static_cast<const GumboNode*>(children.data[i]), false});
    }
  }

  void Leave(const GumboNode* node) {
    const GumboTag tag = node->v.element.tag;
    if (IsLink(node)) --links_;
    if (tag == GUMBO_TAG_PRE) --preformatted_;
    if (IsWordNumber(node)) --word_numbers_;
    if (!IsInline(tag)) writer_.EndBlock();
    if (!lists_.empty() && lists_.back().node == node) lists_.pop_back();
    if (table_) LeaveCell();
    open_.pop_back();
    if (!open_.empty()) writer_.SetElement(open_.back());
  }

  void EnterTable(uint32_t index) {
    std::vector<GridCell> cells = DataCells(elements_, index);
    if (cells.empty()) return;
    table_ = Table{index, std::move(cells)};
    writer_.BeginTable();
  }

  void EnterCell(uint32_t index) {
    if (table_->next >= table_->cells.size()) return;
    const GridCell& cell = table_->cells[table_->next];
    if (cell.element != index) return;
    if (cell.row != table_->row) writer_.BeginRow();
    table_->row = cell.row;
    writer_.BeginCell(cell);
  }

  void LeaveCell() {
    const uint32_t index = open_.back();
    if (index == table_->element) {
      writer_.EndTable();
      table_.reset();
      return;
    }
    if (table_->next >= table_->cells.size() || table_->cells[table_->next].element != index)
      return;
    writer_.EndCell();
    ++table_->next;
    const bool last =
        table_->next == table_->cells.size() || table_->cells[table_->next].row != table_->row;
    if (last) writer_.EndRow();
  }

  void EnterItem(const GumboNode* item) {
    if (lists_.empty()) return;
    const std::u32string number = lists_.back().numbering.Next(item);
    if (number.empty() || BeginsWithNumber(FirstCharacters(item, 8))) return;
    const GumboStringPiece& tag = item->v.element.original_tag;
    if (tag.data == nullptr) return;
    const auto begin = static_cast<size_t>(tag.data - page_.html().data());
    writer_.SetNumber(number, file_.ByteAt(begin), tag.length);
  }

  void WriteText(const GumboNode* node) {
    const GumboText& text = node->v.text;
    const std::string_view html = page_.html();
    const char* from = text.original_text.data;
    const bool inside = from >= html.data() && from <= html.data() + html.size();
    const size_t begin = inside ? static_cast<size_t>(from - html.data()) : 0;
    ForEachCharacter(html, begin, text.text, [&](const Character& each) {
      if (word_numbers_ > 0 && IsSpace(each.c)) return;
      const uint64_t byte = file_.ByteAt(each.begin);
      const auto width = static_cast<size_t>(file_.ByteAt(each.end) - byte);
      const bool space = each.c < 0x80 && absl::ascii_isspace(static_cast<unsigned char>(each.c));
      if (!space) {
        writer_.Write(each.c, byte, width, links_ > 0);
      } else if (preformatted_ > 0 && each.c == U'\n') {
        writer_.EndBlock();
      } else {
        writer_.WriteSpace(byte, preformatted_ > 0);
      }
    });
  }

  const HtmlPage& page_;
  FileText& file_;
  const std::vector<Element>& elements_;
  BlockWriter& writer_;
  std::vector<Step> steps_;
  std::vector<uint32_t> open_;
  std::vector<List> lists_;
  std::optional<Table> table_;
  uint32_t next_ = 0;  // Number of the next element.
  int links_ = 0;
  int preformatted_ = 0;
  int word_numbers_ = 0;
};

}  // namespace

absl::Status WritePageText(const HtmlPage& page, FileText& file,
                           const std::vector<Element>& elements, size_t max_blocks,
                           SourceText& text, std::vector<TextBlock>& blocks) {
  BlockWriter writer(text, blocks, max_blocks);
  return PageWalk(page, file, elements, writer).Walk();
}

}  // namespace eduplan::importer
