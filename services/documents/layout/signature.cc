#include "services/documents/layout/signature.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace eduplan::layout {

std::string DateText(absl::CivilDay date) {
  return absl::StrCat(date.year(), "年", date.month(), "月", date.day(), "日");
}

SignatureIndents PlaceSignature(double organization_width, double date_width, bool sealed) {
  if (sealed) {
    constexpr double kDate = 4;
    return {std::max(0.0, kDate + (date_width - organization_width) / 2), kDate};
  }
  constexpr double kIndent = 2;
  if (date_width > organization_width) {
    return {kIndent + date_width + kIndent - organization_width, kIndent};
  }
  return {kIndent, organization_width - date_width};
}

}  // namespace eduplan::layout
