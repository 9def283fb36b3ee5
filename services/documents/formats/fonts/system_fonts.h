// The fonts of this machine as a layout::FontSet, and for the writers as files and Cairo faces.
//
// Each role takes the first family found of: the office's own font, its free substitutes (Fandol,
// AR PL KaitiM, Noto CJK). Characters that the role's face lacks come from Noto Serif CJK, HanaMin
// A and HanaMin B (CJK extensions B to F) and DejaVu.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_FONTS_SYSTEM_FONTS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_FONTS_SYSTEM_FONTS_H_

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/documents/formats/fonts/font_files.h"
#include "services/documents/layout/fonts.h"

struct _cairo_font_face;

namespace eduplan::formats {

struct FontOptions {
  // Folders searched besides those of fontconfig.
  std::vector<std::string> directories = {
      "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"};
};

// Load once a process and share: loading takes some 50 ms, the rest is thread-safe and lock-free.
class SystemFonts : public layout::FontSet {
 public:
  // FAILED_PRECONDITION, naming the role, when no family of a role is installed.
  static absl::StatusOr<std::unique_ptr<SystemFonts>> Load(const FontOptions& options);
  ~SystemFonts() override;

  layout::Glyph Find(layout::FontRole role, char32_t character) const override;
  layout::FaceId RoleFace(layout::FontRole role) const override;
  std::string FaceName(layout::FaceId face) const override;

  // Owned by this object.
  _cairo_font_face* CairoFace(layout::FaceId face) const;
  const FontFile& File(layout::FaceId face) const;

  // Names and versions of all faces: documents placed with equal identities are placed equally.
  std::string Identity() const;

 private:
  struct Face;
  SystemFonts();
  // The face of a family, added if new; -1 when it is not installed or not readable.
  layout::FaceId Add(const FontFiles& files, const std::string& family, bool bold);

  std::vector<std::unique_ptr<Face>> faces_;
  std::array<layout::FaceId, layout::kFontRoles.size()> role_faces_{};
  std::vector<layout::FaceId> fallbacks_;  // in the order they are asked
  layout::Glyph missing_;                  // 〓
};

}  // namespace eduplan::formats

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_FONTS_SYSTEM_FONTS_H_
