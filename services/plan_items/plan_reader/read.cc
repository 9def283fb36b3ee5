#include "services/plan_items/plan_reader/read.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>
#include <new>

#include "services/plan_items/convert.h"
#include "services/plan_items/importer/parse.h"

namespace eduplan::plan_items {
namespace {

// The file on standard input, not copied into memory.
class Input {
 public:
  Input() {
    struct stat file = {};
    if (::fstat(STDIN_FILENO, &file) != 0 || file.st_size <= 0) return;
    const auto size = static_cast<size_t>(file.st_size);
    void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (at != MAP_FAILED) bytes_ = {static_cast<const char*>(at), size};
  }

  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

ReaderExit Reply(const std::string& bytes, ReaderExit exit) {
  std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  std::cout.flush();
  return exit;
}

}  // namespace

ReaderExit ReadStandardInput(const std::string& content_type, bool classified) {
  std::set_new_handler([] { ::_exit(static_cast<int>(ReaderExit::kOutOfMemory)); });
  const Input input;
  const auto plan = importer::Parse({.bytes = input.bytes(), .content_type = content_type},
                                    {.read_classified = classified});
  if (!plan.ok()) return Reply(SerializeRefusal(plan.status()), ReaderExit::kRefused);
  return Reply(ToProto(*plan).SerializeAsString(), ReaderExit::kRead);
}

}  // namespace eduplan::plan_items
