// Finds font files by family through fontconfig.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_FONTS_FONT_FILES_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_FONTS_FONT_FILES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

struct _FcConfig;

namespace eduplan::formats {

struct FontFile {
  std::string path;
  int index = 0;     // in a collection
  int version = 0;   // the font's own revision, 16.16 fixed point
  std::string name;  // "FandolSong Bold"
};

// The fonts of the machine and of the given directories. Not thread-safe.
class FontFiles {
 public:
  // UNAVAILABLE when fontconfig has no configuration. Directories that do not exist are skipped.
  static absl::StatusOr<FontFiles> Load(const std::vector<std::string>& directories);
  FontFiles(FontFiles&& other) noexcept : config_(other.config_) { other.config_ = nullptr; }
  FontFiles& operator=(FontFiles&&) = delete;
  ~FontFiles();

  // The upright face of exactly this family, bold or regular.
  std::optional<FontFile> Find(const std::string& family, bool bold) const;

 private:
  explicit FontFiles(_FcConfig* config) : config_(config) {}
  _FcConfig* config_;
};

}  // namespace eduplan::formats

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_FONTS_FONT_FILES_H_
