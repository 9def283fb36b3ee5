// Reads the text of a part: the body, notes, a head or foot of pages.
//
// What an editor would show once all changes are accepted and comments are gone, with the marks
// that lists give their items. Styles and lists are known before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/formats/word_xml/fields.h"
#include "services/plan_items/importer/formats/word_xml/story.h"
#include "services/plan_items/importer/formats/word_xml/tags.h"
#include "services/plan_items/importer/formats/word_xml/text_parts.h"
#include "services/platform/office/document_kind.h"
#include "services/platform/office/xml.h"

namespace eduplan::importer::word {

class TextHandler : public office::XmlHandler {
 public:
  // Refuses as `kind` does, naming the paragraph.
  TextHandler(const office::DocumentKind& kind, TextParts& to);

  absl::Status Begin(const office::ElementName& name,
                     const office::Attributes& attributes) override;
  absl::Status Text(std::string_view text) override;
  absl::Status End(const office::ElementName& name) override;
  // Once the part is read: hands over what stood in no note, head or foot.
  void Finish();

 private:
  // What is known of the paragraph that is open.
  struct Paragraph {
    std::string style;
    ItemOf item;
    std::string printed_mark;  // Of Word 2003.
    bool open = false;
    bool deleted_end = false;  // It is one with the next.
    bool hidden_end = false;
    bool goes_on = false;  // With its hidden end only its style ends.
    bool contents = false;
    std::optional<Mark> mark;
  };
  struct Row {
    bool heading = false;
    bool begun = false;
    int columns_before = 0;
  };
  struct Cell {
    NewCell cell;
    bool begun = false;
  };
  // A flow of text that is open.
  struct Flow {
    Story story;
    Tag tag;         // Of its element.
    int number = 0;  // Of a note.
    Paragraph paragraph = {};
    Fields fields = {};
    std::vector<bool> hidden_runs = {};
    std::vector<Row> rows = {};
    std::vector<Cell> cells = {};
    size_t tables = 0;
  };
  struct Open {
    Tag tag;
    bool suppresses = false;  // Its text is none.
    bool counts = false;      // A row or cell where one may stand.
    bool contents = false;    // A table of contents.
    bool chosen = false;      // Of alternatives: one was read.
    size_t characters = 0;    // Before a choice.
  };

  Tag Parent(size_t up = 1) const;
  bool Shows() const;
  // Whether nothing inside is read.
  bool Skips(Tag tag, const office::Attributes& attributes);

  absl::Status BeginFlow(Tag tag, const office::Attributes& attributes);
  void EndFlow();
  // Text along a line, as large headings and watermarks have it.
  absl::Status AddTextPath(std::string_view utf8);
  absl::Status BeginParagraph();
  void EndParagraph();
  absl::Status BeginElement(Tag tag, const office::Attributes& attributes);
  absl::Status EndElement(const Open& element);
  const Mark& MarkOfParagraph();
  void NoteTitle(std::u32string_view text, StyleRole role);
  void ReadProperty(Tag tag, std::string_view value);
  void BeginRun();
  absl::Status ReadRunContent(Tag tag, const office::Attributes& attributes);
  absl::Status ReadField(Tag tag, const office::Attributes& attributes);
  absl::Status ReadTable(Tag tag, const office::Attributes& attributes);
  void BeginCellIfNot();
  void EndTable(const Open& element);
  absl::Status BeginTable();
  void ReadDeletion();
  void Suppress(Tag enclosing);
  // The number of a note by its place in the text, 0 if nothing refers to it.
  int NumberOfNote(NoteKind kind, std::string_view id, bool refers);
  // Of a w:t: white space is spaces, and outside of words only if the file says so.
  absl::Status AppendPrinted(std::string_view utf8);
  absl::Status Append(std::u32string_view text, bool typed = false);
  absl::Status TooMany(std::string_view english, std::string_view chinese) const;

  const office::DocumentKind& kind_;
  TextParts& to_;
  std::vector<Open> open_;
  std::vector<Flow> flows_;
  size_t skipped_ = 0;      // Depth inside what is skipped.
  size_t suppressing_ = 0;  // Elements that suppress.
  size_t contents_ = 0;     // Elements that are tables of contents.
  std::string text_;        // Of the w:t that is open.
  bool keeps_spaces_ = false;
  bool keeps_all_spaces_ = false;
  bool after_title_ = false;
};

}  // namespace eduplan::importer::word
