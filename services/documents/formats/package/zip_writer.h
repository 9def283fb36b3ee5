// Zip packages whose bytes depend on nothing but their content: what DOCX, XLSX and OFD are made
// of.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PACKAGE_ZIP_WRITER_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PACKAGE_ZIP_WRITER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace eduplan::formats {

struct ZipEntry {
  std::string name;
  std::string content;
};

// Entries keep their order; all carry `time` (UTC+8, from 1980, to two seconds). INTERNAL when
// libzip fails.
absl::StatusOr<std::string> PackZip(const std::vector<ZipEntry>& entries, absl::Time time);

}  // namespace eduplan::formats

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_PACKAGE_ZIP_WRITER_H_
