#include "services/plan_items/importer/formats/html/numbering.h"

#include <algorithm>

#include "services/plan_items/importer/formats/html/ascii.h"
#include "services/plan_items/importer/formats/html/page.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr int kLargest = 99'999;

int NumberIn(const GumboNode* element, const char* attribute, int otherwise) {
  const int number = NumberOf(AttributeOf(element, attribute)).value_or(otherwise);
  return number >= 0 && number <= kLargest ? number : otherwise;
}

int CountItems(const GumboNode* list) {
  int items = 0;
  const GumboVector& children = list->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_LI) ++items;
  }
  return items;
}

std::u32string Decimal(int number) {
  const std::string digits = std::to_string(number);
  return {digits.begin(), digits.end()};
}

// Up to 99; browsers print digits beyond what they can count.
std::u32string Han(int number) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  if (number < 1 || number > 99) return Decimal(number);
  std::u32string text;
  const auto tens = static_cast<size_t>(number / 10);
  const auto ones = static_cast<size_t>(number % 10);
  if (tens > 1) text.push_back(kDigits[tens]);
  if (tens > 0) text.push_back(U'十');
  if (ones > 0) text.push_back(kDigits[ones]);
  return text;
}

}  // namespace

ListNumbering::ListNumbering(const GumboNode* list) {
  if (list->v.element.tag != GUMBO_TAG_OL) return;
  const std::string style = Lower(AttributeOf(list, "style").substr(0, 400));
  const std::string_view type = AttributeOf(list, "type");
  style_ = Style::kDecimal;
  if ((style.find("none") != std::string::npos)) {
    style_ = Style::kNone;
  } else if ((style.find("cjk-ideographic") != std::string::npos) ||
             (style.find("chinese") != std::string::npos)) {
    style_ = Style::kHan;
  } else if (type == "a" || (style.find("lower-alpha") != std::string::npos)) {
    style_ = Style::kLower;
  } else if (type == "A" || (style.find("upper-alpha") != std::string::npos)) {
    style_ = Style::kUpper;
  }
  const bool reversed = HasAttribute(list, "reversed");
  step_ = reversed ? -1 : 1;
  number_ = NumberIn(list, "start", reversed ? CountItems(list) : 1);
}

std::u32string ListNumbering::Next(const GumboNode* item) {
  number_ = NumberIn(item, "value", number_);
  const int number = number_;
  number_ = std::clamp(number_ + step_, 0, kLargest);
  const bool letter = style_ == Style::kLower || style_ == Style::kUpper;
  if (letter && number >= 1 && number <= 26) {
    const char32_t first = style_ == Style::kLower ? U'a' : U'A';
    return {first + static_cast<char32_t>(number - 1), U'.'};
  }
  if (style_ == Style::kNone) return {};
  if (style_ == Style::kHan) return Han(number) + U'、';
  return Decimal(number) + U'.';
}

bool BeginsWithNumber(const std::u32string& text) {
  size_t at = 0;
  if (!text.empty() && IsOneOf(Fold(text[0]), U"([【第")) ++at;
  const size_t first = at;
  while (at < text.size() &&
         (IsDigit(Fold(text[at])) || IsOneOf(text[at], U"一二三四五六七八九十百零"))) {
    ++at;
  }
  if (at == first) return !text.empty() && text[0] >= 0x2460 && text[0] <= 0x249B;
  return at < text.size() && IsOneOf(Fold(text[at]), U").、.,】]章节条部");
}

}  // namespace eduplan::importer
