#include "services/plan_items/importer/formats/html/elements.h"

#include <unicode/utf8.h>

#include <cstring>
#include <string>
#include <unordered_map>

#include "services/plan_items/importer/formats/html/ascii.h"
#include "services/plan_items/importer/formats/html/hints.h"
#include "services/plan_items/importer/formats/html/page.h"
#include "services/plan_items/importer/formats/html/tags.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

struct Step {
  const GumboNode* node;
  uint32_t parent;
  bool linked;
  bool unseen;
};

bool IsText(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
}

template <typename Visit>
void ForEachCharacter(const char* text, Visit visit) {
  const auto size = static_cast<int64_t>(std::strlen(text));
  for (int64_t i = 0; i < size;) {
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT(text, i, size, c);
    if (c >= 0 && !visit(static_cast<char32_t>(c))) return;
  }
}

void Count(const char* text, bool linked, Element& element) {
  ForEachCharacter(text, [&](char32_t c) {
    if (IsSpace(c) || c == U'\r' || c == U'\f') return true;
    ++element.text;
    if (linked) ++element.linked;
    if (!linked && IsOneOf(c, U"，。；,;")) ++element.clauses;
    return true;
  });
}

bool IsUnseenElement(const GumboNode* node) {
  const GumboElement& element = node->v.element;
  if (element.tag != GUMBO_TAG_UNKNOWN) return IsUnseen(element.tag);
  // Settings of Word.
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  const std::string_view tag(name.data, name.length);
  return Lower(tag) == "xml" || StartsWithIgnoringCase(tag, "w:");
}

void PushChildren(const GumboNode* node, uint32_t index, bool linked, bool unseen,
                  std::vector<Step>& stack) {
  const GumboVector& children = node->v.element.children;
  for (unsigned i = children.length; i-- > 0;) {
    stack.push_back({static_cast<const GumboNode*>(children.data[i]), index, linked, unseen});
  }
}

void SumUp(std::vector<Element>& elements) {
  for (size_t i = elements.size(); i-- > 0;) {
    Element& element = elements[i];
    if (element.end <= i) element.end = static_cast<uint32_t>(i + 1);
    if (i == 0) break;
    Element& parent = elements[element.parent];
    parent.end = std::max(parent.end, element.end);
    parent.text += element.text;
    parent.linked += element.linked;
    parent.clauses += element.clauses;
  }
}

// Takes hints and hiding styles for true, unless the elements of that name hold the text of the
// page.
void Believe(std::vector<Element>& elements) {
  std::unordered_map<std::string, uint32_t> clauses_of;
  std::vector<std::string> names(elements.size());
  for (size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    element.hint = HintOf(element.node);
    if (element.hint == Hint::kNone) continue;
    names[i] = NamesOf(element.node);
    clauses_of[names[i]] += element.clauses;
  }
  const uint32_t most = elements[0].clauses / 2;
  for (size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    const bool hinted = element.hint != Hint::kNone && element.hint != Hint::kText;
    if (hinted && clauses_of[names[i]] > most) element.hint = Hint::kNone;
    element.unseen = element.unseen || (element.clauses <= most && IsHidden(element.node));
  }
}

}  // namespace

std::vector<Element> ListElements(const GumboNode* root) {
  std::vector<Element> elements;
  std::vector<Step> stack{{root, 0, false, false}};
  while (!stack.empty()) {
    const Step step = stack.back();
    stack.pop_back();
    if (IsText(step.node)) {
      if (!step.unseen) Count(step.node->v.text.text, step.linked, elements[step.parent]);
      continue;
    }
    if (step.node->type != GUMBO_NODE_ELEMENT) continue;
    const auto index = static_cast<uint32_t>(elements.size());
    const bool unseen = step.unseen || IsUnseenElement(step.node);
    elements.push_back({.node = step.node, .parent = step.parent, .unseen = unseen});
    PushChildren(step.node, index, step.linked || IsLink(step.node), unseen, stack);
  }
  SumUp(elements);
  Believe(elements);
  return elements;
}

bool IsLink(const GumboNode* element) {
  if (element->v.element.tag != GUMBO_TAG_A) return false;
  const std::string_view href = AttributeOf(element, "href");
  if (href.empty() || (href[0] == '#' && href != "#")) return false;
  constexpr size_t kSentence = 20;
  const std::u32string text = FirstCharacters(element, 200);
  return text.size() < kSentence || text.find_first_of(U"。；") == std::u32string::npos;
}

std::u32string FirstCharacters(const GumboNode* element, size_t count) {
  std::u32string text;
  std::vector<Step> stack{{element, 0, false, false}};
  while (!stack.empty() && text.size() < count) {
    const GumboNode* node = stack.back().node;
    stack.pop_back();
    if (IsText(node)) {
      ForEachCharacter(node->v.text.text, [&](char32_t c) {
        if (!IsSpace(c) && c != U'\r') text.push_back(c);
        return text.size() < count;
      });
    } else if (node->type == GUMBO_NODE_ELEMENT && !IsUnseenElement(node)) {
      PushChildren(node, 0, false, false, stack);
    }
  }
  return text;
}

}  // namespace eduplan::importer
