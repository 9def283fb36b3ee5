#include "services/plan_items/comparison/direction.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "services/plan_items/comparison/amount.h"

namespace eduplan::comparison {
namespace {

// Words that put a bound above a figure, or bring a level down to it.
constexpr std::string_view kBoundsAbove[] = {"控制在", "以内",   "以下",   "不超过", "不高于",
                                             "不多于", "降至",   "降到",   "减至",   "减到",
                                             "压至",   "压缩到", "压减到", "压减至"};

bool MayBeMore(const v1::Measurement& figure) {
  return figure.comparator() == v1::COMPARATOR_AT_LEAST ||
         figure.comparator() == v1::COMPARATOR_MORE_THAN;
}

bool MayBeLess(const v1::Measurement& figure) {
  return figure.comparator() == v1::COMPARATOR_AT_MOST ||
         figure.comparator() == v1::COMPARATOR_LESS_THAN;
}

}  // namespace

Better BetterOf(const v1::Measurement& figure) {
  if (figure.change() == v1::CHANGE_DECREASE || figure.change() == v1::CHANGE_INCREASE) {
    return Better::kMore;
  }
  if (MayBeLess(figure)) return Better::kLess;
  const std::string_view quote = figure.quote();
  const bool bounded = std::any_of(
      std::begin(kBoundsAbove), std::end(kBoundsAbove),
      [&](std::string_view word) { return quote.find(word) != std::string_view::npos; });
  return bounded && !MayBeMore(figure) ? Better::kLess : Better::kMore;
}

Order CompareValues(const v1::Measurement& a, const v1::Measurement& b) {
  const std::optional<Decimal> one = AmountOf(a);
  const std::optional<Decimal> other = AmountOf(b);
  if (!one || !other) return Order::kUnknown;
  const int order = one->Compare(*other);
  return order < 0 ? Order::kBelow : order > 0 ? Order::kAbove : Order::kEqual;
}

Order Compare(const v1::Measurement& a, const v1::Measurement& b) {
  const Order order = CompareValues(a, b);
  // Below for certain only if neither a may be more nor b less than it says.
  if (order == Order::kBelow && (MayBeMore(a) || MayBeLess(b))) return Order::kUnknown;
  if (order == Order::kAbove && (MayBeLess(a) || MayBeMore(b))) return Order::kUnknown;
  return order;
}

}  // namespace eduplan::comparison
