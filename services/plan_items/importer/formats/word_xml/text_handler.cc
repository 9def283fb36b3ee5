#include "services/plan_items/importer/formats/word_xml/text_handler.h"

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/word_xml/limits.h"
#include "services/platform/status/macros.h"

namespace eduplan::importer::word {

TextHandler::TextHandler(const office::DocumentKind& kind, TextParts& to) : kind_(kind), to_(to) {
  flows_.push_back({.tag = Tag::kOther});
}

Tag TextHandler::Parent(size_t up) const {
  return up <= open_.size() ? open_[open_.size() - up].tag : Tag::kOther;
}

bool TextHandler::Shows() const {
  const Flow& flow = flows_.back();
  const bool hidden = !flow.hidden_runs.empty() && flow.hidden_runs.back();
  return suppressing_ == 0 && !hidden && flow.fields.Shows();
}

absl::Status TextHandler::TooMany(std::string_view english, std::string_view chinese) const {
  return kind_.refuse(office::Fault::kTooLarge,
                      absl::StrCat("paragraph ", to_.paragraphs, ": ", std::string(english)),
                      absl::StrCat("第", to_.paragraphs, "段：", std::string(chinese)));
}

bool TextHandler::Skips(Tag tag, const office::Attributes& attributes) {
  switch (tag) {
    case Tag::kSkipped:
    case Tag::kStyles:
    case Tag::kNumbering:
    case Tag::kRubyText:
      return true;
    case Tag::kAnnotation: {
      const std::string_view type = attributes.Get("type");
      return type == "Word.Comment" || type == "Word.Formatting" || type == "Word.Numbering";
    }
    case Tag::kChoice:
    case Tag::kFallback:
      return Parent() == Tag::kAlternateContent && open_.back().chosen;
    case Tag::kTextBox:
      return !Shows();
    case Tag::kNote:
    case Tag::kEndnote: {
      const std::string_view type = attributes.Get("type");
      if (!type.empty() && type != "normal") return true;  // A line between text and notes.
      const auto kind = tag == Tag::kNote ? NoteKind::kFootnote : NoteKind::kEndnote;
      const std::string_view id = attributes.Get("id");
      return !Shows() || (!id.empty() && NumberOfNote(kind, id, false) == 0);
    }
    default:
      return false;
  }
}

absl::Status TextHandler::Begin(const office::ElementName& name,
                                const office::Attributes& attributes) {
  const Tag tag = TagOf(name);
  if (skipped_ > 0 || Skips(tag, attributes)) {
    ++skipped_;
    return absl::OkStatus();
  }
  if (open_.empty()) keeps_all_spaces_ = attributes.Get("space") == "preserve";
  open_.push_back({.tag = tag, .characters = to_.characters});
  return BeginElement(tag, attributes);
}

absl::Status TextHandler::BeginElement(Tag tag, const office::Attributes& attributes) {
  switch (tag) {
    case Tag::kOther:
      return absl::OkStatus();
    case Tag::kParagraph:
      return BeginParagraph();
    case Tag::kRun:
      BeginRun();
      return absl::OkStatus();
    case Tag::kText:
      text_.clear();
      keeps_spaces_ = keeps_all_spaces_ || attributes.Get("space") == "preserve";
      return absl::OkStatus();
    case Tag::kTextBox:
    case Tag::kNote:
    case Tag::kEndnote:
    case Tag::kHead:
    case Tag::kFoot:
      return BeginFlow(tag, attributes);
    case Tag::kFieldCharacter:
    case Tag::kSimpleField:
      return ReadField(tag, attributes);
    case Tag::kAnnotation:
      if (attributes.Get("type") == "Word.Deletion") ReadDeletion();
      return absl::OkStatus();
    case Tag::kDeleted:
      ReadDeletion();
      return absl::OkStatus();
    case Tag::kGallery:
      for (size_t i = open_.size(); i-- > 0;) {
        if (open_[i].tag != Tag::kStructured) continue;
        const bool contents = attributes.Get("val") == "Table of Contents" && !open_[i].contents;
        if (contents) ++contents_;
        open_[i].contents = open_[i].contents || contents;
        break;
      }
      return absl::OkStatus();
    case Tag::kFrame:
      // A large initial is a paragraph of its own; the word goes on in the next.
      if (!attributes.Get("dropCap").empty() && attributes.Get("dropCap") != "none") {
        flows_.back().paragraph.deleted_end = true;
      }
      return absl::OkStatus();
    case Tag::kTextPath:
      return AddTextPath(attributes.Get("string"));
    case Tag::kPlaceholder:
      if (IsOn(attributes.Get("val"))) Suppress(Tag::kStructured);
      return absl::OkStatus();
    case Tag::kTable:
      return BeginTable();
    case Tag::kRow:
    case Tag::kHeadingRow:
    case Tag::kColumnsBefore:
    case Tag::kCell:
    case Tag::kColumns:
    case Tag::kMergeDown:
    case Tag::kMergeAcross:
    case Tag::kCellDeleted:
      return ReadTable(tag, attributes);
    case Tag::kTab:
    case Tag::kBreak:
    case Tag::kNoBreakHyphen:
    case Tag::kSymbol:
    case Tag::kNoteReference:
    case Tag::kEndnoteReference:
      return ReadRunContent(tag, attributes);
    default:
      ReadProperty(tag, attributes.Get("val"));
      return absl::OkStatus();
  }
}

absl::Status TextHandler::Text(std::string_view text) {
  if (skipped_ > 0 || open_.empty()) return absl::OkStatus();
  if (open_.back().tag == Tag::kText && Shows()) {
    text_.append(text);
    if (text_.size() > kLongestRun) return TooMany("a run of more than 4 MiB", "一处文字超过4 MiB");
  }
  if (open_.back().tag == Tag::kInstruction && suppressing_ == 0) {
    flows_.back().fields.AddInstruction(text);
  }
  return absl::OkStatus();
}

absl::Status TextHandler::End(const office::ElementName& /*name*/) {
  if (skipped_ > 0) {
    --skipped_;
    return absl::OkStatus();
  }
  const Open element = open_.back();
  open_.pop_back();
  EDUPLAN_RETURN_IF_ERROR(EndElement(element));
  if (element.suppresses) --suppressing_;
  if (element.contents) --contents_;
  return absl::OkStatus();
}

absl::Status TextHandler::EndElement(const Open& element) {
  Flow& flow = flows_.back();
  switch (element.tag) {
    case Tag::kParagraph:
      EndParagraph();
      return absl::OkStatus();
    case Tag::kRun:
      flow.hidden_runs.pop_back();
      return absl::OkStatus();
    case Tag::kText:
      return AppendPrinted(text_);
    case Tag::kSimpleField:
      return suppressing_ == 0 ? Append(flow.fields.End()) : absl::OkStatus();
    case Tag::kChoice:
    case Tag::kFallback:
      if (Parent() == Tag::kAlternateContent) {
        open_.back().chosen = to_.characters > element.characters;
      }
      return absl::OkStatus();
    case Tag::kTextBox:
    case Tag::kNote:
    case Tag::kEndnote:
    case Tag::kHead:
    case Tag::kFoot:
      EndFlow();
      return absl::OkStatus();
    case Tag::kTable:
    case Tag::kRow:
    case Tag::kCell:
      EndTable(element);
      return absl::OkStatus();
    default:
      return absl::OkStatus();
  }
}

}  // namespace eduplan::importer::word
