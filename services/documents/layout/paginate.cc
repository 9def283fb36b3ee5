#include <cmath>
#include <cstddef>

#include "services/documents/layout/flow.h"

namespace eduplan::layout {
namespace {

class Paginator {
 public:
  Paginator(const Flow& flow, PlacedDocument& out) : flow_(flow), out_(out) { NewPage(); }

  void Run() {
    for (size_t begin = 0; begin < flow_.items.size();) {
      size_t end = begin + 1;
      while (end < flow_.items.size() && flow_.items[end - 1].keep_with_next &&
             !flow_.items[end].page_break_before) {
        ++end;
      }
      PlaceGroup(begin, end);
      begin = end;
    }
  }

 private:
  static double Snap(double y, bool on_grid) {
    return on_grid ? std::ceil(y / kLinePitch - kRoundingSlack) * kLinePitch : y;
  }

  // Where a group that starts at `y` would end.
  double GroupEnd(size_t begin, size_t end, double y) const {
    for (size_t i = begin; i < end; ++i) {
      y = Snap(y, flow_.items[i].on_grid) + flow_.items[i].height;
    }
    return y;
  }

  void PlaceGroup(size_t begin, size_t end) {
    const FlowItem& first = flow_.items[begin];
    if (end == begin + 1 && first.is_blank && !Fits(GroupEnd(begin, end, y_))) return;
    if (y_ > 0 && (first.page_break_before || !Fits(GroupEnd(begin, end, y_)))) StartPage(first);
    for (size_t i = begin; i < end; ++i) {
      const FlowItem& item = flow_.items[i];
      if (item.is_blank && y_ == 0 && i > 0) continue;
      if (i > begin && !Fits(Snap(y_, item.on_grid) + item.height)) StartPage(item);
      PlaceItem(item);
    }
  }

  static bool Fits(double bottom) { return bottom <= kTextHeight + kRoundingSlack; }

  void StartPage(const FlowItem& first) {
    NewPage();
    if (!first.header.has_value()) return;
    for (const FlowItem& row : flow_.headers[*first.header]) PlaceItem(row);
  }

  void NewPage() {
    PlacedPage& page = out_.pages.emplace_back();
    page.number = static_cast<int>(out_.pages.size());
    y_ = 0;
  }

  void PlaceItem(const FlowItem& item) {
    y_ = Snap(y_, item.on_grid);
    PlacedPage& page = out_.pages.back();
    const double top = kTextTop + y_;
    for (const PlacedText& text : item.texts) {
      PlacedText& placed = page.texts.emplace_back(text);
      placed.x += kTextLeft;
      placed.y += top;
    }
    for (PlacedRule rule : item.rules) {
      page.rules.push_back(
          {rule.x1 + kTextLeft, rule.y1 + top, rule.x2 + kTextLeft, rule.y2 + top, rule.width});
    }
    if (item.outline_level.has_value()) {
      out_.outline.push_back({*item.outline_level, item.outline_text, page.number, top});
    }
    y_ += item.height;
  }

  const Flow& flow_;
  PlacedDocument& out_;
  double y_ = 0;  // below the last piece, from the top of the text area
};

}  // namespace

void Paginate(const Flow& flow, PlacedDocument& out) {
  Paginator(flow, out).Run();
}

}  // namespace eduplan::layout
