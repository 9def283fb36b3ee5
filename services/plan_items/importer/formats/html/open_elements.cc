#include "services/plan_items/importer/formats/html/open_elements.h"

#include <algorithm>
#include <functional>
#include <string>

#include "services/plan_items/importer/formats/html/ascii.h"
#include "services/plan_items/importer/formats/html/tags.h"

namespace eduplan::importer {
namespace {

constexpr size_t kNone = static_cast<size_t>(-1);

GumboTag TagOf(std::string_view name) {
  return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
}

uint64_t Hash(std::string_view text) {
  return std::hash<std::string>()(Lower(text));
}

bool IsForeignRoot(GumboTag tag) {
  return tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH;
}

// Inside these of SVG and MathML the rules are those of HTML again.
bool IsIntegrationPoint(GumboTag tag) {
  return tag == GUMBO_TAG_DESC || tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_FOREIGNOBJECT ||
         tag == GUMBO_TAG_MI || tag == GUMBO_TAG_MO || tag == GUMBO_TAG_MN || tag == GUMBO_TAG_MS ||
         tag == GUMBO_TAG_MTEXT || tag == GUMBO_TAG_ANNOTATION_XML;
}

bool KeepsFormatting(GumboTag tag) {
  return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION ||
         tag == GUMBO_TAG_APPLET || tag == GUMBO_TAG_MARQUEE || tag == GUMBO_TAG_OBJECT ||
         tag == GUMBO_TAG_TEMPLATE;
}

}  // namespace

bool OpenElements::OpensRawText(std::string_view name) const {
  return IsRawText(TagOf(name)) && !InForeign() &&
         (selects_ == 0 || TagOf(name) == GUMBO_TAG_SCRIPT);
}

void OpenElements::Start(std::string_view name, std::string_view text, bool self_closing) {
  const GumboTag tag = TagOf(name);
  const Element element{tag, Hash(name), IsFormatting(tag) ? Hash(text) : 0, IsForeignRoot(tag)};
  if (InForeign() && StartForeign(element, self_closing)) return;
  if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_BODY) return;
  if (selects_ > 0 && !StartInSelect(tag)) return;
  if (IsVoid(tag) || (element.foreign && self_closing)) return;
  if (IsTablePart(tag) && !MakeRoomInTable(tag)) return;
  CloseBefore(tag);
  if (tag == GUMBO_TAG_SELECT) ++selects_;
  if (KeepsFormatting(tag)) ++cells_;
  stack_.push_back(element);
  stack_.back().lost = lost_.size();
}

bool OpenElements::StartForeign(const Element& element, bool self_closing) {
  const bool html = element.tag != GUMBO_TAG_UNKNOWN && !IsForeignRoot(element.tag) &&
                    !IsIntegrationPoint(element.tag) && element.tag != GUMBO_TAG_A &&
                    element.tag != GUMBO_TAG_STYLE && element.tag != GUMBO_TAG_SCRIPT &&
                    !IsTablePart(element.tag);
  if (html) {
    while (InForeign()) stack_.pop_back();
    return false;
  }
  if (self_closing) return true;
  Element foreign = element;
  foreign.foreign = !IsIntegrationPoint(element.tag);
  stack_.push_back(foreign);
  return true;
}

bool OpenElements::StartInSelect(GumboTag tag) {
  if (tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP) return true;
  const bool leaves = tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_KEYGEN ||
                      tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_SELECT || IsTablePart(tag) ||
                      tag == GUMBO_TAG_TABLE;
  if (leaves) EndInSelect(GUMBO_TAG_SELECT);
  return leaves && tag != GUMBO_TAG_SELECT;
}

void OpenElements::EndInSelect(GumboTag tag) {
  if (!stack_.empty() && stack_.back().tag == tag && tag != GUMBO_TAG_SELECT) {
    stack_.pop_back();
    return;
  }
  if (tag != GUMBO_TAG_SELECT && !IsTablePart(tag) && tag != GUMBO_TAG_TABLE) return;
  for (size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i].tag == GUMBO_TAG_SELECT) return PopFrom(i);
  }
}

void OpenElements::CloseBefore(GumboTag tag) {
  const auto close = [&](GumboTag other) {
    const size_t open = FindOpen({other, Hash(gumbo_normalized_tagname(other)), 0, false});
    if (open != kNone) PopFrom(open);
  };
  if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) {
    for (size_t i = stack_.size(); i-- > 0;) {
      const GumboTag open = stack_[i].tag;
      const bool same =
          tag == GUMBO_TAG_LI ? open == tag : open == GUMBO_TAG_DD || open == GUMBO_TAG_DT;
      if (same) {
        PopFrom(i);
        break;
      }
      if (IsSpecial(open) && open != GUMBO_TAG_ADDRESS && open != GUMBO_TAG_DIV &&
          open != GUMBO_TAG_P) {
        break;
      }
    }
  }
  if (ClosesParagraph(tag)) close(GUMBO_TAG_P);
  if (tag == GUMBO_TAG_BUTTON) close(tag);
  if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_NOBR) {
    EndFormatting({tag, Hash(gumbo_normalized_tagname(tag)), 0, false});
  }
  const bool choice = tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP;
  if (choice && !stack_.empty() && stack_.back().tag == GUMBO_TAG_OPTION) stack_.pop_back();
}

bool OpenElements::MakeRoomInTable(GumboTag tag) {
  size_t table = stack_.size();
  while (table > 0 && stack_[table - 1].tag != GUMBO_TAG_TABLE) {
    if (stack_[table - 1].tag == GUMBO_TAG_TEMPLATE) return true;
    --table;
  }
  if (table == 0) return false;
  const bool cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  size_t keep = table;
  for (size_t i = table; i < stack_.size(); ++i) {
    const GumboTag open = stack_[i].tag;
    const bool body = open == GUMBO_TAG_TBODY || open == GUMBO_TAG_THEAD || open == GUMBO_TAG_TFOOT;
    const bool holds = (i == table && body && (cell || tag == GUMBO_TAG_TR)) ||
                       (i == keep && open == GUMBO_TAG_TR && cell);
    if (!holds) break;
    keep = i + 1;
  }
  PopFrom(keep);
  return true;
}

void OpenElements::End(std::string_view name) {
  const GumboTag tag = TagOf(name);
  const Element element{tag, Hash(name), 0, false};
  if (InForeign() && EndForeign(element)) return;
  if (selects_ > 0) return EndInSelect(tag);
  if (IsFormatting(tag)) return EndFormatting(element);
  const size_t open = FindOpen(element);
  if (open != kNone) PopFrom(open);
}

bool OpenElements::EndForeign(const Element& element) {
  for (size_t i = stack_.size(); i-- > 0;) {
    if (!stack_[i].foreign) break;
    if (stack_[i].name != element.name) continue;
    stack_.resize(i);
    return true;
  }
  return false;
}

void OpenElements::EndFormatting(const Element& element) {
  const size_t open = FindOpen(element);
  if (open != kNone) {
    stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(open));
    return;
  }
  if (cells_ > 0) return;
  const auto lost = std::find_if(lost_.rbegin(), lost_.rend(),
                                 [&](const Element& each) { return each.tag == element.tag; });
  if (lost != lost_.rend()) lost_.erase(std::next(lost).base());
}

size_t OpenElements::FindOpen(const Element& element) const {
  const bool table = element.tag == GUMBO_TAG_TABLE || IsTablePart(element.tag);
  const bool heading = IsHeading(element.tag);
  for (size_t i = stack_.size(); i-- > 0;) {
    const Element& open = stack_[i];
    if (open.name == element.name || (heading && IsHeading(open.tag))) return i;
    bool barrier = IsScope(open.tag);
    if (table) {
      barrier = open.tag == GUMBO_TAG_TABLE || open.tag == GUMBO_TAG_TEMPLATE;
    } else if (!IsSpecial(element.tag) || element.tag == GUMBO_TAG_FORM) {
      barrier = IsSpecial(open.tag);
    } else if (element.tag == GUMBO_TAG_LI) {
      barrier = barrier || open.tag == GUMBO_TAG_OL || open.tag == GUMBO_TAG_UL;
    } else if (element.tag == GUMBO_TAG_P) {
      barrier = barrier || open.tag == GUMBO_TAG_BUTTON;
    }
    if (barrier) return kNone;
  }
  return kNone;
}

void OpenElements::PopFrom(size_t position) {
  for (size_t i = stack_.size(); i-- > position;) {
    const Element& element = stack_[i];
    if (element.tag == GUMBO_TAG_SELECT && selects_ > 0) --selects_;
    if (KeepsFormatting(element.tag)) {
      --cells_;
      if (lost_.size() > element.lost) lost_.resize(element.lost);
    }
    if (i == position || element.text == 0) continue;
    // The parser opens no more than three alike again.
    const auto alike = std::count_if(
        lost_.begin(), lost_.end(), [&](const Element& each) { return each.text == element.text; });
    if (alike < 3) lost_.push_back(element);
  }
  stack_.resize(std::min(position, stack_.size()));
}

}  // namespace eduplan::importer
