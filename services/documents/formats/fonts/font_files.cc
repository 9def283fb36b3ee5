#include "services/documents/formats/fonts/font_files.h"

#include <fontconfig/fontconfig.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace eduplan::formats {
namespace {

struct Destroy {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};

const FcChar8* Bytes(const std::string& text) {
  return reinterpret_cast<const FcChar8*>(text.c_str());
}

int Weight(FcPattern* font) {
  int weight = FC_WEIGHT_REGULAR;
  FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
  return weight;
}

// Fandol's bold faces claim the regular weight, so the style counts as well.
bool IsBold(FcPattern* font) {
  FcChar8* style = nullptr;
  FcPatternGetString(font, FC_STYLE, 0, &style);
  return Weight(font) >= FC_WEIGHT_BOLD ||
         (style != nullptr && FcStrCmpIgnoreCase(style, Bytes("Bold")) == 0);
}

std::optional<FontFile> Describe(FcPattern* font) {
  FcChar8* path = nullptr;
  if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch) return std::nullopt;
  FontFile file;
  file.path = reinterpret_cast<const char*>(path);
  FcPatternGetInteger(font, FC_INDEX, 0, &file.index);
  FcPatternGetInteger(font, FC_FONTVERSION, 0, &file.version);
  return file;
}

}  // namespace

absl::StatusOr<FontFiles> FontFiles::Load(const std::vector<std::string>& directories) {
  FcConfig* config = FcInitLoadConfigAndFonts();
  if (config == nullptr) return absl::UnavailableError("fontconfig has no configuration");
  for (const std::string& directory : directories) {
    std::error_code error;
    if (std::filesystem::is_directory(directory, error)) {
      FcConfigAppFontAddDir(config, Bytes(directory));
    }
  }
  return FontFiles(config);
}

FontFiles::~FontFiles() {
  if (config_ != nullptr) FcConfigDestroy(config_);
}

std::optional<FontFile> FontFiles::Find(const std::string& family, bool bold) const {
  std::unique_ptr<FcPattern, Destroy> pattern(FcPatternCreate());
  FcPatternAddString(pattern.get(), FC_FAMILY, Bytes(family));
  FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
  std::unique_ptr<FcObjectSet, Destroy> wanted(FcObjectSetBuild(
      FC_FILE, FC_INDEX, FC_WEIGHT, FC_STYLE, FC_FONTVERSION, FC_VARIABLE, nullptr));
  std::unique_ptr<FcFontSet, Destroy> fonts(FcFontList(config_, pattern.get(), wanted.get()));
  // The weight nearest to the one meant; among equals the first path, because fontconfig lists in
  // no fixed order.
  std::optional<FontFile> best;
  std::pair<int, std::string> best_rank;
  for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
    FcPattern* font = fonts->fonts[i];
    FcBool variable = FcFalse;
    FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
    if (variable == FcTrue || IsBold(font) != bold) continue;
    std::optional<FontFile> file = Describe(font);
    if (!file.has_value()) continue;
    const int meant = bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR;
    std::pair<int, std::string> rank(std::abs(Weight(font) - meant), file->path);
    if (best.has_value() && rank >= best_rank) continue;
    best = std::move(file);
    best_rank = std::move(rank);
  }
  if (best.has_value()) best->name = bold ? family + " Bold" : family;
  return best;
}

}  // namespace eduplan::formats
