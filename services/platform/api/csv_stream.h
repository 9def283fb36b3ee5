#ifndef EDUPLAN_SERVICES_PLATFORM_API_CSV_STREAM_H_
#define EDUPLAN_SERVICES_PLATFORM_API_CSV_STREAM_H_

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/api/table.h"

namespace eduplan::api {

// Reads CSV as ParseCsv does, from pieces cut anywhere, without keeping more than a record: for
// files of any size. Text is UTF-8, or GB18030 if the first record that is not ASCII is not UTF-8;
// one that is not of the encoding of those before is an error.
class CsvStream {
 public:
  // A record behind the header, whose cells are in the order of `columns` of the constructor; empty
  // where the file has no such column. Good during the visit alone.
  using Visitor = absl::FunctionRef<absl::Status(int line, const std::vector<std::string_view>&)>;
  // A record that has not as many cells as the header, or a cell that is too long.
  using WrongVisitor = absl::FunctionRef<absl::Status(int line, const absl::Status&)>;

  CsvStream(std::vector<std::string> required, std::vector<std::string> optional);

  // Visits the records that the piece completes. INVALID_ARGUMENT naming the line for what cannot
  // be read on from: a wrong header, a quote out of place, bytes of no encoding, a record longer
  // than 1 MiB; or what a visitor returned.
  absl::Status Add(std::string_view piece, Visitor visit, WrongVisitor wrong);
  // Visits the last record. To be called once, at the end.
  absl::Status Finish(Visitor visit, WrongVisitor wrong);

 private:
  enum class Encoding { kUnknown, kUtf8, kGb18030 };

  absl::Status Consume(bool at_end, Visitor visit, WrongVisitor wrong);
  // The size of the record at the front of `text` with its line end; 0 if it is not all there.
  absl::StatusOr<size_t> RecordSize(std::string_view text, bool at_end);
  absl::Status Record(std::string_view record, Visitor visit, WrongVisitor wrong);
  absl::StatusOr<std::string_view> Decode(std::string_view record);
  absl::Status Split(std::string_view record);
  absl::Status ReadHeader();

  const std::vector<std::string> required_;
  const std::vector<std::string> optional_;
  std::string buffer_;
  size_t scanned_ = 0;  // of the record at the front, and whether that is inside quotes
  bool quoted_ = false;
  int line_ = 1;
  Encoding encoding_ = Encoding::kUnknown;
  std::string decoded_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;
  std::vector<int> places_;  // in a record, of required and optional columns; -1: none
  size_t width_ = 0;         // of the header; 0 before it
  std::vector<std::string_view> row_;
};

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_CSV_STREAM_H_
