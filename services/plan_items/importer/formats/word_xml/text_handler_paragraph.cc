#include <algorithm>
#include <charconv>
#include <utility>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/formats/word_xml/limits.h"
#include "services/plan_items/importer/formats/word_xml/symbols.h"
#include "services/plan_items/importer/formats/word_xml/text_handler.h"
#include "services/plan_items/importer/formats/word_xml/utf8.h"

namespace eduplan::importer::word {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF;
}

bool IsPrivate(char32_t c) {
  return c >= 0xE000 && c <= 0xF8FF;
}

}  // namespace

absl::Status TextHandler::BeginParagraph() {
  if (++to_.paragraphs > kMostParagraphs) {
    return TooMany("the document has more than 200000 paragraphs", "文档超过200000段");
  }
  BeginCellIfNot();
  Flow& flow = flows_.back();
  std::optional<Mark> carried;
  if (flow.paragraph.goes_on && flow.paragraph.hidden_end) carried = flow.paragraph.mark;
  flow.paragraph = {.open = true, .mark = std::move(carried)};
  flow.story.BeginParagraph(static_cast<uint32_t>(to_.paragraphs));
  return absl::OkStatus();
}

void TextHandler::EndParagraph() {
  Flow& flow = flows_.back();
  Paragraph& paragraph = flow.paragraph;
  flow.fields.EndParagraph();
  paragraph.open = false;
  const FullStyle& style = to_.definitions.styles.Find(paragraph.style);
  const bool contents = paragraph.contents || contents_ > 0 || style.role == StyleRole::kContents;
  const bool unseen = suppressing_ > 0 || (paragraph.hidden_end && flow.story.empty());
  if (paragraph.deleted_end || (paragraph.hidden_end && paragraph.goes_on)) {
    if (!paragraph.deleted_end) MarkOfParagraph();
    flow.story.JoinParagraph();
    return;
  }
  if (flows_.size() == 1 && !contents) NoteTitle(flow.story.paragraph(), style.role);
  if (unseen) {
    flow.story.EndParagraph({}, contents);
    return;
  }
  const Mark& mark = MarkOfParagraph();
  std::u32string before = mark.text;
  if (mark.space && !flow.story.empty()) before.push_back(U' ');
  flow.story.EndParagraph(before, contents);
}

const Mark& TextHandler::MarkOfParagraph() {
  Paragraph& paragraph = flows_.back().paragraph;
  if (paragraph.mark) return *paragraph.mark;
  Numbering& numbering = to_.definitions.numbering;
  const FullStyle& style = to_.definitions.styles.Find(paragraph.style);
  ItemOf item = paragraph.item;
  if (item.list.empty()) {
    item.list = style.item.list;
    // The list says which level is that of the style.
    auto level = numbering.LevelOfStyle(item.list, paragraph.style);
    if (!level) level = numbering.LevelOfStyle(item.list, style.item_style);
    if (item.level < 0 && level) item.level = *level;
  }
  if (item.level < 0) item.level = std::max(0, style.item.level);
  paragraph.mark = Mark{};
  if (!item.list.empty()) paragraph.mark = numbering.Next(item.list, item.level);
  if (!paragraph.printed_mark.empty() && !paragraph.mark->bullet) {
    const std::u32string printed = FromUtf8(Trimmed(paragraph.printed_mark));
    const bool shown = !printed.empty() && !std::any_of(printed.begin(), printed.end(), IsPrivate);
    paragraph.mark = Mark{.text = shown ? printed : U"", .space = shown};
  }
  return *paragraph.mark;
}

void TextHandler::NoteTitle(std::u32string_view text, StyleRole role) {
  if (role != StyleRole::kTitle) {
    after_title_ = after_title_ && text.empty();
    return;
  }
  if (text.empty() || (!to_.title.empty() && !after_title_)) return;
  std::u32string line(text);
  std::erase(line, U'\n');
  to_.title += ToUtf8(line);
  after_title_ = true;
}

void TextHandler::ReadProperty(Tag tag, std::string_view value) {
  Flow& flow = flows_.back();
  Paragraph& paragraph = flow.paragraph;
  const Tag parent = Parent(2);
  const Tag above = Parent(3);
  const bool of_run = parent == Tag::kRunProperties && above == Tag::kRun;
  const bool of_end = parent == Tag::kRunProperties && above == Tag::kParagraphProperties;
  const bool of_item = parent == Tag::kItemProperties && above == Tag::kParagraphProperties;
  if (tag == Tag::kParagraphStyle && parent == Tag::kParagraphProperties) {
    paragraph.style = value;
  } else if (tag == Tag::kItemList && of_item) {
    paragraph.item.list = value;
  } else if (tag == Tag::kItemLevel && of_item) {
    std::from_chars(value.data(), value.data() + value.size(), paragraph.item.level);
  } else if (tag == Tag::kItemText && of_item) {
    paragraph.printed_mark = value.substr(0, kLongestMark);
  } else if (tag == Tag::kHidden && of_end) {
    paragraph.hidden_end = IsOn(value);
  } else if (tag == Tag::kHiddenMark && of_end) {
    paragraph.goes_on = IsOn(value);
  } else if (tag == Tag::kHidden && of_run) {
    flow.hidden_runs.back() = IsOn(value);
  } else if (tag == Tag::kRunStyle && of_run) {
    if (to_.definitions.styles.Find(std::string(value)).hidden) flow.hidden_runs.back() = true;
  }
}

void TextHandler::BeginRun() {
  Flow& flow = flows_.back();
  flow.hidden_runs.push_back(to_.definitions.styles.Find(flow.paragraph.style).hidden);
}

absl::Status TextHandler::ReadRunContent(Tag tag, const office::Attributes& attributes) {
  // A stop of tabs is a property; what is set in a run stands in it or in one of alternatives.
  const Tag parent = Parent(2);
  if (parent != Tag::kRun && parent != Tag::kChoice && parent != Tag::kFallback) {
    return absl::OkStatus();
  }
  switch (tag) {
    case Tag::kTab:
    case Tag::kBreak:
      // At the beginning they only move the text.
      if (flows_.back().story.empty()) return absl::OkStatus();
      return Append(tag == Tag::kTab ? U"\t" : U"\n");
    case Tag::kNoBreakHyphen:
      return Append(U"-");
    case Tag::kSymbol: {
      const std::string_view hex = attributes.Get("char");
      uint32_t code = 0;
      std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
      const char32_t symbol = SymbolOf(attributes.Get("font"), code);
      return symbol == 0 ? absl::OkStatus() : Append(std::u32string(1, symbol));
    }
    default: {
      if (!Shows()) return absl::OkStatus();
      const bool foot = tag == Tag::kNoteReference;
      NumberOfNote(foot ? NoteKind::kFootnote : NoteKind::kEndnote, attributes.Get("id"), true);
      if (to_.note_numbers[foot ? 0 : 1].size() <= kMostNotes) return absl::OkStatus();
      return TooMany("the document has more than 20000 notes", "文档的注释超过20000条");
    }
  }
}

absl::Status TextHandler::ReadField(Tag tag, const office::Attributes& attributes) {
  if (suppressing_ > 0) return absl::OkStatus();
  Fields& fields = flows_.back().fields;
  const std::string_view type = attributes.Get("fldCharType");
  if (type == "separate") fields.Separate();
  if (type == "end") return Append(fields.End());
  if (tag != Tag::kSimpleField && type != "begin") return absl::OkStatus();
  if (fields.depth() >= kDeepestFields) {
    return TooMany("fields too deep in one another", "域嵌套过深");
  }
  fields.Begin();
  if (tag == Tag::kSimpleField) {
    fields.AddInstruction(attributes.Get("instr"));
    fields.Separate();
  }
  return absl::OkStatus();
}

absl::Status TextHandler::AppendPrinted(std::string_view utf8) {
  return Append(FromUtf8(keeps_spaces_ ? utf8 : Trimmed(utf8)), /*typed=*/true);
}

absl::Status TextHandler::Append(std::u32string_view text, bool typed) {
  if (text.empty() || !Shows()) return absl::OkStatus();
  Flow& flow = flows_.back();
  for (const char32_t c : text) {
    if (typed && (c == U'\n' || c == U'\t' || c == U'\r')) {
      flow.story.Append(U' ');
    } else if (c == U'\n' || c == U'\t' || !IsControl(c)) {
      flow.story.Append(c);
    }
  }
  flow.fields.SawText();
  flow.paragraph.contents = flow.paragraph.contents || flow.fields.InContents();
  to_.characters += text.size();
  if (to_.characters <= kMostCharacters) return absl::OkStatus();
  return TooMany("the document has more than 16777216 characters", "文档超过16777216个字符");
}

}  // namespace eduplan::importer::word
