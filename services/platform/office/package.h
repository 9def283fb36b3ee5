#ifndef EDUPLAN_SERVICES_PLATFORM_OFFICE_PACKAGE_H_
#define EDUPLAN_SERVICES_PLATFORM_OFFICE_PACKAGE_H_

#include <zip.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/office/document_kind.h"
#include "services/platform/office/xml.h"

namespace eduplan::office {

// The zip file of an office document. What is inflated of all parts together, and what a part
// inflates to against its size in the file, is bounded by the limits of `kind`: by the sizes in the
// zip's directory, before anything is inflated; a part that inflates to more is damaged.
class Package {
 public:
  // `bytes` and `kind` must outlive it. Anything else is refused as `kind` has it.
  static absl::StatusOr<Package> Open(std::string_view bytes, const DocumentKind& kind);

  // Whether the bytes are an office document that a password protects, of whatever kind.
  static bool IsProtected(std::string_view bytes);

  const DocumentKind& kind() const { return *kind_; }

  bool Has(const std::string& part) const;
  // Gives the part to `handler`. Fault::kInvalid if there is no such part.
  absl::Status Read(const std::string& part, XmlHandler* handler);

 private:
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };
  Package(zip_t* zip, const DocumentKind& kind) : kind_(&kind), zip_(zip) {}
  absl::Status Wrong(Fault fault, const std::string& part, std::string_view english,
                     std::string_view chinese) const;
  absl::Status CheckSize(const zip_stat_t& stat, const std::string& part) const;
  absl::Status Inflate(zip_file_t* file, const std::string& part, uint64_t declared,
                       XmlHandler* handler);

  const DocumentKind* kind_;
  std::unique_ptr<zip_t, Discard> zip_;
  uint64_t inflated_ = 0;  // Never more than the limit.
};

}  // namespace eduplan::office

#endif  // EDUPLAN_SERVICES_PLATFORM_OFFICE_PACKAGE_H_
