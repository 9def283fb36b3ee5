#include "services/plan_items/importer/formats/pdf/parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "services/plan_items/importer/formats/pdf/columns.h"
#include "services/plan_items/importer/formats/pdf/running.h"

namespace eduplan::importer::pdf {
namespace {

// Heads and feet stand in this part of the page's height.
constexpr double kEdge = 0.16;

// A row this many of its heights from its neighbour stands apart.
constexpr double kApart = 1.5;

// The words of a page that are turned the same way, upright.
struct Side {
  uint32_t page = 0;
  double width = 0;
  double height = 0;
  std::vector<std::vector<Box>> rows = {};
};

void AddSides(Page page, uint32_t number, std::vector<Side>& sides) {
  std::array<std::vector<Box>, 4> turned;
  std::array<size_t, 4> characters{};
  for (Box& box : page.boxes) {
    const auto turn = static_cast<size_t>(box.rotation & 3);
    characters[turn] += box.text.size();
    turned[turn].push_back(std::move(box));
  }
  std::array<size_t, 4> order = {0, 1, 2, 3};
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return characters[a] > characters[b]; });
  for (const size_t turn : order) {
    if (turned[turn].empty()) continue;
    const bool across = (turn & 1) != 0;
    Side side{.page = number,
              .width = across ? page.height : page.width,
              .height = across ? page.width : page.height};
    side.rows = Rows(Upright(std::move(turned[turn]), static_cast<int>(turn), page));
    sides.push_back(std::move(side));
  }
}

Edges EdgesOf(const Side& side) {
  Edges edges{.page = side.page - 1};
  std::vector<Line> lines;
  const size_t count = side.rows.size();
  const auto edge = [&](size_t i, bool foot) {
    const Line line = MakeLine(side.rows[i]);
    const double at = line.middle() / std::max(1.0, side.height);
    if (foot ? at < 1 - kEdge : at > kEdge) return false;
    const bool last = foot ? i == 0 : i + 1 == count;
    bool apart = last;
    if (!last) {
      const Line next = MakeLine(side.rows[foot ? i - 1 : i + 1]);
      const double gap = foot ? line.top - next.bottom : next.top - line.bottom;
      apart = gap > (kApart - 1) * line.size;
    }
    (foot ? edges.foot : edges.head).push_back({.text = line.Text(), .at = at, .apart = apart});
    return true;
  };
  for (size_t i = 0; i < std::min(kEdgeRows, count) && edge(i, false); ++i) {
  }
  for (size_t i = 0; i < std::min(kEdgeRows, count) && edge(count - 1 - i, true); ++i) {
  }
  return edges;
}

void AddParts(Side side, const Edges& edges, PageText& page) {
  const auto running = [](const EdgeRow& row) { return row.running; };
  size_t head = 0;
  while (head < edges.head.size() && running(edges.head[head])) {
    page.heads.push_back(edges.head[head++].text);
  }
  size_t end = side.rows.size();
  for (size_t i = 0; i < edges.foot.size() && running(edges.foot[i]) && end > head; ++i) {
    page.feet.insert(page.feet.begin(), edges.foot[i].text);
    --end;
  }
  std::vector<Box> boxes;
  for (size_t i = head; i < end; ++i) {
    boxes.insert(boxes.end(), std::make_move_iterator(side.rows[i].begin()),
                 std::make_move_iterator(side.rows[i].end()));
  }
  auto parts = Columns(std::move(boxes));
  for (auto& part : parts) {
    page.parts.push_back({.page = side.page,
                          .page_width = side.width,
                          .column = parts.size() > 1,
                          .lines = Lines(std::move(part))});
  }
}

}  // namespace

std::vector<PageText> PartsOf(std::vector<Page> pages) {
  std::vector<Side> sides;
  for (size_t i = 0; i < pages.size(); ++i) {
    AddSides(std::move(pages[i]), static_cast<uint32_t>(i + 1), sides);
  }
  std::vector<Edges> edges;
  edges.reserve(sides.size());
  for (const Side& side : sides) edges.push_back(EdgesOf(side));
  FindRunning(edges, pages.size());
  std::vector<PageText> texts(pages.size());
  for (size_t i = 0; i < sides.size(); ++i) {
    PageText& page = texts[sides[i].page - 1];
    AddParts(std::move(sides[i]), edges[i], page);
  }
  return texts;
}

}  // namespace eduplan::importer::pdf
