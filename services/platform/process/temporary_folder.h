#ifndef EDUPLAN_SERVICES_PLATFORM_PROCESS_TEMPORARY_FOLDER_H_
#define EDUPLAN_SERVICES_PLATFORM_PROCESS_TEMPORARY_FOLDER_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/platform/process/file_descriptor.h"

namespace eduplan::process {

// A folder that only this user may enter; it goes with all that is in it. It is locked as long as
// its process lives, so that what a killed one left is known from what is in use: a number of a
// process would be given out again, and means nothing in another container.
class TemporaryFolder {
 public:
  // In `eduplan-<user>` under TMPDIR, or /tmp, after removing what is left there. INTERNAL if it
  // cannot be made, or that folder is not this user's alone.
  static absl::StatusOr<TemporaryFolder> Make();
  // Removes the folders of all processes that were killed before they could; says how many.
  static absl::StatusOr<int> RemoveLeftovers();

  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  TemporaryFolder(std::string path, FileDescriptor lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;  // "" once moved from.
  FileDescriptor lock_;
};

}  // namespace eduplan::process

#endif  // EDUPLAN_SERVICES_PLATFORM_PROCESS_TEMPORARY_FOLDER_H_
