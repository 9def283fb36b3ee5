#include "services/documents/formats/pdf/draw_page.h"

#include <cairo.h>

#include <vector>

namespace eduplan::formats {
namespace {

// Bytes of the UTF-8 sequence that starts with `lead`.
int SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// Every glyph is tied to its character, which is what text extraction reads.
void DrawText(const layout::PlacedText& text, const SystemFonts& fonts, cairo_t* cairo) {
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
  size_t byte = 0;
  for (const layout::PlacedGlyph& glyph : text.glyphs) {
    const int length = SequenceLength(static_cast<unsigned char>(text.text[byte]));
    byte += length;
    glyphs.push_back({glyph.index, text.x + glyph.x, text.y});
    clusters.push_back({length, 1});
  }
  cairo_set_font_face(cairo, fonts.CairoFace(text.face));
  cairo_set_font_size(cairo, text.size);
  cairo_show_text_glyphs(cairo, text.text.data(), static_cast<int>(text.text.size()), glyphs.data(),
                         static_cast<int>(glyphs.size()), clusters.data(),
                         static_cast<int>(clusters.size()), cairo_text_cluster_flags_t{});
}

}  // namespace

void DrawPage(const layout::PlacedPage& page, const SystemFonts& fonts, cairo_t* cairo) {
  cairo_set_source_rgb(cairo, 0, 0, 0);
  for (const layout::PlacedRule& rule : page.rules) {
    cairo_set_line_width(cairo, rule.width);
    cairo_move_to(cairo, rule.x1, rule.y1);
    cairo_line_to(cairo, rule.x2, rule.y2);
    cairo_stroke(cairo);
  }
  for (const layout::PlacedText& text : page.texts) {
    if (!text.glyphs.empty()) DrawText(text, fonts, cairo);
  }
}

}  // namespace eduplan::formats
