#include "services/plan_items/importer/figures/measure.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/figures/attributes.h"
#include "services/plan_items/importer/figures/table_figures.h"
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
  m.base_value = ScaledValue(figure.value, figure.powers);
  m.base_unit = ToUtf8(figure.word);
  m.change = ChangeOf(text, figure, phrase.floor);
  m.per = PerOf(text, figure, phrase.floor);
  m.start = text.SourceBegin(phrase.begin);
  m.end = text.SourceEnd(phrase.end);
  m.quote = ToUtf8(text.source.substr(m.start, m.end - m.start));
  return m;
}

// 小学、初中、高中分别为900个、1500个、300个: how many figures from `first` on share such a list,
// and the words of it; empty if they share none.
std::vector<std::string> SharedNames(const FlatText& text, const std::vector<Figure>& figures,
                                     size_t first, const Phrase& phrase) {
  constexpr size_t kReach = 60;
  const size_t begin = phrase.floor;
  const size_t number = figures[first].begin;
  size_t respectively = std::max(begin, std::min(phrase.noun_end, number));
  for (size_t i = number; i > begin && number - i < 8; --i) {
    if (text.At(i - 1, U"分别")) respectively = i - 1;
  }
  std::vector<size_t> starts;
  size_t from = respectively;
  for (; from > begin && respectively - from < kReach; --from) {
    const char32_t before = text.chars[from - 1];
    if (IsOneOf(before, U"、和与及")) starts.push_back(from);
    if ((before != U'、' && EndsClause(before)) || text.gap[from] == Gap::kLine) break;
  }
  starts.push_back(from);
  std::reverse(starts.begin(), starts.end());
  // No further than the words reach: a list of any length has few of them.
  size_t run = 1;
  while (run <= starts.size() && first + run < figures.size() &&
         figures[first + run].unit == figures[first].unit &&
         figures[first + run].begin - figures[first + run - 1].unit_end <= 1) {
    ++run;
  }
  if (run < 2 || starts.size() != run) return {};
  std::vector<std::string> names;
  for (size_t k = 0; k < run; ++k) {
    const size_t end = k + 1 < run ? starts[k + 1] - 1 : respectively;
    if (end <= starts[k]) return {};
    names.push_back(text.Printed(starts[k], end));
  }
  return names;
}

// What only compares with another time names nothing.
bool NamesNothing(const std::string& name) {
  static const RE2 kRe(
      "^(?:其中|同比|环比|比|较|与|上年|去年|往年|上一?年度?|同期|上期|上半年|相比|"
      "净?(?:增长|增加|提高|提升|上升|下降|减少|降低)|又|再|均|也|都|合计|总计|各)*$");
  return RE2::FullMatch(name, kRe);
}

// 小学、初中班额控制在45人、50人以内: the bound behind the last is that of all.
void CarryBounds(const FlatText& text, const std::vector<Phrase>& phrases,
                 std::vector<Figure>& figures) {
  for (size_t i = figures.size(); i-- > 1;) {
    Figure& figure = figures[i - 1];
    const Figure& next = figures[i];
    const bool listed = next.begin - figure.unit_end == 1 && next.word == figure.word &&
                        text.chars[figure.unit_end] == U'、';
    if (!listed) continue;
    const size_t from = figure.begin - std::min<size_t>(figure.begin - phrases[i - 1].floor, 30);
    const bool of_several = Contains(text.view(from, figure.begin), {U"、", U"和", U"分别"});
    if (of_several && figure.comparator == Comparator::kEqual) figure.comparator = next.comparator;
  }
  // 小学、初中分别不少于40节、50节: that before the first is.
  for (size_t i = 1; i < figures.size(); ++i) {
    const Figure& first = figures[i - 1];
    Figure& figure = figures[i];
    const bool listed = figure.begin - first.unit_end == 1 && figure.word == first.word &&
                        text.chars[first.unit_end] == U'、';
    if (!listed || figure.comparator != Comparator::kEqual) continue;
    const size_t from = first.begin - std::min<size_t>(first.begin - phrases[i - 1].floor, 12);
    const bool bound =
        first.comparator == Comparator::kAtLeast || first.comparator == Comparator::kAtMost;
    if (bound && Contains(text.view(from, first.begin), {U"分别"})) {
      figure.comparator = first.comparator;
    }
  }
}

// Gives figures without a noun that of the figure before them in their sentence: 城市低保6639户、
// 13228人.
void CarryNames(const FlatText& text, const std::vector<Figure>& figures,
                std::vector<Phrase>& phrases) {
  for (size_t i = 0; i < figures.size(); ++i) {
    if (!NamesNothing(phrases[i].name)) continue;
    const size_t from = i == 0 ? figures[i].begin : figures[i - 1].unit_end;
    const std::u32string_view between = text.view(from, std::max(from, figures[i].begin));
    const bool same_sentence = i > 0 && std::none_of(between.begin(), between.end(), EndsSentence);
    if (same_sentence) phrases[i].name = phrases[i - 1].name;
  }
  for (size_t i = 0; i < figures.size();) {
    const std::vector<std::string> names = SharedNames(text, figures, i, phrases[i]);
    for (size_t k = 0; k < names.size(); ++k) phrases[i + k].name = names[k];
    i += std::max<size_t>(names.size(), 1);
  }
}

// Once, or for each of the words of a list.
void Add(Measurement m, const Phrase& phrase, ParsedPlan& plan) {
  const size_t place = plan.measurements.size();
  plan.measurements.push_back(std::move(m));
  for (int copy = 1; copy < phrase.copies; ++copy) {
    plan.measurements.push_back(plan.measurements[place]);
  }
  for (size_t k = 0; k < phrase.names.size(); ++k) {
    plan.measurements[place + k].name = phrase.names[k];
  }
}

// The figures of a stretch of an item without tables.
absl::Status MeasureProse(const FlatText& text, const std::vector<uint8_t>& names, const Item& item,
                          size_t max, ParsedPlan& plan) {
  std::vector<Figure> figures = FindFigures(text, names, item.context.begin, item.context.end, max);
  if (plan.measurements.size() + figures.size() > max) {
    return absl::ResourceExhaustedError(
        absl::StrCat("more than ", max, " figures, the last in item ", item.path));
  }
  const std::vector<int> wholes = FindWholes(text, figures);
  const size_t first = plan.measurements.size();
  std::vector<int> places(figures.size());  // Of each figure's first measurement, from `first`.
  std::vector<int> whole_of;                // The same for each measurement.
  std::vector<Phrase> phrases;
  phrases.reserve(figures.size());
  for (size_t i = 0; i < figures.size(); ++i) {
    const size_t begin = i > 0 ? figures[i - 1].unit_end : item.context.begin;
    const size_t end = i + 1 < figures.size() ? figures[i + 1].begin : item.context.end;
    phrases.push_back(PhraseAround(text, figures[i], std::min(begin, figures[i].begin),
                                   std::max(end, figures[i].unit_end), item.context.end));
  }
  for (size_t i = 1; i < figures.size(); ++i) {
    if (figures[i].range_begin > 0) phrases[i].begin = phrases[i - 1].begin;
  }
  for (size_t i = figures.size(); i-- > 1;) {
    if (figures[i - 1].shares_unit) phrases[i - 1].end = phrases[i].end;
  }
  CarryBounds(text, phrases, figures);
  CarryNames(text, figures, phrases);
  for (size_t i = 0; i < figures.size(); ++i) {
    const Phrase& phrase = phrases[i];
    Measurement m = Make(text, figures[i], phrase, item);
    // 分别提高4.1个、2.7个百分点, 增长8.2%和11%
    const bool listed = i > 0 && figures[i].begin - figures[i - 1].unit_end <= 1 &&
                        figures[i].word == figures[i - 1].word &&
                        IsOneOf(text.chars[figures[i - 1].unit_end], U"、和与及");
    if (listed && m.change == Change::kLevel) {
      m.change = plan.measurements.back().change;
    }
    // 每户5000-10000元
    if (figures[i].range_begin > 0 && m.per.empty()) m.per = plan.measurements.back().per;
    // 每千人口医师3.2人、护士3.9人
    if (i > 0 && m.per.empty() && text.chars[figures[i - 1].unit_end] == U'、' &&
        phrase.begin == figures[i - 1].unit_end + 1 && figures[i].word == figures[i - 1].word) {
      const std::string& per = plan.measurements.back().per;
      if (per.starts_with("每") && per.ends_with("人口")) m.per = per;
    }
    places[i] = static_cast<int>(plan.measurements.size() - first);
    const int whole = wholes[i] < 0 ? -1 : places[static_cast<size_t>(wholes[i])];
    if (whole >= 0) m.part_of = plan.measurements[first + static_cast<size_t>(whole)].name;
    Add(std::move(m), phrase, plan);
    whole_of.resize(plan.measurements.size() - first, whole);
  }
  CheckParts(whole_of, first, plan);
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasureItem(const FlatText& text, const std::vector<uint8_t>& names, const Item& item,
                         size_t max, ParsedPlan& plan) {
  Item stretch = item;
  const auto measure_to = [&](size_t end) {
    stretch.context.end = end;
    return MeasureProse(text, names, stretch, max, plan);
  };
  auto table =
      std::lower_bound(text.tables.begin(), text.tables.end(), item.context.begin,
                       [](const Table& each, size_t position) { return each.begin < position; });
  for (; table != text.tables.end() && table->begin < item.context.end; ++table) {
    if (absl::Status status = measure_to(table->begin); !status.ok()) return status;
    MeasureTable(text, names, *table, item, max, plan);
    stretch.context.begin = std::min(table->end, item.context.end);
  }
  return measure_to(item.context.end);
}

}  // namespace eduplan::importer
