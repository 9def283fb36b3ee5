#include <algorithm>
#include <cmath>
#include <numeric>

#include "services/documents/layout/table.h"
#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

constexpr double kLatin = 0.62;  // em: the widest digits of fonts that readers may have instead
constexpr double kSidePadding = 0.7;  // em, both sides of a cell together
constexpr double kMinChinese = 2;     // em: a column is never narrower than two characters

// What one column's cells ask for, in em.
struct Demand {
  double natural = kMinChinese;  // all cells on one line
  double minimum = kMinChinese;  // no number or word broken
};

// Widens `demand` to hold `text`.
void Hold(std::u32string_view text, Demand& demand) {
  double line = 0;
  double word = 0;
  for (char32_t c : text) {
    const double nominal = NominalWidth(c);
    const double width = nominal == 0.5 ? kLatin : nominal;
    const bool in_word = c < 0x2E80 && c != U' ' && c != U'\n';
    line = c == U'\n' ? 0 : line + width;
    word = in_word ? word + width : 0;
    demand.natural = std::max(demand.natural, line);
    demand.minimum = std::max(demand.minimum, word);
  }
}

void Add(const std::vector<std::vector<std::string>>& rows, std::vector<Demand>& demands) {
  for (const auto& row : rows) {
    for (size_t i = 0; i < demands.size(); ++i) {
      Hold(Decode(row[i]), demands[i]);
    }
  }
}

std::vector<double> Proportional(std::vector<double> shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share *= kTextWidth / sum;
  return shares;
}

// The caller's shares; a column without one gets the mean of the others.
std::vector<double> GivenWidths(const Table& table) {
  double sum = 0;
  int given = 0;
  for (const Column& column : table.columns) {
    sum += column.relative_width;
    given += column.relative_width > 0 ? 1 : 0;
  }
  if (given == 0) return {};
  std::vector<double> shares;
  for (const Column& column : table.columns) {
    shares.push_back(column.relative_width > 0 ? column.relative_width : sum / given);
  }
  return Proportional(std::move(shares));
}

// Every column its minimum, and the rest of the width by what it lacks to one line.
std::vector<double> AutomaticWidths(const std::vector<Demand>& demands, double size) {
  std::vector<double> widths;
  double minimum = 0;
  double wish = 0;
  for (const Demand& demand : demands) {
    widths.push_back((demand.minimum + kSidePadding) * size);
    minimum += widths.back();
    wish += (demand.natural - demand.minimum) * size;
  }
  const double spare = kTextWidth - minimum;
  if (spare > 0 && wish > spare) {
    for (size_t i = 0; i < demands.size(); ++i) {
      widths[i] += spare * (demands[i].natural - demands[i].minimum) * size / wish;
    }
  } else if (spare > 0) {
    for (size_t i = 0; i < demands.size(); ++i) {
      widths[i] = (demands[i].natural + kSidePadding) * size;
    }
  }
  return Proportional(std::move(widths));
}

bool Fits(const std::vector<Demand>& demands, double Demand::* what,
          const std::vector<double>& widths, double size) {
  for (size_t i = 0; i < demands.size(); ++i) {
    const double need = (demands[i].*what + kSidePadding) * size;
    if (need > widths[i] + kRoundingSlack) return false;
  }
  return true;
}

}  // namespace

TableGeometry SolveTable(const Table& table) {
  std::vector<Demand> demands(table.columns.size());
  Add(table.header_rows, demands);
  Add(table.rows, demands);
  const std::vector<double> given = GivenWidths(table);
  const auto widths_at = [&](double size) {
    return given.empty() ? AutomaticWidths(demands, size) : given;
  };
  for (double size : {kSizeFour, kSizeSmallFour, kSizeFive}) {
    std::vector<double> widths = widths_at(size);
    if (Fits(demands, &Demand::natural, widths, size)) return {size, std::move(widths)};
  }
  std::vector<double> widths = widths_at(kSizeFive);
  if (Fits(demands, &Demand::minimum, widths, kSizeFive)) return {kSizeFive, std::move(widths)};
  return {kSizeSmallFive, widths_at(kSizeSmallFive)};
}

}  // namespace eduplan::layout
