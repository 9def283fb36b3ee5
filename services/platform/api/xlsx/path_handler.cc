#include "services/platform/api/xlsx/path_handler.h"

namespace eduplan::api::xlsx {
namespace {

bool IsKnownNamespace(std::string_view uri) {
  return uri.empty() || uri == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" ||
         uri == "http://purl.oclc.org/ooxml/spreadsheetml/main";
}

}  // namespace

absl::Status PathHandler::Begin(const office::ElementName& name, const Attributes& attributes) {
  lengths_.push_back(path_.size());
  if (!path_.empty()) path_.push_back('/');
  path_.append(IsKnownNamespace(name.space) ? name.local : "?");
  return BeginAt(path_, attributes);
}

absl::Status PathHandler::End(const office::ElementName& /*name*/) {
  const absl::Status status = EndAt(path_);
  path_.resize(lengths_.back());
  lengths_.pop_back();
  return status;
}

}  // namespace eduplan::api::xlsx
