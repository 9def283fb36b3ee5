#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_UNIT_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_UNIT_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "services/indicators/model/rational.h"

namespace eduplan::indicators {

// Units are [百|千|万|百万|千万|亿|万亿] + base: 万元, 亿元, 万人次, 平方米. Two units are of one
// dimension only if their bases are equal: 人 and 人次, 人 and 名, 次 and 场次 all count, and none
// converts to another. Bases of one dimension are 元 角 分, 公里 米, % ‰. A percentage point is a
// difference and never a %. Any other text is a base of its own.

// Multiplies an amount in `from` to get it in `to`; nullopt if they are of two dimensions.
std::optional<Rational> UnitFactor(std::string_view from, std::string_view to);

bool SameDimension(std::string_view a, std::string_view b);

// The same amount in another unit, exactly; both in millionths. INVALID_ARGUMENT: UNIT_MISMATCH;
// UNIT_NOT_EXACT if it takes more than six decimals; DECIMAL_TOO_LARGE beyond ±kLargest.
absl::StatusOr<int64_t> ConvertUnit(int64_t amount_millionths, std::string_view from,
                                    std::string_view to);

// A printed figure in its two parts, both as printed: "2500万元" is {"2500", "万元"}, " １，２００
// 人" is {"１，２００", "人"}. The amount may have a sign, digits, separators of thousands and a
// point, each ASCII or full-width; it is empty if the text begins otherwise. The 万 before a unit
// is the unit's.
std::pair<std::string_view, std::string_view> SplitAmount(std::string_view printed);

// The number that such an amount says, in millionths. nullopt if it is none, if separators do not
// stand between groups of three digits, and beyond what ParseDecimal reads.
std::optional<int64_t> ParsePrintedAmount(std::string_view amount);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_UNIT_H_
