#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_READER_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_READER_H_

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/apart.h"
#include "services/plan_items/document_error.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/office.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// A document as it was sent. Refers to the request.
struct Document {
  std::string_view bytes;
  std::string_view content_type;
  std::string_view filename;
  bool is_text = false;  // sent as text, so it is UTF-8 whatever it says of itself
};

// That of a ParsePlanRequest or ImportPlanRequest.
template <typename Request>
absl::StatusOr<Document> DocumentOf(const Request& request) {
  if (request.has_document() && !request.content().empty()) return DocumentAmbiguous();
  if (!request.content().empty()) return Document{request.content(), "", request.filename(), true};
  if (!request.has_document()) return DocumentMissing();
  return Document{request.document().data(), request.document().content_type(), request.filename()};
}

// Reads documents with the importer. Reading takes memory of some ten times the document's size and
// about a second for 6 MiB, so only so many bytes are read at a time; others wait. PDF is read
// apart, in a process of its own; .doc is converted by LibreOffice first. Thread-safe.
class Reader {
 public:
  struct Options {
    size_t most_bytes = size_t{64} << 20;     // of one document
    size_t bytes_at_once = size_t{64} << 20;  // of all that are being read
    bool read_classified = false;  // documents that are marked as secret or internal, too
    Apart::Options apart = {};
    std::string soffice = {};  // as of FindOffice
  };
  Reader() : Reader(Options()) {}
  explicit Reader(const Options& options)
      : options_(options), apart_(options.apart), office_(apart_.program(), options.soffice) {}

  // INVALID_ARGUMENT as document_error.h has it; RESOURCE_EXHAUSTED (READING_BUSY) with retry info
  // if no room came free and DEADLINE_EXCEEDED if it was not read by `deadline`.
  absl::StatusOr<v1::ParsedPlan> Read(const Document& document, absl::Time deadline);

 private:
  class Room;

  absl::StatusOr<v1::ParsedPlan> ReadDoc(const Document& document, absl::Time deadline);
  absl::StatusOr<v1::ParsedPlan> ReadHere(const importer::Source& source,
                                          absl::Time deadline) const;

  const Options options_;
  Apart apart_;
  Office office_;
  std::mutex mutex_;
  std::condition_variable freed_;
  size_t reading_ = 0;  // bytes
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_READER_H_
