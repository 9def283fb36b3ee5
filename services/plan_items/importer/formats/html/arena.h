// Memory for a C library that cannot fail gracefully.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace eduplan::importer {

// Frees everything at once, however deep the tree in it. Beyond `limit` bytes Allocate does not
// return but jumps to `exhausted`, which must have been set; only frames of C may lie between.
class Arena {
 public:
  explicit Arena(size_t limit) : limit_(limit) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (void* piece : pieces_) std::free(piece);
  }

  static void* Allocate(void* self, size_t size) { return static_cast<Arena*>(self)->Take(size); }
  static void Release(void*, void*) {}

  std::jmp_buf exhausted;

 private:
  static constexpr size_t kPiece = size_t{1} << 18;
  static constexpr size_t kAlignment = alignof(std::max_align_t);

  void* Take(size_t size) {
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    if (size > left_) NewPiece(size);
    char* taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }

  void NewPiece(size_t size) {
    const size_t room = size > kPiece / 4 ? size : kPiece;
    void* piece = used_ + room > limit_ ? nullptr : std::malloc(room);
    if (piece == nullptr) std::longjmp(exhausted, 1);
    used_ += room;
    pieces_.push_back(piece);
    next_ = static_cast<char*>(piece);
    left_ = room;
  }

  size_t limit_;
  size_t used_ = 0;
  std::vector<void*> pieces_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace eduplan::importer
