#include "services/plan_items/importer/formats/html/file_text.h"

#include <unicode/utf8.h>

#include <algorithm>

namespace eduplan::importer {
namespace {

constexpr size_t kStride = 512;

}  // namespace

absl::StatusOr<FileText> FileText::Read(std::string_view bytes, const Encoding& encoding) {
  FileText text(bytes.substr(encoding.begin), encoding.begin, NameOf(encoding.charset));
  if (encoding.charset == Charset::kUtf8) {
    const Utf8Check check = CheckUtf8(text.utf8_);
    if (check.bad == 0) return text;
  }
  text.copied_ = true;
  absl::Status status = ReadEncoded(bytes, encoding, [&](const Block& block) {
    text.Append(block);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  text.last_ = text.marks_.empty() ? Mark{0, text.begin_} : text.marks_.front();
  return text;
}

void FileText::Append(const Block& block) {
  for (size_t i = 0; i < block.size; ++i) {
    const char32_t c = block.chars[i];
    const uint64_t byte = block.base + block.at[i];
    if (marks_.empty() || byte != next_ || copy_.size() - marks_.back().position >= kStride) {
      marks_.push_back({copy_.size(), byte});
    }
    next_ = byte + width_of_(c);
    char piece[U8_MAX_LENGTH];
    size_t length = 0;
    U8_APPEND_UNSAFE(piece, length, c);
    copy_.append(piece, length);
  }
}

uint64_t FileText::ByteAt(size_t position) {
  if (!copied_) return begin_ + position;
  if (marks_.empty()) return begin_;
  const bool after = position >= last_.position;
  const bool before_next = mark_ + 1 >= marks_.size() || position < marks_[mark_ + 1].position;
  if (!after || !before_next) {
    const auto next =
        std::upper_bound(marks_.begin(), marks_.end(), position,
                         [](size_t at, const Mark& mark) { return at < mark.position; });
    mark_ = static_cast<size_t>(next - marks_.begin()) - 1;
    last_ = marks_[mark_];
  }
  while (last_.position < position && last_.position < copy_.size()) {
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU writes its macro so.
    U8_NEXT_UNSAFE(copy_.data(), last_.position, c);
    last_.byte += width_of_(static_cast<char32_t>(c));
  }
  return last_.byte;
}

}  // namespace eduplan::importer
