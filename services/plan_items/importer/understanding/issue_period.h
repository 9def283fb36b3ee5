// The period of a document that names no year, told by the day it was issued on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/plan.h"

namespace eduplan::importer {

// Canonical periods; none if the day (ISO) leaves open which year is meant.
std::vector<std::string> PeriodsOfIssue(std::u32string_view title, DocumentKind kind,
                                        const std::string& issue_date);

}  // namespace eduplan::importer
