#include "services/plan_items/importer/formats/pdf/margins.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace eduplan::importer::pdf {
namespace {

// A margin is where several lines begin or end: these many, and this part of a part's lines.
constexpr size_t kLinesAtMargin = 2;
constexpr double kShareAtMargin = 0.12;
constexpr size_t kLinesSure = 4;  // So many need no support by other pages.

// In sizes of the font.
constexpr double kLeftSpread = 0.4;
constexpr double kRightSpread = 1.2;
constexpr double kIndent = 1.2;
constexpr double kDeepestIndent = 4.5;

constexpr double kUsualPitch = 1.4;  // In sizes of the font, where one line stands alone.

double SizeOf(const Part& part) {
  std::vector<double> sizes;
  for (const Line& line : part.lines) sizes.push_back(line.size);
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2),
                   sizes.end());
  return sizes[sizes.size() / 2];
}

struct Edge {
  double at = 0;
  size_t lines = 0;
};

// The outermost place where enough ends are within `spread`. `ends` grow inwards.
Edge Outermost(std::vector<double> ends, double spread) {
  std::sort(ends.begin(), ends.end());
  const auto share = static_cast<size_t>(kShareAtMargin * static_cast<double>(ends.size()));
  const size_t enough = std::max(kLinesAtMargin, share);
  size_t end = 0;
  for (size_t i = 0; i < ends.size(); ++i) {
    while (end < ends.size() && ends[end] <= ends[i] + spread) ++end;
    if (end - i >= enough) return {ends[i], end - i};
  }
  return {ends.front(), 1};
}

double PitchOf(const Part& part) {
  std::vector<double> pitches;
  for (size_t i = 1; i < part.lines.size(); ++i) {
    const double pitch = part.lines[i].middle() - part.lines[i - 1].middle();
    if (pitch > 0) pitches.push_back(pitch);
  }
  if (pitches.size() < kLinesSure) return 0;
  const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() * 2 / 5);
  std::nth_element(pitches.begin(), middle, pitches.end());
  return *middle;
}

struct Found {
  Margins margins = {};
  size_t left_lines = 0;
  size_t right_lines = 0;
};

Found FindMargins(const Part& part) {
  const double size = SizeOf(part);
  std::vector<double> lefts;
  std::vector<double> rights;
  for (const Line& line : part.lines) {
    lefts.push_back(line.left);
    rights.push_back(-line.right);
  }
  const Edge left = Outermost(std::move(lefts), kLeftSpread * size);
  const Edge right = Outermost(std::move(rights), kRightSpread * size);
  return {{left.at, -right.at, PitchOf(part)}, left.lines, right.lines};
}

// What most lines of parts of one kind have: columns and whole pages, and pages of other widths,
// are kinds of their own.
class Usual {
 public:
  void Add(const Part& part, const Found& found) {
    Sums& sums = sums_[KeyOf(part)];
    sums.left[std::lround(found.margins.left)] += found.left_lines;
    if (found.right_lines > 1) sums.right[std::lround(found.margins.right)] += found.right_lines;
    if (found.margins.pitch > 0) {
      sums.pitch[std::lround(2 * found.margins.pitch)] += part.lines.size();
    }
  }

  Margins Of(const Part& part) const {
    const Sums& sums = sums_.at(KeyOf(part));
    return {Most(sums.left), Most(sums.right), Most(sums.pitch) / 2};
  }

 private:
  using Key = std::pair<long, bool>;
  using Counts = std::map<long, size_t>;
  struct Sums {
    Counts left;
    Counts right;
    Counts pitch;
  };

  static Key KeyOf(const Part& part) { return {std::lround(part.page_width), part.column}; }
  static double Most(const Counts& counts) {
    const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto most = std::max_element(counts.begin(), counts.end(), less);
    return most == counts.end() ? 0 : static_cast<double>(most->first);
  }

  std::map<Key, Sums> sums_;
};

// Few lines say little of their own: what is usual decides, and paper has two margins alike.
Margins Settle(const Part& part, const Found& found, const Margins& usual) {
  const double size = SizeOf(part);
  Margins margins = found.margins;
  if (found.left_lines < kLinesSure && std::abs(usual.left - margins.left) < 5 * size) {
    margins.left = std::min(margins.left, usual.left);
  }
  if (!part.column) {
    if (margins.right < usual.right) margins.right = usual.right;
    const double mirrored = part.page_width - margins.left;
    if (margins.right < mirrored - part.page_width * 0.15) margins.right = mirrored;
  }
  if (margins.pitch == 0) margins.pitch = usual.pitch;
  if (margins.pitch == 0) margins.pitch = kUsualPitch * size;
  return margins;
}

// Whether lines after an indented one begin further left more often than further right.
bool FirstLineIndented(const std::vector<PageText>& pages, const Setting& setting) {
  int first = 0;
  int hanging = 0;
  for (size_t i = 0; i < pages.size(); ++i) {
    for (size_t k = 0; k < pages[i].parts.size(); ++k) {
      const Part& part = pages[i].parts[k];
      const Margins& margins = setting.margins[i][k];
      for (size_t n = 1; n < part.lines.size(); ++n) {
        const Line& line = part.lines[n];
        const double indent = (part.lines[n - 1].left - margins.left) / line.size;
        const double next = (line.left - margins.left) / line.size;
        const bool full = margins.right - part.lines[n - 1].right < 2 * line.size;
        const auto indented = [](double x) { return x > kIndent && x < kDeepestIndent; };
        if (full && indented(indent) && next < kLeftSpread) ++first;
        if (full && indented(next) && indent < kLeftSpread) ++hanging;
      }
    }
  }
  return first >= hanging || first >= 3;
}

}  // namespace

Setting SettingOf(const std::vector<PageText>& pages) {
  Setting setting;
  Usual usual;
  std::map<double, size_t> sizes;
  std::vector<std::vector<Found>> found(pages.size());
  for (size_t i = 0; i < pages.size(); ++i) {
    for (const Part& part : pages[i].parts) {
      usual.Add(part, found[i].emplace_back(FindMargins(part)));
      for (const Line& line : part.lines) sizes[line.size] += line.Text().size();
    }
  }
  const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
  if (!sizes.empty()) setting.size = std::max_element(sizes.begin(), sizes.end(), less)->first;
  setting.margins.resize(pages.size());
  for (size_t i = 0; i < pages.size(); ++i) {
    for (size_t k = 0; k < pages[i].parts.size(); ++k) {
      const Part& part = pages[i].parts[k];
      setting.margins[i].push_back(Settle(part, found[i][k], usual.Of(part)));
    }
  }
  setting.first_line_indented = FirstLineIndented(pages, setting);
  return setting;
}

}  // namespace eduplan::importer::pdf
