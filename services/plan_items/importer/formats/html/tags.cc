#include "services/plan_items/importer/formats/html/tags.h"

#include <bitset>
#include <initializer_list>

namespace eduplan::importer {
namespace {

class TagSet {
 public:
  TagSet(std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) tags_.set(static_cast<size_t>(tag));
  }
  bool Has(GumboTag tag) const { return tags_[static_cast<size_t>(tag)]; }

 private:
  std::bitset<GUMBO_TAG_LAST + 1> tags_;
};

}  // namespace

bool IsInline(GumboTag tag) {
  static const TagSet kTags{
      GUMBO_TAG_A,     GUMBO_TAG_ABBR,  GUMBO_TAG_ACRONYM, GUMBO_TAG_B,       GUMBO_TAG_BDI,
      GUMBO_TAG_BDO,   GUMBO_TAG_BIG,   GUMBO_TAG_CITE,    GUMBO_TAG_CODE,    GUMBO_TAG_DATA,
      GUMBO_TAG_DEL,   GUMBO_TAG_DFN,   GUMBO_TAG_EM,      GUMBO_TAG_FONT,    GUMBO_TAG_I,
      GUMBO_TAG_IMG,   GUMBO_TAG_INS,   GUMBO_TAG_KBD,     GUMBO_TAG_LABEL,   GUMBO_TAG_MARK,
      GUMBO_TAG_NOBR,  GUMBO_TAG_Q,     GUMBO_TAG_RB,      GUMBO_TAG_RUBY,    GUMBO_TAG_S,
      GUMBO_TAG_SAMP,  GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,    GUMBO_TAG_STRIKE,  GUMBO_TAG_STRONG,
      GUMBO_TAG_SUB,   GUMBO_TAG_SUP,   GUMBO_TAG_TIME,    GUMBO_TAG_TT,      GUMBO_TAG_U,
      GUMBO_TAG_VAR,   GUMBO_TAG_WBR,   GUMBO_TAG_UNKNOWN, GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,
      GUMBO_TAG_INPUT, GUMBO_TAG_LINK,  GUMBO_TAG_META,    GUMBO_TAG_TEMPLATE};
  return kTags.Has(tag);
}

bool IsVoid(GumboTag tag) {
  static const TagSet kTags{
      GUMBO_TAG_AREA,   GUMBO_TAG_BASE,   GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND,  GUMBO_TAG_BR,
      GUMBO_TAG_COL,    GUMBO_TAG_EMBED,  GUMBO_TAG_FRAME,    GUMBO_TAG_HR,       GUMBO_TAG_IMG,
      GUMBO_TAG_INPUT,  GUMBO_TAG_KEYGEN, GUMBO_TAG_LINK,     GUMBO_TAG_MENUITEM, GUMBO_TAG_META,
      GUMBO_TAG_PARAM,  GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK,    GUMBO_TAG_WBR,      GUMBO_TAG_IMAGE,
      GUMBO_TAG_ISINDEX};
  return kTags.Has(tag);
}

bool IsUnseen(GumboTag tag) {
  static const TagSet kTags{
      GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT,
      GUMBO_TAG_TEMPLATE, GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_BUTTON,
      GUMBO_TAG_IFRAME,   GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED,  GUMBO_TAG_OBJECT,
      GUMBO_TAG_APPLET,   GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,    GUMBO_TAG_CANVAS,
      GUMBO_TAG_SVG,      GUMBO_TAG_MATH,     GUMBO_TAG_MAP,      GUMBO_TAG_RT,
      GUMBO_TAG_RP,       GUMBO_TAG_DATALIST, GUMBO_TAG_PROGRESS, GUMBO_TAG_METER};
  return kTags.Has(tag);
}

bool IsSpecial(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_ADDRESS,    GUMBO_TAG_APPLET,
                            GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,
                            GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
                            GUMBO_TAG_BUTTON,     GUMBO_TAG_CAPTION,
                            GUMBO_TAG_CENTER,     GUMBO_TAG_COLGROUP,
                            GUMBO_TAG_DD,         GUMBO_TAG_DETAILS,
                            GUMBO_TAG_DIR,        GUMBO_TAG_DIV,
                            GUMBO_TAG_DL,         GUMBO_TAG_DT,
                            GUMBO_TAG_FIELDSET,   GUMBO_TAG_FIGCAPTION,
                            GUMBO_TAG_FIGURE,     GUMBO_TAG_FOOTER,
                            GUMBO_TAG_FORM,       GUMBO_TAG_FRAMESET,
                            GUMBO_TAG_H1,         GUMBO_TAG_H2,
                            GUMBO_TAG_H3,         GUMBO_TAG_H4,
                            GUMBO_TAG_H5,         GUMBO_TAG_H6,
                            GUMBO_TAG_HEAD,       GUMBO_TAG_HEADER,
                            GUMBO_TAG_HGROUP,     GUMBO_TAG_HTML,
                            GUMBO_TAG_IFRAME,     GUMBO_TAG_LI,
                            GUMBO_TAG_LISTING,    GUMBO_TAG_MAIN,
                            GUMBO_TAG_MARQUEE,    GUMBO_TAG_MENU,
                            GUMBO_TAG_NAV,        GUMBO_TAG_NOEMBED,
                            GUMBO_TAG_NOFRAMES,   GUMBO_TAG_NOSCRIPT,
                            GUMBO_TAG_OBJECT,     GUMBO_TAG_OL,
                            GUMBO_TAG_P,          GUMBO_TAG_PLAINTEXT,
                            GUMBO_TAG_PRE,        GUMBO_TAG_SCRIPT,
                            GUMBO_TAG_SECTION,    GUMBO_TAG_SELECT,
                            GUMBO_TAG_STYLE,      GUMBO_TAG_SUMMARY,
                            GUMBO_TAG_TABLE,      GUMBO_TAG_TBODY,
                            GUMBO_TAG_TD,         GUMBO_TAG_TEMPLATE,
                            GUMBO_TAG_TEXTAREA,   GUMBO_TAG_TFOOT,
                            GUMBO_TAG_TH,         GUMBO_TAG_THEAD,
                            GUMBO_TAG_TITLE,      GUMBO_TAG_TR,
                            GUMBO_TAG_UL,         GUMBO_TAG_XMP,
                            GUMBO_TAG_MI,         GUMBO_TAG_MO,
                            GUMBO_TAG_MN,         GUMBO_TAG_MS,
                            GUMBO_TAG_MTEXT,      GUMBO_TAG_FOREIGNOBJECT,
                            GUMBO_TAG_DESC};
  return kTags.Has(tag);
}

bool IsScope(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_APPLET,  GUMBO_TAG_CAPTION, GUMBO_TAG_HTML,
                            GUMBO_TAG_TABLE,   GUMBO_TAG_TD,      GUMBO_TAG_TH,
                            GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT,  GUMBO_TAG_TEMPLATE,
                            GUMBO_TAG_SELECT,  GUMBO_TAG_MI,      GUMBO_TAG_MO,
                            GUMBO_TAG_MN,      GUMBO_TAG_MS,      GUMBO_TAG_MTEXT,
                            GUMBO_TAG_DESC,    GUMBO_TAG_TITLE,   GUMBO_TAG_FOREIGNOBJECT};
  return kTags.Has(tag);
}

bool IsFormatting(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_A,  GUMBO_TAG_B,     GUMBO_TAG_BIG,    GUMBO_TAG_CODE,
                            GUMBO_TAG_EM, GUMBO_TAG_FONT,  GUMBO_TAG_I,      GUMBO_TAG_NOBR,
                            GUMBO_TAG_S,  GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,
                            GUMBO_TAG_TT, GUMBO_TAG_U};
  return kTags.Has(tag);
}

bool ClosesParagraph(GumboTag tag) {
  static const TagSet kTags{
      GUMBO_TAG_ADDRESS,    GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,   GUMBO_TAG_BLOCKQUOTE,
      GUMBO_TAG_CENTER,     GUMBO_TAG_DD,      GUMBO_TAG_DETAILS, GUMBO_TAG_DIR,
      GUMBO_TAG_DIV,        GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET,
      GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,
      GUMBO_TAG_H1,         GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,
      GUMBO_TAG_H5,         GUMBO_TAG_H6,      GUMBO_TAG_HEADER,  GUMBO_TAG_HGROUP,
      GUMBO_TAG_HR,         GUMBO_TAG_LI,      GUMBO_TAG_LISTING, GUMBO_TAG_MAIN,
      GUMBO_TAG_MENU,       GUMBO_TAG_NAV,     GUMBO_TAG_OL,      GUMBO_TAG_P,
      GUMBO_TAG_PRE,        GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_UL,
      GUMBO_TAG_XMP};
  return kTags.Has(tag);
}

bool IsRawText(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,   GUMBO_TAG_TEXTAREA,
                            GUMBO_TAG_TITLE,   GUMBO_TAG_XMP,     GUMBO_TAG_IFRAME,
                            GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES};
  return kTags.Has(tag);
}

bool IsTablePart(GumboTag tag) {
  static const TagSet kTags{GUMBO_TAG_TD,      GUMBO_TAG_TH,      GUMBO_TAG_TR,
                            GUMBO_TAG_TBODY,   GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,
                            GUMBO_TAG_CAPTION, GUMBO_TAG_COLGROUP};
  return kTags.Has(tag);
}

bool IsHeading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

}  // namespace eduplan::importer
