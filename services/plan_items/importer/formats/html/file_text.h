// A page in UTF-8, and the byte of the file that each of its bytes came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/byte_width.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {

class FileText {
 public:
  // A file in UTF-8 is not copied and must outlive this. Statuses as of ReadEncoded.
  static absl::StatusOr<FileText> Read(std::string_view bytes, const Encoding& encoding);

  std::string_view html() const { return copied_ ? std::string_view(copy_) : utf8_; }

  // Quick where it is asked from the beginning to the end.
  uint64_t ByteAt(size_t position);

 private:
  struct Mark {
    size_t position;
    uint64_t byte;
  };

  FileText(std::string_view utf8, size_t begin, const char* charset)
      : utf8_(utf8), begin_(begin), width_of_(charset) {}
  void Append(const Block& block);

  std::string_view utf8_;
  uint64_t begin_;
  ByteWidth width_of_;
  bool copied_ = false;
  std::string copy_;
  std::vector<Mark> marks_;  // Wherever bytes do not count on, and every few hundred characters.
  uint64_t next_ = 0;        // While it is written: the byte behind the last character.
  size_t mark_ = 0;          // The last answer: behind which mark,
  Mark last_{0, 0};          // and where.
};

}  // namespace eduplan::importer
