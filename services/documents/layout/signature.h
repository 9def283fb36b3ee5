// Where 发文机关署名 and 成文日期 stand: arithmetic of GB/T 9704-2012, 7.3.5.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_SIGNATURE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_SIGNATURE_H_

#include <string>

#include "absl/time/civil_time.h"

namespace eduplan::layout {

// 2021年6月25日: Arabic digits without leading zeros.
std::string DateText(absl::CivilDay date);

struct SignatureIndents {
  double organization;  // from the right edge of the text area, in characters
  double date;
};

// Widths in characters. With a seal the date ends 4 from the right and the organization is centred
// over it. Without, the organization ends 2 from the right and the date starts 2 to the right of
// the organization's start; a longer date ends 2 from the right instead and the organization moves
// left. Nothing reaches over the right edge.
SignatureIndents PlaceSignature(double organization_width, double date_width, bool sealed);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_SIGNATURE_H_
