#include <utility>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/word_xml/limits.h"
#include "services/plan_items/importer/formats/word_xml/text_handler.h"
#include "services/plan_items/importer/formats/word_xml/utf8.h"

namespace eduplan::importer::word {

absl::Status TextHandler::BeginFlow(Tag tag, const office::Attributes& attributes) {
  if (flows_.size() > kDeepestStories) {
    return TooMany("text boxes too deep in one another", "文本框嵌套过深");
  }
  Flow flow{.tag = tag};
  if (tag == Tag::kNote) {
    flow.number = NumberOfNote(NoteKind::kFootnote, attributes.Get("id"), false);
  } else if (tag == Tag::kEndnote) {
    flow.number = NumberOfNote(NoteKind::kEndnote, attributes.Get("id"), false);
  }
  // The paragraph around it is counted before those inside.
  if (flows_.back().paragraph.open && tag == Tag::kTextBox) MarkOfParagraph();
  flows_.push_back(std::move(flow));
  return absl::OkStatus();
}

void TextHandler::EndFlow() {
  SourceText text = flows_.back().story.Take();
  const Tag tag = flows_.back().tag;
  const int number = flows_.back().number;
  flows_.pop_back();
  if (text.chars.empty()) return;
  const auto add_once = [&](std::vector<SourceText>& to, const char* name) {
    for (const SourceText& known : to) {
      if (known.chars == text.chars) return;
    }
    if (to.size() >= kMostHeads) return;
    text.places[0] = absl::StrCat(name, to.size() + 1);
    to.push_back(std::move(text));
  };
  if (tag == Tag::kTextBox) {
    text.places[0] = absl::StrCat("text box ", ++to_.boxes);
    flows_.back().story.AddBox(std::move(text));
  } else if (tag == Tag::kHead) {
    add_once(to_.heads, "header ");
  } else if (tag == Tag::kFoot) {
    add_once(to_.feet, "footer ");
  } else {
    const bool foot = tag == Tag::kNote;
    text.places[0] = absl::StrCat(foot ? "footnote " : "endnote ", number);
    to_.notes[foot ? 0 : 1][number] = std::move(text);
  }
}

absl::Status TextHandler::AddTextPath(std::string_view utf8) {
  if (!Shows() || utf8.empty()) return absl::OkStatus();
  Story story;
  story.BeginParagraph(static_cast<uint32_t>(to_.paragraphs));
  for (const char32_t c : FromUtf8(utf8)) story.Append(c < 0x20 ? U' ' : c);
  SourceText text = story.Take();
  text.places[0] = absl::StrCat("text box ", ++to_.boxes);
  to_.characters += text.chars.size();
  flows_.back().story.AddBox(std::move(text));
  return absl::OkStatus();
}

int TextHandler::NumberOfNote(NoteKind kind, std::string_view id, bool refers) {
  auto& numbers = to_.note_numbers[kind == NoteKind::kFootnote ? 0 : 1];
  // Without an id it stands where it is referred to.
  const std::string key = id.empty() ? absl::StrCat("#", numbers.size()) : std::string(id);
  const auto found = numbers.find(key);
  if (found != numbers.end()) return found->second;
  if (!refers && !id.empty()) return 0;
  const int number = static_cast<int>(numbers.size()) + 1;
  numbers.emplace(key, number);
  return number;
}

void TextHandler::Finish() {
  const bool in_contents = flows_.front().fields.InContents();
  SourceText text = flows_.front().story.Take();
  // A table of contents that does not end is the document.
  if (in_contents) text.asides.clear();
  if (!text.chars.empty()) to_.body = std::move(text);
}

}  // namespace eduplan::importer::word
