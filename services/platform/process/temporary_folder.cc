#include "services/platform/process/temporary_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace eduplan::process {
namespace {

absl::Status Failed(const std::string& path, int error) {
  return absl::InternalError(absl::StrCat(path, ": ", std::strerror(error)));
}

FileDescriptor OpenFolder(const std::string& path) {
  return FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

// What they all stand in. Whoever makes or removes one holds it, so that none is taken for a
// leftover between its making and its locking.
struct Parent {
  std::string path;
  FileDescriptor lock;
};

absl::StatusOr<Parent> HoldParent() {
  std::error_code error;
  const std::filesystem::path all = std::filesystem::temp_directory_path(error);
  std::string path = (error ? std::filesystem::path("/tmp") : all) /
                     absl::StrCat("eduplan-", static_cast<unsigned>(::geteuid()));
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return Failed(path, errno);
  FileDescriptor lock = OpenFolder(path);
  if (lock.get() < 0) return Failed(path, errno);
  struct stat facts = {};
  if (::fstat(lock.get(), &facts) != 0) return Failed(path, errno);
  if (facts.st_uid != ::geteuid() || (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return absl::InternalError(absl::StrCat(path, " is not this user's alone"));
  }
  while (::flock(lock.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return Failed(path, errno);
  }
  return Parent{.path = std::move(path), .lock = std::move(lock)};
}

int RemoveLeftoversIn(const Parent& parent) {
  int removed = 0;
  std::error_code error;
  std::filesystem::directory_iterator entries(parent.path, error);
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
    const std::string path = entries->path().string();
    const FileDescriptor lock = OpenFolder(path);
    if (lock.get() < 0 || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) continue;
    std::error_code failed;
    std::filesystem::remove_all(path, failed);
    if (!failed) ++removed;
  }
  return removed;
}

}  // namespace

absl::StatusOr<TemporaryFolder> TemporaryFolder::Make() {
  const absl::StatusOr<Parent> parent = HoldParent();
  if (!parent.ok()) return parent.status();
  RemoveLeftoversIn(*parent);
  std::string path = parent->path + "/XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return Failed(path, errno);
  FileDescriptor lock = OpenFolder(path);
  if (lock.get() < 0 || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return Failed(path, errno);
  return TemporaryFolder(std::move(path), std::move(lock));
}

absl::StatusOr<int> TemporaryFolder::RemoveLeftovers() {
  const absl::StatusOr<Parent> parent = HoldParent();
  if (!parent.ok()) return parent.status();
  return RemoveLeftoversIn(*parent);
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, "")), lock_(std::move(other.lock_)) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace eduplan::process
