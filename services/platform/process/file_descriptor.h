#ifndef EDUPLAN_SERVICES_PLATFORM_PROCESS_FILE_DESCRIPTOR_H_
#define EDUPLAN_SERVICES_PLATFORM_PROCESS_FILE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace eduplan::process {

// An open file, closed at the end of its life.
class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~FileDescriptor() { Close(); }
  FileDescriptor(FileDescriptor&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) = delete;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  // Negative if there is none.
  int get() const { return descriptor_; }
  void Close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_;
};

}  // namespace eduplan::process

#endif  // EDUPLAN_SERVICES_PLATFORM_PROCESS_FILE_DESCRIPTOR_H_
