#include "services/documents/report/rollup_table.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

constexpr size_t kMostNames = 60;  // of a note

// Hands out what is printed and keeps where it comes from.
class FigureWriter {
 public:
  FigureWriter(const Report& report, std::vector<v1::DocumentProvenance::Figure>* figures)
      : report_(report), figures_(*figures) {}

  std::string Print(const IndicatorRow& row, std::string text) {
    v1::DocumentProvenance::Figure figure;
    figure.set_text(text);
    figure.set_indicator(row.indicator);
    figure.set_organization(text::Cat("organizations/", report_.organization));
    figure.set_period(report_.period.text());
    figure.set_view("LIVE");
    figure.set_sequence(report_.indicators_sequence);
    figures_.push_back(std::move(figure));
    return text;
  }
  std::string Print(const IndicatorRow& row, int count) { return Print(row, text::Cat(count)); }

 private:
  const Report& report_;
  std::vector<v1::DocumentProvenance::Figure>& figures_;
};

std::string Names(const std::vector<std::string>& names) {
  if (names.size() <= kMostNames) return absl::StrJoin(names, "、");
  return text::Cat(absl::StrJoin(names.begin(), names.begin() + kMostNames, "、"), "等");
}

std::string PeriodNames(const std::vector<std::string>& periods) {
  std::vector<std::string> names;
  for (const std::string& written : periods) {
    const auto period = calendar::Period::Parse(written);
    names.push_back(period.ok() ? period->ChineseText() : written);
  }
  return Names(names);
}

// Rows for which the same can be said, in the order in which they first occur.
using Rows = std::vector<const IndicatorRow*>;
std::vector<std::pair<std::vector<std::string>, Rows>> GroupBy(
    const std::vector<IndicatorRow>& rows,
    const std::function<std::vector<std::string>(const IndicatorRow&)>& key_of) {
  std::vector<std::pair<std::vector<std::string>, Rows>> groups;
  std::map<std::vector<std::string>, size_t> known;
  for (const IndicatorRow& row : rows) {
    std::vector<std::string> key = key_of(row);
    if (key.empty()) continue;
    const auto [at, is_new] = known.emplace(key, groups.size());
    if (is_new) groups.emplace_back(std::move(key), Rows());
    groups[at->second].second.push_back(&row);
  }
  return groups;
}

std::string Subject(const Rows& rows, const Report& report) {
  if (rows.size() > 1 && rows.size() == report.rows.size()) return "表中各项指标均";
  std::vector<std::string> names;
  // A part's name leaves out in a sentence that it is one (其中：).
  for (const IndicatorRow* row : rows) {
    names.emplace_back(absl::StripPrefix(row->display_name, "其中："));
  }
  return Names(names);
}

// A count that is printed once for all rows of a group and comes from each of them.
std::string Shared(const Rows& rows, int IndicatorRow::* count, FigureWriter& figures) {
  std::string text;
  for (const IndicatorRow* row : rows) text = figures.Print(*row, row->*count);
  return text;
}

std::vector<std::string> MissingKey(const IndicatorRow& row) {
  if (row.missing <= 0) return {};
  std::vector<std::string> key = {text::Cat(row.missing)};
  key.insert(key.end(), row.missing_names.begin(), row.missing_names.end());
  return key;
}

std::vector<std::string> Notes(const Report& report, FigureWriter& figures) {
  std::vector<std::string> notes;
  for (auto& [key, rows] : GroupBy(report.rows, MissingKey)) {
    const std::vector<std::string> names(key.begin() + 1, key.end());
    notes.push_back(text::Cat(Subject(rows, report), "缺报",
                              Shared(rows, &IndicatorRow::missing, figures), "家",
                              names.empty() ? "" : "：", Names(names), "。"));
  }
  if (!notes.empty()) notes.insert(notes.begin(), "注：合计只含已报单位，缺报的单位不按零计算。");
  const auto counted = [&](int IndicatorRow::* count, std::string_view before,
                           std::string_view after) {
    const auto key = [&](const IndicatorRow& row) {
      return row.*count > 0 ? std::vector<std::string>{text::Cat(row.*count)}
                            : std::vector<std::string>();
    };
    for (const auto& [text, rows] : GroupBy(report.rows, key)) {
      notes.push_back(
          text::Cat(Subject(rows, report), before, Shared(rows, count, figures), after));
    }
  };
  counted(&IndicatorRow::not_applicable, "不适用", "家，不计入应报。");
  counted(&IndicatorRow::rate_only, "仅报比率", "家，计入已报，不计入合计。");
  for (const auto& [periods, rows] :
       GroupBy(report.rows, [](const IndicatorRow& row) { return row.derived_from; })) {
    notes.push_back(text::Cat(Subject(rows, report), "由", PeriodNames(periods), "数据得出。"));
  }
  for (const auto& [unused, rows] : GroupBy(report.rows, [](const IndicatorRow& row) {
         return row.incomplete ? std::vector<std::string>{"incomplete"}
                               : std::vector<std::string>();
       })) {
    notes.push_back(text::Cat(Subject(rows, report), "在本期内有时段未报，不作合计。"));
  }
  return notes;
}

}  // namespace

layout::Table MakeRollupTable(const Report& report,
                              std::vector<v1::DocumentProvenance::Figure>* figures) {
  using layout::Alignment;
  FigureWriter writer(report, figures);
  layout::Table table;
  table.caption = text::Cat("表1 ", report.period.ChineseText(), "主要指标完成情况");
  table.columns = {{Alignment::kLeft, 0},  {Alignment::kCenter, 0}, {Alignment::kRight, 0},
                   {Alignment::kRight, 0}, {Alignment::kRight, 0},  {Alignment::kRight, 0}};
  table.header_rows = {{"指标", "单位", "合计", "应报", "已报", "缺报"}};
  for (const IndicatorRow& row : report.rows) {
    table.rows.push_back({row.display_name, row.unit,
                          row.total.empty() ? "—" : writer.Print(row, row.total),
                          writer.Print(row, row.expected), writer.Print(row, row.reported),
                          writer.Print(row, row.missing)});
  }
  table.notes = Notes(report, writer);
  return table;
}

}  // namespace eduplan::documents
