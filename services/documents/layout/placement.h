// Puts a document on GB/T 9704-2012 pages once, so that every format (PDF, OFD, PNG) writes the
// same placement.
//
//   absl::StatusOr<PlacedDocument> placed = Place(document, fonts);
//   absl::StatusOr<std::string> pdf = formats::WritePdf(*placed, fonts);
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_PLACEMENT_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_PLACEMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/documents/layout/blocks.h"
#include "services/documents/layout/fonts.h"

namespace eduplan::layout {

struct PlacedGlyph {
  uint32_t index;  // in the face of the text
  double x;        // offset from PlacedText::x in pt; spacing and justification are in it
};

// A stretch of one line in one face. Lengths in pt, y downwards from the page's top left corner.
struct PlacedText {
  double x = 0;
  double y = 0;  // baseline
  FontRole role = FontRole::kFangSong;
  FaceId face = 0;
  double size = 0;
  std::string text;                 // UTF-8
  std::vector<PlacedGlyph> glyphs;  // one for each code point of `text`
};

struct PlacedRule {
  double x1, y1, x2, y2;
  double width;
};

struct PlacedPage {
  int number = 0;  // from 1; counts pages whose number is not printed as well
  std::vector<PlacedText> texts;
  std::vector<PlacedRule> rules;
};

// A title or heading, for bookmarks.
struct OutlineEntry {
  int level;  // 0 title or attachment, 1 to 4 headings
  std::string text;
  int page;  // from 1
  double y;  // top of its line, pt
};

// A font used in place of another.
struct FontSubstitution {
  FontRole role;
  std::string wanted;      // the office's family
  std::string used;        // what stands for it
  std::string characters;  // UTF-8: those not in the role's face; empty: the whole role
};

struct PlacedDocument {
  Metadata metadata;
  std::vector<PlacedPage> pages;
  std::vector<OutlineEntry> outline;
  std::vector<FontSubstitution> substitutions;
  // Characters that no font has, once each in code point order; each is drawn as 〓.
  std::u32string missing;
};

// INVALID_ARGUMENT when the document breaks a rule of validate.h. Thread-safe.
absl::StatusOr<PlacedDocument> Place(const Document& document, const FontSet& fonts);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_PLACEMENT_H_
