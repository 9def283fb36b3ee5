#include "services/plan_items/importer/formats/word_xml/story.h"

#include <utility>

namespace eduplan::importer::word {
void Story::BeginParagraph(uint32_t number) {
  if (!joins_ && (!pieces_.empty() || !paragraph_.empty())) EndParagraph({}, false);
  joins_ = false;
  pieces_.push_back({paragraph_.size(), number});
}

void Story::AppendBreak() {
  paragraph_.push_back(U'\n');
}

void Story::EndParagraph(std::u32string_view mark, bool contents) {
  if (tables_ == 0) {
    WriteToBody(mark, contents);
  } else if (cell_open_) {
    WriteToCell(mark);
  }
  paragraph_.clear();
  pieces_.clear();
  joins_ = false;
  FlushBoxes();
}

void Story::Mark(uint32_t paragraph) {
  const uint32_t place = InCell() ? cell_place_ : 0;
  text_.marks.push_back({.begin = text_.chars.size(), .paragraph = paragraph, .place = place});
}

void Story::WriteToBody(std::u32string_view mark, bool contents) {
  if (paragraph_.empty() && mark.empty()) return;
  const size_t begin = text_.chars.size();
  if (pieces_.empty()) pieces_.push_back({});
  Mark(pieces_.front().paragraph);
  text_.chars += mark;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    const size_t from = pieces_[i].begin;
    const size_t to = i + 1 < pieces_.size() ? pieces_[i + 1].begin : paragraph_.size();
    if (i > 0 && to > from) Mark(pieces_[i].paragraph);
    text_.chars.append(paragraph_, from, to - from);
  }
  text_.chars.push_back(U'\n');
  if (!contents) return;
  if (!text_.asides.empty() && text_.asides.back().end == begin) {
    text_.asides.back().end = text_.chars.size();
  } else {
    text_.asides.push_back({begin, text_.chars.size(), AsideKind::kNavigation});
  }
}

void Story::CellSpace(bool breaks) {
  if (text_.chars.size() == cell_begin_) return;
  if (text_.chars.back() != U' ') text_.chars.push_back(U' ');
  if (breaks) breaks_.push_back(text_.chars.size() - 1);
}

void Story::WriteToCell(std::u32string_view mark) {
  if (cell_.goes_on != Merge::kNone || (paragraph_.empty() && mark.empty())) return;
  CellSpace(true);
  Mark(pieces_.empty() ? 0 : pieces_.front().paragraph);
  text_.chars += mark;
  for (const char32_t c : paragraph_) {
    if (c == U'\n') breaks_.push_back(text_.chars.size());
    text_.chars.push_back(c == U'\n' || c == U'\t' ? U' ' : c);
  }
}

void Story::FlushBoxes() {
  for (const SourceText& box : std::exchange(boxes_, {})) {
    if (tables_ == 0) {
      AppendStory(box, text_);
    } else if (cell_open_) {
      AddToCell(box);
    }
  }
}

void Story::AddToCell(const SourceText& box) {
  if (cell_.goes_on != Merge::kNone || box.chars.empty()) return;
  CellSpace(true);
  const size_t shift = text_.chars.size();
  text_.places.push_back(box.places[0]);
  const auto place = static_cast<uint32_t>(text_.places.size() - 1);
  for (const OriginMark& mark : box.marks) {
    text_.marks.push_back(
        {.begin = shift + mark.begin, .paragraph = mark.paragraph, .place = place});
  }
  for (size_t i = 0; i + 1 < box.chars.size(); ++i) {
    const char32_t c = box.chars[i];
    if (c == U'\n') breaks_.push_back(text_.chars.size());
    text_.chars.push_back(c == U'\n' || c == U'\t' ? U' ' : c);
  }
}

SourceText Story::Take() {
  while (tables_ > 0) EndTable();
  if (!pieces_.empty() || !paragraph_.empty()) EndParagraph({}, false);
  FlushBoxes();
  return std::exchange(text_, {});
}

void AppendStory(const SourceText& story, SourceText& to) {
  const size_t shift = to.chars.size();
  const size_t places = to.places.size();
  const bool body = story.places[0].empty();
  to.places.insert(to.places.end(), story.places.begin() + (body ? 1 : 0), story.places.end());
  const auto place_of = [&](uint32_t place) {
    if (body) return place == 0 ? 0 : static_cast<uint32_t>(places) + place - 1;
    return static_cast<uint32_t>(places) + place;
  };
  for (OriginMark mark : story.marks) {
    mark.begin += shift;
    mark.place = place_of(mark.place);
    to.marks.push_back(mark);
  }
  for (Table table : story.tables) {
    table.begin += shift;
    table.end += shift;
    for (TableCell& cell : table.cells) {
      cell.begin += shift;
      cell.end += shift;
    }
    to.tables.push_back(std::move(table));
  }
  for (Aside aside : story.asides) {
    to.asides.push_back({aside.begin + shift, aside.end + shift, aside.kind});
  }
  to.chars += story.chars;
}

}  // namespace eduplan::importer::word
