#include "services/plan_items/importer/formats/html/hints.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "services/plan_items/importer/formats/html/ascii.h"
#include "services/plan_items/importer/formats/html/page.h"

namespace eduplan::importer {
namespace {

// Whole words of names, English and pinyin.
constexpr std::string_view kNavigationWords[] = {
    "nav",     "menu",   "foot",     "side",  "crumb",   "crumbs",    "position", "location",
    "rank",    "search", "login",    "pager", "toolbar", "tools",     "links",    "friend",
    "tags",    "hot",    "like",     "reply", "daohang", "xiangguan", "tuijian",  "fenxiang",
    "pinglun", "weizhi", "comments", "prev",  "next",    "qrcode",    "statement"};
constexpr std::string_view kNavigationStems[] = {
    "navbar",    "sidebar", "breadcrumb", "copyright",  "footer",  "comment",   "relat",
    "recommend", "share",   "pagination", "friendlink", "hotnews", "navigation"};
constexpr std::string_view kAdvertisementWords[] = {"ad",  "ads",      "adv",   "gg",     "banner",
                                                    "vip", "guanggao", "promo", "sponsor"};
constexpr std::string_view kAdvertisementStems[] = {"advert", "paywall", "download", "adsense"};
constexpr std::string_view kTextWords[] = {"article",  "content",  "contents", "editor", "zoom",
                                           "detail",   "details",  "text",     "entry",  "neirong",
                                           "zhengwen", "wenzhang", "richtext"};
constexpr std::string_view kTextStems[] = {"articlecontent", "article_content", "trs_editor",
                                           "maincontent", "rich_media_content"};

bool Contains(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

template <typename List>
bool Holds(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

template <typename List>
bool HoldsStem(const List& list, std::string_view names) {
  return std::any_of(std::begin(list), std::end(list),
                     [&](std::string_view stem) { return Contains(names, stem); });
}

// Words of "relatedNews left-nav" end where letters do and where capitals begin.
template <typename Visit>
void ForEachWord(std::string_view names, Visit visit) {
  std::string word;
  for (const char c : names) {
    const bool capital = absl::ascii_isupper(c);
    if (!absl::ascii_isalpha(c) || (capital && !word.empty() && !absl::ascii_isupper(word[0]))) {
      if (!word.empty()) visit(Lower(word));
      word.clear();
    }
    if (absl::ascii_isalpha(c)) word.push_back(c);
  }
  if (!word.empty()) visit(Lower(word));
}

Hint HintOfNames(std::string_view names) {
  const std::string lower = Lower(names);
  bool text = HoldsStem(kTextStems, lower);
  bool navigation = HoldsStem(kNavigationStems, lower);
  bool advertisement = HoldsStem(kAdvertisementStems, lower);
  ForEachWord(names, [&](const std::string& word) {
    text = text || Holds(kTextWords, word);
    navigation = navigation || Holds(kNavigationWords, word);
    advertisement = advertisement || Holds(kAdvertisementWords, word);
  });
  if (advertisement) return Hint::kAdvertisement;
  if (navigation) return Hint::kNavigation;
  return text ? Hint::kText : Hint::kNone;
}

std::string WithoutSpaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!absl::ascii_isspace(c)) out.push_back(absl::ascii_tolower(c));
  }
  return out;
}

// More names an element never has for good reasons.
constexpr size_t kLongest = 400;

}  // namespace

std::string NamesOf(const GumboNode* element) {
  std::string names(AttributeOf(element, "class").substr(0, kLongest));
  names += ' ';
  names += AttributeOf(element, "id").substr(0, kLongest);
  return names;
}

Hint HintOf(const GumboNode* element) {
  switch (element->v.element.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
      return Hint::kNavigation;
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
      return Hint::kText;
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
      return Hint::kNone;
    default:
      break;
  }
  if (element->v.element.attributes.length == 0) return Hint::kNone;
  const std::string style = WithoutSpaces(AttributeOf(element, "style").substr(0, kLongest));
  if (Contains(style, "mso-element:footnote-list") || Contains(style, "mso-element:endnote-list")) {
    return Hint::kNotes;
  }
  const std::string_view role = AttributeOf(element, "role");
  if (role == "navigation" || role == "contentinfo" || role == "search" ||
      role == "complementary") {
    return Hint::kNavigation;
  }
  if (role == "main" || role == "article") return Hint::kText;
  const std::string names = NamesOf(element);
  if (Contains(names, "footnote")) return Hint::kNotes;
  return names.size() == 1 ? Hint::kNone : HintOfNames(names);
}

bool IsHidden(const GumboNode* element) {
  if (element->v.element.attributes.length == 0) return false;
  if (HasAttribute(element, "hidden") || AttributeOf(element, "aria-hidden") == "true") return true;
  const std::string_view style = AttributeOf(element, "style");
  if (style.empty()) return false;
  const std::string squeezed = WithoutSpaces(style.substr(0, kLongest));
  return Contains(squeezed, "display:none") || Contains(squeezed, "visibility:hidden");
}

}  // namespace eduplan::importer
