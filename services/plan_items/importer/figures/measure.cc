#include "services/plan_items/importer/figures/measure.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

Measurement Make(const FlatText& text, const Figure& figure, const Phrase& phrase,
                 const Item& item) {
  Measurement m;
  m.item_path = item.path;
  m.name = phrase.name;
  m.value = figure.value;
  m.unit = figure.unit;
  m.comparator = figure.comparator;
  m.kind = KindOf(text, figure.begin, figure.unit_end, item.context);
  m.masked = figure.masked;
  m.start = text.SourceBegin(phrase.begin);
  m.end = text.SourceEnd(phrase.end);
  m.quote = ToUtf8(text.source.substr(m.start, m.end - m.start));
  return m;
}

}  // namespace

absl::Status MeasureItem(const FlatText& text, const std::vector<uint8_t>& names, const Item& item,
                         size_t max, ParsedPlan& plan) {
  const std::vector<Figure> figures =
      FindFigures(text, names, item.context.begin, item.context.end, max);
  if (plan.measurements.size() + figures.size() > max) {
    return absl::ResourceExhaustedError(
        absl::StrCat("more than ", max, " figures, the last in item ", item.path));
  }
  const std::vector<int> wholes = FindWholes(text, figures);
  const size_t first = plan.measurements.size();
  std::vector<int> places(figures.size());  // Of each figure's first measurement, from `first`.
  std::vector<int> whole_of;                // The same for each measurement.
  for (size_t i = 0; i < figures.size(); ++i) {
    const size_t begin = i > 0 ? figures[i - 1].unit_end : item.context.begin;
    const size_t end = i + 1 < figures.size() ? figures[i + 1].begin : item.context.end;
    const Phrase phrase = PhraseAround(text, figures[i], std::min(begin, figures[i].begin),
                                       std::max(end, figures[i].unit_end), item.context.end);
    Measurement m = Make(text, figures[i], phrase, item);
    places[i] = static_cast<int>(plan.measurements.size() - first);
    const int whole = wholes[i] < 0 ? -1 : places[static_cast<size_t>(wholes[i])];
    if (whole >= 0) m.part_of = plan.measurements[first + static_cast<size_t>(whole)].name;
    for (int copy = 0; copy < phrase.copies; ++copy) {
      if (!phrase.names.empty()) m.name = phrase.names[static_cast<size_t>(copy)];
      plan.measurements.push_back(m);
      whole_of.push_back(whole);
    }
  }
  CheckParts(whole_of, first, plan);
  return absl::OkStatus();
}

}  // namespace eduplan::importer
