#include "services/documents/formats/fonts/system_fonts.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace eduplan::formats {
namespace {

using layout::FaceId;
using layout::FontRole;
using layout::Glyph;

struct Family {
  const char* name;
  bool bold = false;
};

std::vector<Family> Families(FontRole role) {
  switch (role) {
    case FontRole::kTitle:
      return {{"方正小标宋简体"},
              {"FZXiaoBiaoSong-B05S"},
              {"FandolSong", true},
              {"Noto Serif CJK SC", true}};
    case FontRole::kFangSong:
      return {{"仿宋_GB2312"}, {"FangSong_GB2312"}, {"FandolFang"}, {"Noto Serif CJK SC"}};
    case FontRole::kKai:
      return {{"楷体_GB2312"},
              {"KaiTi_GB2312"},
              {"FandolKai"},
              {"AR PL KaitiM GB"},
              {"Noto Serif CJK SC"}};
    case FontRole::kHei:
      return {{"黑体"}, {"SimHei"}, {"FandolHei"}, {"Noto Sans CJK SC"}};
    case FontRole::kSong:
      break;
  }
  return {{"宋体"}, {"SimSun"}, {"FandolSong"}, {"Noto Serif CJK SC"}};
}

constexpr Family kFallbacks[] = {
    {"Noto Serif CJK SC"}, {"HanaMinA"}, {"HanaMinB"}, {"DejaVu Sans"}};

constexpr char32_t kMissingMark = U'〓';

}  // namespace

// HarfBuzz reads the mapped tables without locks, so metrics need no mutex.
struct SystemFonts::Face {
  FontFile file;
  hb_font_t* metrics = nullptr;
  double units_per_em = 1000;
  cairo_font_face_t* cairo = nullptr;

  ~Face() {
    hb_font_destroy(metrics);
    if (cairo != nullptr) cairo_font_face_destroy(cairo);
  }

  std::optional<Glyph> Find(FaceId id, char32_t character) const {
    hb_codepoint_t index = 0;
    if (!hb_font_get_nominal_glyph(metrics, character, &index)) return std::nullopt;
    return Glyph{id, index, hb_font_get_glyph_h_advance(metrics, index) / units_per_em, false};
  }
};

SystemFonts::SystemFonts() = default;
SystemFonts::~SystemFonts() = default;

FaceId SystemFonts::Add(const FontFiles& files, const std::string& family, bool bold) {
  const std::optional<FontFile> file = files.Find(family, bold);
  if (!file.has_value()) return -1;
  for (size_t i = 0; i < faces_.size(); ++i) {
    if (faces_[i]->file.path == file->path && faces_[i]->file.index == file->index) {
      return static_cast<FaceId>(i);
    }
  }
  hb_blob_t* blob = hb_blob_create_from_file_or_fail(file->path.c_str());
  if (blob == nullptr) return -1;
  hb_face_t* hb_face = hb_face_create(blob, file->index);
  auto face = std::make_unique<Face>();
  face->file = *file;
  face->units_per_em = hb_face_get_upem(hb_face);
  face->metrics = hb_font_create(hb_face);
  hb_font_make_immutable(face->metrics);
  hb_face_destroy(hb_face);
  hb_blob_destroy(blob);

  FcPattern* pattern = FcPatternCreate();
  FcPatternAddString(pattern, FC_FILE, reinterpret_cast<const FcChar8*>(file->path.c_str()));
  FcPatternAddInteger(pattern, FC_INDEX, file->index);
  face->cairo = cairo_ft_font_face_create_for_pattern(pattern);
  FcPatternDestroy(pattern);
  faces_.push_back(std::move(face));
  return static_cast<FaceId>(faces_.size() - 1);
}

absl::StatusOr<std::unique_ptr<SystemFonts>> SystemFonts::Load(const FontOptions& options) {
  absl::StatusOr<FontFiles> files = FontFiles::Load(options.directories);
  if (!files.ok()) return files.status();
  std::unique_ptr<SystemFonts> fonts(new SystemFonts());
  for (FontRole role : layout::kFontRoles) {
    FaceId found = -1;
    for (const Family& family : Families(role)) {
      found = fonts->Add(*files, family.name, family.bold);
      if (found >= 0) break;
    }
    if (found < 0) {
      return absl::FailedPreconditionError(absl::StrCat(
          "no font installed for ", layout::OfficeFamily(role), " or its substitutes"));
    }
    fonts->role_faces_[static_cast<size_t>(role)] = found;
  }
  for (const Family& family : kFallbacks) {
    const FaceId face = fonts->Add(*files, family.name, family.bold);
    if (face >= 0) fonts->fallbacks_.push_back(face);
  }
  fonts->missing_ = fonts->Find(FontRole::kFangSong, kMissingMark);
  fonts->missing_.missing = true;
  return fonts;
}

Glyph SystemFonts::Find(FontRole role, char32_t character) const {
  const FaceId own = RoleFace(role);
  if (auto glyph = faces_[own]->Find(own, character)) return *glyph;
  for (FaceId face : fallbacks_) {
    if (auto glyph = faces_[face]->Find(face, character)) return *glyph;
  }
  return missing_;
}

FaceId SystemFonts::RoleFace(FontRole role) const {
  return role_faces_[static_cast<size_t>(role)];
}

std::string SystemFonts::FaceName(FaceId face) const {
  return faces_[face]->file.name;
}

_cairo_font_face* SystemFonts::CairoFace(FaceId face) const {
  return faces_[face]->cairo;
}

const FontFile& SystemFonts::File(FaceId face) const {
  return faces_[face]->file;
}

std::string SystemFonts::Identity() const {
  std::string out;
  for (const auto& face : faces_)
    absl::StrAppend(&out, face->file.name, "/", face->file.version, ";");
  return out;
}

}  // namespace eduplan::formats
