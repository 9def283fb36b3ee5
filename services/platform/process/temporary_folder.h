#ifndef EDUPLAN_SERVICES_PLATFORM_PROCESS_TEMPORARY_FOLDER_H_
#define EDUPLAN_SERVICES_PLATFORM_PROCESS_TEMPORARY_FOLDER_H_

#include <string>

#include "absl/status/statusor.h"

namespace eduplan::process {

// A folder that only this user may enter; it goes with all that is in it.
class TemporaryFolder {
 public:
  // Under TMPDIR, or /tmp. INTERNAL if it cannot be made.
  static absl::StatusOr<TemporaryFolder> Make();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;  // "" once moved from.
};

}  // namespace eduplan::process

#endif  // EDUPLAN_SERVICES_PLATFORM_PROCESS_TEMPORARY_FOLDER_H_
