#include "services/plan_items/importer/formats/word_xml/definitions.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "services/plan_items/importer/formats/word_xml/utf8.h"

namespace eduplan::importer::word {
namespace {

constexpr size_t kMostDefinitions = 50'000;
constexpr size_t kLongestTitle = 4096;
constexpr size_t kLongestLevelText = 256;

int NumberOf(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool IsLevel(int level) {
  return level >= 0 && level < kLevels;
}

}  // namespace

bool DefinitionsHandler::Inside(Tag tag) const {
  return std::find(open_.begin(), open_.end(), tag) != open_.end();
}

absl::Status DefinitionsHandler::CheckCount() const {
  if (to_.styles.size() + to_.numbering.size() <= kMostDefinitions) return absl::OkStatus();
  return kind_.refuse(office::Fault::kTooLarge, "the document has more than 50000 styles and lists",
                      "文档的样式和列表超过50000个");
}

absl::Status DefinitionsHandler::Begin(const office::ElementName& name,
                                       const office::Attributes& attributes) {
  const Tag tag = TagOf(name);
  // A choice that the reader may not know goes before the one that every reader knows.
  if (skipped_ > 0 || tag == Tag::kSkipped || tag == Tag::kChoice) {
    ++skipped_;
    return absl::OkStatus();
  }
  const std::string_view value = attributes.Get("val");
  if (tag == Tag::kStyle) {
    id_ = attributes.Get("styleId");
    style_ = {.type = std::string(attributes.Get("type"))};
    const std::string_view is_default = attributes.Get("default");
    if (!is_default.empty() && IsOn(is_default) && style_.type == "paragraph") {
      to_.styles.SetDefault(id_);
    }
  } else if (Inside(Tag::kStyle)) {
    ReadStyle(tag, value);
  } else if (Inside(Tag::kLevel)) {
    ReadLevel(tag, attributes);
  } else if (Inside(Tag::kNumbering)) {
    ReadList(tag, attributes);
  }
  open_.push_back(tag);
  return CheckCount();
}

absl::Status DefinitionsHandler::Text(std::string_view text) {
  if (skipped_ > 0 || open_.empty() || open_.back() != Tag::kTitle) return absl::OkStatus();
  if (to_.title.size() + text.size() <= kLongestTitle) to_.title.append(text);
  return absl::OkStatus();
}

absl::Status DefinitionsHandler::End(const office::ElementName& /*name*/) {
  if (skipped_ > 0) {
    --skipped_;
    return absl::OkStatus();
  }
  const Tag tag = open_.back();
  open_.pop_back();
  if (tag == Tag::kStyle) EndStyle();
  if (!Inside(Tag::kNumbering)) return absl::OkStatus();
  if (tag == Tag::kLevel) EndLevel();
  if (tag == Tag::kAbstractList) to_.numbering.Add(id_, std::exchange(abstract_, {}));
  if (tag == Tag::kList) to_.numbering.Add(id_, std::exchange(list_, {}));
  return absl::OkStatus();
}

void DefinitionsHandler::ReadStyle(Tag tag, std::string_view value) {
  switch (tag) {
    case Tag::kStyleName:
      style_.name = value;
      break;
    case Tag::kBasedOn:
      style_.based_on = value;
      break;
    case Tag::kItemLevel:
      style_.item.level = NumberOf(value, -1);
      break;
    case Tag::kItemList:
      style_.item.list = value;
      break;
    case Tag::kHidden:
      style_.says_hidden = true;
      style_.hides = IsOn(value);
      break;
    default:
      break;
  }
}

void DefinitionsHandler::EndStyle() {
  if (style_.type == "numbering" || style_.type == "list") {
    to_.numbering.AddStyle(id_, style_.item.list);
  }
  to_.styles.Add(id_, std::exchange(style_, {}));
}

void DefinitionsHandler::ReadList(Tag tag, const office::Attributes& attributes) {
  const std::string_view value = attributes.Get("val");
  switch (tag) {
    case Tag::kAbstractList:
      id_ = attributes.Get("abstractNumId");
      if (id_.empty()) id_ = attributes.Get("listDefId");
      abstract_ = {};
      break;
    case Tag::kList:
      id_ = attributes.Get("numId");
      if (id_.empty()) id_ = attributes.Get("ilfo");
      list_ = {};
      break;
    case Tag::kAbstractId:
      list_.abstract = value;
      break;
    case Tag::kOverride:
      override_at_ = NumberOf(attributes.Get("ilvl"), 0);
      break;
    case Tag::kStartOverride:
      if (IsLevel(override_at_)) list_.overrides[override_at_].start = NumberOf(value, 1);
      break;
    case Tag::kStyleLink:
      abstract_.style_link = value;
      break;
    case Tag::kNumStyleLink:
      abstract_.num_style_link = value;
      break;
    case Tag::kLevel:
      level_at_ = NumberOf(attributes.Get("ilvl"), 0);
      level_ = {};
      break;
    default:
      break;
  }
}

void DefinitionsHandler::ReadLevel(Tag tag, const office::Attributes& attributes) {
  const std::string_view value = attributes.Get("val");
  switch (tag) {
    case Tag::kStart:
      level_.start = std::max(0, NumberOf(value, 1));
      break;
    case Tag::kFormat:
      level_.format = NumberFormatOf(value);
      break;
    case Tag::kFormatCode:
      level_.format = NumberFormatOfCode(NumberOf(value, 0));
      break;
    case Tag::kLevelText:
      level_.text = FromUtf8(value.substr(0, kLongestLevelText));
      break;
    case Tag::kParagraphStyle:
      level_.style = value;
      break;
    case Tag::kLevelRestart:
      level_.restart_after = NumberOf(value, -1);
      break;
    case Tag::kLegal:
      level_.legal = IsOn(value);
      break;
    case Tag::kSuffix:
      level_.space = value != "nothing" && value != "Nothing";
      break;
    default:
      break;
  }
}

void DefinitionsHandler::EndLevel() {
  if (!IsLevel(level_at_)) return;
  if (Inside(Tag::kOverride)) {
    list_.overrides[level_at_].level = std::exchange(level_, {});
  } else if (Inside(Tag::kAbstractList)) {
    abstract_.levels[static_cast<size_t>(level_at_)] = std::exchange(level_, {});
  }
}

}  // namespace eduplan::importer::word
