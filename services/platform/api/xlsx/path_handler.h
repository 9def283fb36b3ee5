#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_PATH_HANDLER_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_PATH_HANDLER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/office/xml.h"

namespace eduplan::api::xlsx {

using office::Attributes;

// Gets the elements of a part in order. `path` names an element with all above it, without their
// prefixes: "worksheet/sheetData/row"; one of another namespace than SpreadsheetML is "?" in it.
class PathHandler : public office::XmlHandler {
 public:
  absl::Status Begin(const office::ElementName& name, const Attributes& attributes) final;
  absl::Status Text(std::string_view text) final { return TextIn(path_, text); }
  absl::Status End(const office::ElementName& name) final;

 private:
  virtual absl::Status BeginAt(std::string_view path, const Attributes& attributes) = 0;
  // Text directly inside `path`, in as many pieces as it pleases.
  virtual absl::Status TextIn(std::string_view path, std::string_view text) = 0;
  virtual absl::Status EndAt(std::string_view path) = 0;

  std::string path_;
  std::vector<size_t> lengths_;  // of the path at each depth
};

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_PATH_HANDLER_H_
