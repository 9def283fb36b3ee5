#include "services/plan_items/importer/formats/word_xml/fields.h"

#include <re2/re2.h>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "services/plan_items/importer/formats/word_xml/utf8.h"

namespace eduplan::importer::word {
namespace {

constexpr size_t kLongestInstruction = 512;

// The field's name: TOC, PAGE, EQ.
std::string NameOf(const std::string& instruction) {
  static const RE2 kRe(R"re(^\s*([A-Za-z]+))re");
  std::string name;
  RE2::PartialMatch(instruction, kRe, &name);
  return absl::AsciiStrToUpper(name);
}

// Characters set over one another: EQ \o\ac(○,3) is ③; of a phonetic guide,
// EQ \o\ad(\s\up 9(yun),云), the last part is the text.
std::u32string Overstruck(const std::string& instruction) {
  static const RE2 kRe(R"re(\\[oO]\s*(?:\\[aA][a-zA-Z]?\s*)?\((.*)[,;]\s*([^,;()]*)\))re");
  std::string under;
  std::string last;
  if (!RE2::PartialMatch(instruction, kRe, &under, &last)) return U"";
  int number = 0;
  const std::string ring(absl::StripAsciiWhitespace(under));
  const bool circled = ring == "○" || ring == "〇" || ring == "◯";
  if (circled && absl::SimpleAtoi(last, &number) && number >= 1 && number <= 20) {
    return {static_cast<char32_t>(U'①' + static_cast<char32_t>(number - 1))};
  }
  return FromUtf8(last);
}

}  // namespace

void Fields::Begin() {
  open_.push_back({});
  Count(Kind::kInstruction, 1);
}

void Fields::Count(Kind kind, int by) {
  if (kind == Kind::kInstruction || kind == Kind::kPageNumber) hiding_ += by;
  if (kind == Kind::kContents) contents_ += by;
}

void Fields::AddInstruction(std::string_view text) {
  if (open_.empty() || open_.back().kind != Kind::kInstruction) return;
  std::string& instruction = open_.back().instruction;
  if (instruction.size() + text.size() <= kLongestInstruction) instruction.append(text);
}

void Fields::Separate() {
  if (open_.empty() || open_.back().kind != Kind::kInstruction) return;
  Field& field = open_.back();
  const std::string name = NameOf(field.instruction);
  Count(field.kind, -1);
  field.kind = Kind::kResult;
  if (name == "TOC") field.kind = Kind::kContents;
  if (name == "PAGE" || name == "NUMPAGES" || name == "SECTIONPAGES") {
    field.kind = Kind::kPageNumber;
  }
  Count(field.kind, 1);
}

std::u32string Fields::End() {
  if (open_.empty()) return U"";
  const Field field = open_.back();
  open_.pop_back();
  Count(field.kind, -1);
  const bool shown = field.kind != Kind::kPageNumber && !field.has_text;
  return shown && NameOf(field.instruction) == "EQ" ? Overstruck(field.instruction) : U"";
}

void Fields::SawText() {
  if (!open_.empty()) open_.back().has_text = true;
}

void Fields::EndParagraph() {
  while (!open_.empty() && !Shows() &&
         (open_.back().kind == Kind::kInstruction || open_.back().kind == Kind::kPageNumber)) {
    Count(open_.back().kind, -1);
    open_.pop_back();
  }
}

}  // namespace eduplan::importer::word
