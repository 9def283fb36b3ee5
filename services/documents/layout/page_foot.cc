#include "services/documents/layout/page_foot.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/documents/layout/geometry.h"
#include "services/documents/layout/signature.h"

namespace eduplan::layout {
namespace {

constexpr double kDashHeight = 0.38;  // em from the baseline to the middle of a dash
constexpr double kTextBottom = kTextTop + kTextHeight;

double LowestInk(const PlacedPage& page) {
  double lowest = kTextTop;
  for (const PlacedText& text : page.texts) lowest = std::max(lowest, text.y);
  for (const PlacedRule& rule : page.rules) lowest = std::max(lowest, rule.y2);
  return lowest;
}

PlacedPage& AddPage(PlacedDocument& out) {
  PlacedPage& page = out.pages.emplace_back();
  page.number = static_cast<int>(out.pages.size());
  return page;
}

// The page that the imprint of `height` goes to, and how many pages are numbered.
std::pair<PlacedPage*, int> ImprintPage(double height, PlacedDocument& out) {
  const int count = static_cast<int>(out.pages.size());
  if (count % 2 == 1) return {&AddPage(out), count + 1};
  const bool room = LowestInk(out.pages.back()) + kLinePitch < kTextBottom - height;
  if (room) return {&out.pages.back(), count};
  AddPage(out);
  return {&AddPage(out), count};
}

double Baseline(double top, TypeSize type) {
  return top + (kLinePitch - type.size) / 2 + kAscent * type.size;
}

}  // namespace

int PlaceImprint(const Imprint& imprint, Measurer& measurer, PlacedDocument& out) {
  const TypeSize type = TypeSize::Natural(kSizeFour);
  const double left = kTextLeft + type.pitch;  // one character in from both sides
  const double width = kTextWidth - 2 * type.pitch;
  constexpr double kLabel = 3;  // 抄送：, under whose first name the lines run on
  MeasuredText copy;
  std::vector<LineRange> lines;
  if (!imprint.copy_to.empty()) {
    copy = measurer.Measure(absl::StrCat("抄送：", imprint.copy_to, "。"), FontRole::kFangSong);
    lines = FillLines(copy.text, copy.widths, width / type.pitch, width / type.pitch - kLabel);
  }
  const double height = static_cast<double>(lines.size() + 1) * kLinePitch;
  const auto [page, numbered] = ImprintPage(height, out);

  double top = kTextBottom - height;
  const auto rule = [&, &p = *page](double y, double rule_width) {
    p.rules.push_back({kTextLeft, y, kTextLeft + kTextWidth, y, rule_width});
  };
  rule(top, kOuterRule);
  for (size_t i = 0; i < lines.size(); ++i, top += kLinePitch) {
    const double indent = i == 0 ? 0 : kLabel * type.pitch;
    PlaceCharacters(copy, lines[i].begin, lines[i].end, left + indent, Baseline(top, type), type,
                    JustifyExtra(copy, lines[i], type, width - indent), page->texts);
  }
  if (!lines.empty()) rule(top, kInnerRule);
  const MeasuredText office = measurer.Measure(imprint.office, FontRole::kFangSong);
  const MeasuredText date =
      measurer.Measure(absl::StrCat(DateText(imprint.date), "印发"), FontRole::kFangSong);
  PlaceCharacters(office, 0, office.text.size(), left, Baseline(top, type), type, 0, page->texts);
  PlaceCharacters(date, 0, date.text.size(), left + width - date.Width() * type.pitch,
                  Baseline(top, type), type, 0, page->texts);
  rule(kTextBottom, kOuterRule);
  return numbered;
}

void PlacePageNumbers(int numbered, Measurer& measurer, PlacedDocument& out) {
  const TypeSize type = TypeSize::Natural(kSizeFour);
  const double baseline = kTextBottom + kPageNumberGap + kDashHeight * type.size;
  for (PlacedPage& page : out.pages) {
    if (page.number > numbered) break;
    const MeasuredText text =
        measurer.Measure(absl::StrCat("— ", page.number, " —"), FontRole::kSong);
    const double width = text.Width() * type.pitch;
    const bool odd = page.number % 2 == 1;
    const double x = odd ? kTextLeft + kTextWidth - type.pitch - width : kTextLeft + type.pitch;
    PlaceCharacters(text, 0, text.text.size(), x, baseline, type, 0, page.texts);
  }
}

}  // namespace eduplan::layout
