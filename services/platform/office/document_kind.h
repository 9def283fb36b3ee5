#ifndef EDUPLAN_SERVICES_PLATFORM_OFFICE_DOCUMENT_KIND_H_
#define EDUPLAN_SERVICES_PLATFORM_OFFICE_DOCUMENT_KIND_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace eduplan::office {

// What is wrong with a file that is refused.
enum class Fault {
  kInvalid,    // another kind of file, broken, or with a DTD
  kOldFormat,  // of before 2007
  kEncrypted,
  kTooLarge,
};

// How much of a file is read. What is inflated is counted as it is read, whatever the zip says.
struct Limits {
  int64_t entries = 4096;
  uint64_t inflated = 256ULL << 20;  // of all parts together
  // Parts of offices shrink 5 to 40 times; a bomb up to 1,000 times.
  uint64_t steepest_ratio = 200;
  uint64_t ratio_counts_from = 1 << 20;
  size_t depth = 32;  // of elements
};

// A kind of office document: its names and how it is refused, in both languages.
struct DocumentKind {
  std::string_view english;  // "workbook"
  std::string_view chinese;
  std::string_view file_english;  // "an .xlsx workbook"
  std::string_view file_chinese;
  // What an OLE compound file that is not encrypted is taken for, and what to do about it.
  std::string_view old_english;
  std::string_view old_chinese;
  absl::Status (*refuse)(Fault fault, std::string_view english, std::string_view chinese);
  Limits limits = {};
};

}  // namespace eduplan::office

#endif  // EDUPLAN_SERVICES_PLATFORM_OFFICE_DOCUMENT_KIND_H_
