#include "services/documents/layout/compose.h"

#include <variant>

#include "absl/strings/str_cat.h"
#include "services/documents/layout/signature.h"
#include "services/documents/layout/table.h"
#include "services/documents/layout/text.h"
#include "services/documents/layout/title_break.h"

namespace eduplan::layout {
namespace {

constexpr double kBodyIndent = 2;  // characters

class Composer {
 public:
  explicit Composer(Measurer& measurer) : measurer_(measurer) {}

  Flow Take() { return std::move(flow_); }

  void operator()(const HeadMark& mark) {
    Lines(measurer_.Measure(mark.text, FontRole::kHei), {});
    Blank();
  }

  void operator()(const Title& title) { CentredTitle(title.text); }

  void operator()(const Addressee& addressee) {
    Lines(measurer_.Measure(addressee.text, FontRole::kFangSong), {});
  }

  void operator()(const Heading& heading) {
    static constexpr FontRole kRoles[] = {FontRole::kHei, FontRole::kKai, FontRole::kFangSong,
                                          FontRole::kFangSong};
    const size_t first = flow_.items.size();
    Lines(measurer_.Measure(heading.text, kRoles[heading.level - 1]), {kBodyIndent, 0});
    for (size_t i = first; i < flow_.items.size(); ++i) flow_.items[i].keep_with_next = true;
    Outline(first, heading.level, heading.text);
  }

  void operator()(const Paragraph& paragraph) {
    MeasuredText text;
    for (const Run& run : paragraph.runs) measurer_.Append(run.text, RoleOf(run.style), text);
    Lines(text, {kBodyIndent, 0});
  }

  void operator()(const Table& table) { ComposeTable(table, measurer_, flow_); }

  // Names stand in one column behind the number, and run on under their own first character.
  void operator()(const AttachmentNote& note) {
    if (note.names.empty()) return;
    Blank();
    constexpr double kLabel = 3;  // 附件：
    for (size_t i = 0; i < note.names.size(); ++i) {
      std::string lead = i == 0 ? "附件：" : "";
      if (note.names.size() > 1) absl::StrAppend(&lead, i + 1, ".");
      MeasuredText text = measurer_.Measure(lead, FontRole::kFangSong);
      const double lead_width = text.Width();
      measurer_.Append(note.names[i], FontRole::kFangSong, text);
      const double start = i == 0 ? kBodyIndent : kBodyIndent + kLabel;
      Lines(text, {start, start + lead_width});
    }
  }

  void operator()(const Signature& signature) {
    KeepLastBodyLine();
    Blank(signature.sealed ? 2 : 1);
    const MeasuredText name = measurer_.Measure(signature.organization, FontRole::kFangSong);
    const MeasuredText date = measurer_.Measure(DateText(signature.date), FontRole::kFangSong);
    const SignatureIndents indents = PlaceSignature(name.Width(), date.Width(), signature.sealed);
    FromRight(name, indents.organization);
    FromRight(date, indents.date);
    const size_t date_item = flow_.items.size() - 1;
    for (size_t i = signature_start_; i < date_item; ++i) flow_.items[i].keep_with_next = true;
  }

  void operator()(const Attachment& attachment) {
    const size_t first = flow_.items.size();
    std::string label = "附件";
    if (attachment.number > 0) absl::StrAppend(&label, attachment.number);
    Lines(measurer_.Measure(label, FontRole::kHei), {});
    flow_.items[first].page_break_before = true;
    flow_.items[first].keep_with_next = true;
    Blank();
    flow_.items.back().keep_with_next = true;
    CentredTitle(attachment.title);
  }

  void operator()(const Imprint&) {}

 private:
  struct Indents {
    double first = 0;  // characters from the left, first line
    double rest = 0;   // and the lines after it
  };

  static FontRole RoleOf(RunStyle style) {
    if (style == RunStyle::kStrong) return FontRole::kHei;
    return style == RunStyle::kKai ? FontRole::kKai : FontRole::kFangSong;
  }

  static double Baseline(double size) { return (kLinePitch - size) / 2 + kAscent * size; }

  void Blank(int count = 1) {
    for (int i = 0; i < count; ++i) flow_.items.emplace_back().is_blank = true;
  }

  void Outline(size_t item, int level, const std::string& text) {
    if (item >= flow_.items.size()) return;
    flow_.items[item].outline_level = level;
    flow_.items[item].outline_text = CleanText(text);
  }

  // Lines of body size, justified to the right edge.
  void Lines(const MeasuredText& text, Indents indents) {
    const TypeSize type = TypeSize::Body();
    const auto lines = FillLines(text.text, text.widths, kCharactersPerLine - indents.first,
                                 kCharactersPerLine - indents.rest);
    for (size_t i = 0; i < lines.size(); ++i) {
      const double left = (i == 0 ? indents.first : indents.rest) * type.pitch;
      const double extra = JustifyExtra(text, lines[i], type, kTextWidth - left);
      PlaceCharacters(text, lines[i].begin, lines[i].end, left, Baseline(type.size), type, extra,
                      flow_.items.emplace_back().texts);
    }
  }

  void CentredTitle(const std::string& title) {
    const MeasuredText text = measurer_.Measure(title, FontRole::kTitle);
    const TypeSize type = TypeSize::Natural(kSizeTwo);
    const size_t first = flow_.items.size();
    for (const LineRange& line : BreakTitle(text.text, text.widths, kTextWidth / type.pitch)) {
      const double x = (kTextWidth - text.Width(line.begin, line.end) * type.pitch) / 2;
      FlowItem& item = flow_.items.emplace_back();
      item.keep_with_next = true;
      PlaceCharacters(text, line.begin, line.end, x, Baseline(type.size), type, 0, item.texts);
    }
    Outline(first, 0, title);
    Blank();
    flow_.items.back().keep_with_next = true;
  }

  // One line that ends `indent` characters from the right edge; a text too long for it wraps.
  void FromRight(const MeasuredText& text, double indent) {
    const double left = kCharactersPerLine - indent - text.Width();
    if (left < 0) return Lines(text, {});
    const TypeSize type = TypeSize::Body();
    PlaceCharacters(text, 0, text.text.size(), left * type.pitch, Baseline(type.size), type, 0,
                    flow_.items.emplace_back().texts);
  }

  // A page with a signature alone is not allowed: the last line before it comes along.
  void KeepLastBodyLine() {
    signature_start_ = flow_.items.size();
    while (signature_start_ > 0 && flow_.items[signature_start_ - 1].is_blank) --signature_start_;
    if (signature_start_ > 0) --signature_start_;
  }

  Measurer& measurer_;
  Flow flow_;
  size_t signature_start_ = 0;
};

}  // namespace

Flow Compose(const Document& document, Measurer& measurer) {
  Composer composer(measurer);
  for (const Block& block : document.blocks) std::visit(composer, block);
  return composer.Take();
}

}  // namespace eduplan::layout
