#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_PACKAGE_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_PACKAGE_H_

#include <zip.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/api/xlsx/xml.h"

namespace eduplan::api::xlsx {

// The zip file of a workbook. What is inflated of all parts together, and what a part inflates to
// against its size in the file, is bounded as it is read, whatever the zip says of it.
class Package {
 public:
  // `bytes` must outlive it. XLSX_OLD_FORMAT, XLSX_ENCRYPTED or XLSX_INVALID for anything else.
  static absl::StatusOr<Package> Open(std::string_view bytes);

  bool Has(const std::string& part) const;
  // Gives the part to `handler`. XLSX_INVALID if there is no such part.
  absl::Status Read(const std::string& part, XmlHandler* handler);

 private:
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };
  explicit Package(zip_t* zip) : zip_(zip) {}
  absl::Status Inflate(zip_file_t* file, const std::string& part, uint64_t compressed,
                       XmlHandler* handler);

  std::unique_ptr<zip_t, Discard> zip_;
  uint64_t inflated_ = 0;
};

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_PACKAGE_H_
