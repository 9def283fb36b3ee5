#include "services/plan_items/importer/figures/number_cell.h"

#include <string>

#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

constexpr size_t kLongestNumber = 16;

bool IsNumberCell(std::u32string_view cell) {
  const std::u32string folded = Fold(cell);
  size_t begin = folded.find_first_not_of(U' ');
  if (begin == std::u32string::npos || folded.size() - begin > kLongestNumber) return false;
  while (begin < folded.size() && IsOneOf(folded[begin], U"<>≥≤=约近-+")) ++begin;
  size_t end = begin;
  while (end < folded.size() &&
         (IsDigit(folded[end]) || IsMask(folded[end]) || IsOneOf(folded[end], U".,"))) {
    ++end;
  }
  if (end == begin) return false;
  std::u32string_view rest = std::u32string_view(folded).substr(end);
  while (!rest.empty() && (rest.front() == U' ')) rest.remove_prefix(1);
  return rest.size() <= 4 && !rest.starts_with(U"年") && !rest.starts_with(U"月") &&
         rest.find_first_of(U"、。-~") == std::u32string::npos;
}

}  // namespace eduplan::importer
