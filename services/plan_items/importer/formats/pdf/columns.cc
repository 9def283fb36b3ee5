#include "services/plan_items/importer/formats/pdf/columns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "services/plan_items/importer/formats/pdf/lines.h"

namespace eduplan::importer::pdf {
namespace {

constexpr size_t kBins = 400;         // Over the width that text takes.
constexpr double kCrossed = 0.2;      // Part of the lines that may cross the space between columns.
constexpr size_t kLinesOfColumn = 5;  // Fewer are no column,
constexpr double kCharacters = 7;     // nor are lines shorter than this on the average.
constexpr double kFilled = 0.75;      // A line that takes this part of the width is full,
constexpr double kShareFilled = 0.5;  // and so are this many of the lines of prose.
constexpr int kMostSplits = 3;

// Words that stand together in a row.
struct Piece {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double size = 0;
  size_t characters = 0;
  std::vector<Box> boxes = {};
};

using Pieces = std::vector<Piece>;

Pieces PiecesOf(std::vector<Box> boxes) {
  Pieces pieces;
  for (auto& row : Rows(std::move(boxes))) {
    bool first = true;
    for (Box& box : row) {
      if (first || box.left - pieces.back().right > std::max(box.size, pieces.back().size)) {
        pieces.push_back({box.left, box.top, box.right, box.bottom, box.size});
      }
      first = false;
      Piece& piece = pieces.back();
      piece.right = std::max(piece.right, box.right);
      piece.top = std::min(piece.top, box.top);
      piece.bottom = std::max(piece.bottom, box.bottom);
      piece.characters += box.text.size();
      piece.boxes.push_back(std::move(box));
    }
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.top < b.top; });
  return pieces;
}

struct Extent {
  double left = 0;
  double right = 0;
  double size = 0;  // Mean of the fonts.
};

Extent ExtentOf(const Pieces& pieces) {
  Extent extent{pieces.front().left, pieces.front().right};
  for (const Piece& piece : pieces) {
    extent.left = std::min(extent.left, piece.left);
    extent.right = std::max(extent.right, piece.right);
    extent.size += piece.size / static_cast<double>(pieces.size());
  }
  return extent;
}

// The middle of the widest strip in the middle half that few pieces cross; 0 if there is none as
// wide as a character.
double FindGutter(const Pieces& pieces, const Extent& extent) {
  const double bin = (extent.right - extent.left) / kBins;
  if (bin <= 0) return 0;
  std::array<int, kBins + 2> change{};
  const auto bin_of = [&](double x) {
    return static_cast<size_t>(std::clamp((x - extent.left) / bin, 0.0, double{kBins}));
  };
  for (const Piece& piece : pieces) {
    ++change[bin_of(piece.left)];
    --change[bin_of(piece.right) + 1];
  }
  const int most = static_cast<int>(kCrossed * static_cast<double>(pieces.size()));
  int crossing = 0;
  size_t run = 0;
  size_t best = 0;
  size_t best_end = 0;
  for (size_t i = 0; i < kBins * 3 / 4; ++i) {
    crossing += change[i];
    run = i >= kBins / 4 && crossing <= most ? run + 1 : 0;
    if (run > best) {
      best = run;
      best_end = i + 1;
    }
  }
  if (static_cast<double>(best) * bin < extent.size) return 0;
  return extent.left + (static_cast<double>(best_end) - static_cast<double>(best) / 2) * bin;
}

bool IsColumn(const Pieces& pieces) {
  if (pieces.size() < kLinesOfColumn) return false;
  const Extent extent = ExtentOf(pieces);
  size_t filled = 0;
  size_t characters = 0;
  for (const Piece& piece : pieces) {
    if (piece.right - piece.left >= kFilled * (extent.right - extent.left)) ++filled;
    characters += piece.characters;
  }
  const auto lines = static_cast<double>(pieces.size());
  return static_cast<double>(filled) >= kShareFilled * lines &&
         static_cast<double>(characters) >= kCharacters * lines;
}

void Split(Pieces pieces, int splits, std::vector<std::vector<Box>>& parts);

void AddPart(Pieces& pieces, std::vector<std::vector<Box>>& parts) {
  if (pieces.empty()) return;
  std::vector<Box> part;
  for (Piece& piece : pieces) {
    part.insert(part.end(), std::make_move_iterator(piece.boxes.begin()),
                std::make_move_iterator(piece.boxes.end()));
  }
  parts.push_back(std::move(part));
  pieces.clear();
}

// What stands on both sides of the gutter between two lines that cross it.
struct Band {
  Pieces left = {};
  Pieces right = {};
};

void EndBand(Band& band, Pieces& whole, int splits, std::vector<std::vector<Box>>& parts) {
  if (IsColumn(band.left) && IsColumn(band.right)) {
    AddPart(whole, parts);
    Split(std::move(band.left), splits + 1, parts);
    Split(std::move(band.right), splits + 1, parts);
  } else {
    for (Pieces* side : {&band.left, &band.right}) {
      whole.insert(whole.end(), std::make_move_iterator(side->begin()),
                   std::make_move_iterator(side->end()));
    }
  }
  band = {};
}

void Split(Pieces pieces, int splits, std::vector<std::vector<Box>>& parts) {
  const double gutter =
      splits < kMostSplits && !pieces.empty() ? FindGutter(pieces, ExtentOf(pieces)) : 0;
  if (gutter == 0) return AddPart(pieces, parts);
  Pieces whole;
  Band band;
  for (Piece& piece : pieces) {
    if (piece.left < gutter && piece.right > gutter) {
      EndBand(band, whole, splits, parts);
      whole.push_back(std::move(piece));
    } else {
      (piece.right <= gutter ? band.left : band.right).push_back(std::move(piece));
    }
  }
  EndBand(band, whole, splits, parts);
  AddPart(whole, parts);
}

}  // namespace

std::vector<std::vector<Box>> Columns(std::vector<Box> boxes) {
  std::vector<std::vector<Box>> parts;
  Split(PiecesOf(std::move(boxes)), 0, parts);
  return parts;
}

}  // namespace eduplan::importer::pdf
