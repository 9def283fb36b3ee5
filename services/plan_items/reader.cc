#include "services/plan_items/reader.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"
#include "services/plan_items/convert.h"
#include "services/plan_items/importer/formats/format.h"

namespace eduplan::plan_items {

// Reading more leaves hundreds of megabytes with the allocator, which would keep them.
constexpr size_t kLargeDocument = size_t{4} << 20;

// A share of bytes_at_once, held while a document is read.
class Reader::Room {
 public:
  Room(Reader& reader, size_t bytes, absl::Time deadline)
      : reader_(reader), bytes_(std::min(bytes, reader.options_.bytes_at_once)) {
    std::unique_lock lock(reader_.mutex_);
    const absl::Duration wait = std::min(deadline - absl::Now(), absl::Seconds(60));
    taken_ = reader_.freed_.wait_for(lock, absl::ToChronoMilliseconds(wait), [this] {
      return reader_.reading_ + bytes_ <= reader_.options_.bytes_at_once;
    });
    if (taken_) reader_.reading_ += bytes_;
  }
  ~Room() {
    if (!taken_) return;
    {
      const std::lock_guard lock(reader_.mutex_);
      reader_.reading_ -= bytes_;
    }
    reader_.freed_.notify_all();
    if (bytes_ > kLargeDocument) ::malloc_trim(0);
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  bool taken() const { return taken_; }

 private:
  Reader& reader_;
  const size_t bytes_;
  bool taken_ = false;
};

absl::StatusOr<v1::ParsedPlan> Reader::Read(const Document& document, absl::Time deadline) {
  if (document.bytes.size() > options_.most_bytes) {
    return DocumentTooLarge(static_cast<int64_t>(document.bytes.size()),
                            static_cast<int64_t>(options_.most_bytes));
  }
  importer::Source source = {.bytes = document.bytes,
                             .filename = document.filename,
                             .content_type = document.content_type};
  const auto format = importer::DetectFormat(source);
  if (!format.ok()) return FormatNotRead(format.status());
  if (document.is_text) {
    source.content_type = format->kind == importer::FormatKind::kHtml ? "text/html; charset=utf-8"
                                                                      : "text/plain; charset=utf-8";
  }
  const Room room(*this, document.bytes.size(), deadline);
  if (!room.taken()) return ReadingBusy();
  if (format->kind == importer::FormatKind::kPdf) {
    return apart_.Read(document.bytes, "application/pdf", deadline, options_.read_classified);
  }
  if (format->kind == importer::FormatKind::kDoc) return ReadDoc(document, deadline);
  return ReadHere(source, deadline);
}

absl::StatusOr<v1::ParsedPlan> Reader::ReadDoc(const Document& document, absl::Time deadline) {
  const auto docx = office_.Convert(document.bytes, deadline);
  if (!docx.ok()) return docx.status();
  auto plan = ReadHere({.bytes = *docx}, deadline);
  if (plan.ok()) plan->set_format(importer::NameOf(importer::FormatKind::kDoc));
  return plan;
}

absl::StatusOr<v1::ParsedPlan> Reader::ReadHere(const importer::Source& source,
                                                absl::Time deadline) const {
  const auto parsed = importer::Parse(
      source, {.max_bytes = options_.most_bytes, .read_classified = options_.read_classified});
  if (absl::Now() > deadline) return ReadingTooLong();
  if (!parsed.ok()) return NotReadable(parsed.status());
  return ToProto(*parsed);
}

}  // namespace eduplan::plan_items
