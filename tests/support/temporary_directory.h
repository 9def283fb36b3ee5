#ifndef EDUPLAN_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_
#define EDUPLAN_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_

#include <string>

namespace eduplan::test {

// An empty directory, removed with all that is in it at the end of its life.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_
