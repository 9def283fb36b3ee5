// Why a document is not read, for its sender in two languages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace eduplan::importer {

// A status with `english` as its message that carries `chinese` with it.
absl::Status Refuse(absl::StatusCode code, std::string_view english, std::string_view chinese);

// RESOURCE_EXHAUSTED: the document has more than so many "lines", "行".
absl::Status RefuseMoreThan(size_t limit, std::string_view english, std::string_view chinese);

// What Refuse was given, or "" for other statuses.
std::string ChineseOf(const absl::Status& status);

}  // namespace eduplan::importer
