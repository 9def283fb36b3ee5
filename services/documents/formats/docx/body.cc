#include "services/documents/formats/docx/body.h"

#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/documents/formats/docx/parts.h"
#include "services/documents/formats/docx/styles.h"
#include "services/documents/formats/docx/xml.h"
#include "services/documents/layout/geometry.h"
#include "services/documents/layout/signature.h"
#include "services/documents/layout/text.h"
#include "services/documents/layout/title_break.h"

namespace eduplan::formats::docx {
namespace {

constexpr double kFooterDistance = layout::Millimetres(25);  // puts the dashes 7 mm below the text

// The title's lines as the layout would break them, joined by '\n'.
std::string BalancedTitle(const std::string& title) {
  const std::u32string text = layout::Decode(title);
  std::vector<double> widths;
  for (char32_t c : text) widths.push_back(layout::NominalWidth(c));
  std::string out;
  for (const layout::LineRange& line :
       layout::BreakTitle(text, widths, layout::kTextWidth / layout::kSizeTwo)) {
    if (!out.empty()) out += '\n';
    out += layout::Encode(std::u32string_view(text).substr(line.begin, line.end - line.begin));
  }
  return out;
}

double CharacterTwips(double characters) {
  return characters * layout::kCharacterPitch;
}

class BodyWriter {
 public:
  explicit BodyWriter(pugi::xml_node body) : body_(body) {}

  void operator()(const layout::HeadMark& mark) {
    Text(kHeadMark, mark.text);
    Text(kBody, "");
  }
  void operator()(const layout::Title& title) {
    Text(kTitle, BalancedTitle(title.text));
    Text(kBody, "");
  }
  void operator()(const layout::Addressee& addressee) { Text(kAddressee, addressee.text); }
  void operator()(const layout::Heading& heading) {
    Text(absl::StrCat(kHeading, heading.level).c_str(), heading.text);
  }
  void operator()(const layout::Paragraph& paragraph) {
    pugi::xml_node node = AddParagraph(body_, kBody);
    for (const layout::Run& run : paragraph.runs) {
      pugi::xml_node properties = AddRun(node, run.text);
      if (run.style == layout::RunStyle::kStrong) AddValue(properties, "w:rStyle", kStrongText);
      if (run.style == layout::RunStyle::kKai) AddValue(properties, "w:rStyle", kKaiText);
    }
  }
  void operator()(const layout::Table& table) {
    AddTable(body_, table);
    // Two tables without a paragraph between them would become one.
    if (table.notes.empty()) Spacer();
  }

  void operator()(const layout::AttachmentNote& note) {
    if (note.names.empty()) return;
    Text(kBody, "");
    for (size_t i = 0; i < note.names.size(); ++i) {
      std::string lead = i == 0 ? "附件：" : "";
      if (note.names.size() > 1) absl::StrAppend(&lead, i + 1, ".");
      const double width = layout::NominalWidth(layout::Decode(lead));
      const double start = i == 0 ? 2 : 5;  // characters; later names stand under the first
      pugi::xml_node paragraph = Text(kAttachmentNote, lead + note.names[i]);
      Add(paragraph.child("w:pPr"), "w:ind",
          {{"w:left", Twips(CharacterTwips(start + width))},
           {"w:hanging", Twips(CharacterTwips(width))}});
    }
  }

  void operator()(const layout::Signature& signature) {
    const std::string date = layout::DateText(signature.date);
    const layout::SignatureIndents indents =
        layout::PlaceSignature(layout::NominalWidth(layout::Decode(signature.organization)),
                               layout::NominalWidth(layout::Decode(date)), signature.sealed);
    for (int i = 0; i < (signature.sealed ? 2 : 1); ++i) Text(kSignature, "");
    FromRight(kSignature, signature.organization, indents.organization);
    FromRight(kDate, date, indents.date);
  }

  void operator()(const layout::Attachment& attachment) {
    std::string label = "附件";
    if (attachment.number > 0) absl::StrAppend(&label, attachment.number);
    pugi::xml_node properties = Text(kAttachmentLabel, label).child("w:pPr");
    Add(properties, "w:pageBreakBefore");
    Text(kAttachmentLabel, "");
    Text(kTitle, BalancedTitle(attachment.title));
    Text(kBody, "");
  }

  void operator()(const layout::Imprint& imprint) {
    AddImprint(body_, imprint);
    Spacer();
  }

 private:
  pugi::xml_node Text(const char* style, const std::string& text) {
    pugi::xml_node paragraph = AddParagraph(body_, style);
    if (!text.empty()) AddRun(paragraph, text);
    return paragraph;
  }

  void FromRight(const char* style, const std::string& text, double characters) {
    Add(Text(style, text).child("w:pPr"), "w:ind",
        {{"w:right", Twips(CharacterTwips(characters))}});
  }

  // A paragraph that takes next to no room.
  void Spacer() {
    Add(AddParagraph(body_, kTableNote).child("w:pPr"), "w:spacing",
        {{"w:line", "20"}, {"w:lineRule", "exact"}});
  }

  pugi::xml_node body_;
};

void AddSection(pugi::xml_node body) {
  using namespace layout;  // NOLINT(google-build-using-namespace): the page's measures
  pugi::xml_node section = Add(body, "w:sectPr");
  Add(section, "w:footerReference", {{"w:type", "default"}, {"r:id", kOddFooterId}});
  Add(section, "w:footerReference", {{"w:type", "even"}, {"r:id", kEvenFooterId}});
  Add(section, "w:pgSz", {{"w:w", Twips(kPageWidth)}, {"w:h", Twips(kPageHeight)}});
  Add(section, "w:pgMar",
      {{"w:top", Twips(kTextTop)},
       {"w:right", Twips(kPageWidth - kTextLeft - kTextWidth)},
       {"w:bottom", Twips(kPageHeight - kTextTop - kTextHeight)},
       {"w:left", Twips(kTextLeft)},
       {"w:header", Twips(Millimetres(15))},
       {"w:footer", Twips(kFooterDistance)},
       {"w:gutter", "0"}});
  // No grid type: lines are exact already, and a grid would give the larger title two lines each.
  Add(section, "w:docGrid", {{"w:linePitch", absl::StrCat(kLineTwips)}});
}

}  // namespace

pugi::xml_node AddParagraph(pugi::xml_node parent, const char* style) {
  pugi::xml_node paragraph = Add(parent, "w:p");
  AddValue(Add(paragraph, "w:pPr"), "w:pStyle", style);
  return paragraph;
}

pugi::xml_node AddRun(pugi::xml_node paragraph, const std::string& text) {
  pugi::xml_node run = Add(paragraph, "w:r");
  pugi::xml_node properties = Add(run, "w:rPr");
  bool first = true;
  const std::vector<std::string> lines = absl::StrSplit(layout::CleanText(text), '\n');
  for (const std::string& line : lines) {
    if (!first) Add(run, "w:br");
    first = false;
    Add(run, "w:t", {{"xml:space", "preserve"}}).text().set(line.c_str());
  }
  return properties;
}

std::string DocumentXml(const layout::Document& document) {
  pugi::xml_document xml;
  pugi::xml_node body = Add(AddRoot(xml, "w:document"), "w:body");
  BodyWriter writer(body);
  for (const layout::Block& block : document.blocks) std::visit(writer, block);
  AddSection(body);
  return Print(xml);
}

}  // namespace eduplan::formats::docx
