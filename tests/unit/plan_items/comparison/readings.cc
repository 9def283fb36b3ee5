#include "tests/unit/plan_items/comparison/readings.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

using text::Cat;
using text::ToAbsl;

std::vector<std::string> Split(std::string_view line, char by) {
  std::vector<std::string> parts = absl::StrSplit(ToAbsl(line), by);
  for (std::string& part : parts) absl::StripAsciiWhitespace(&part);
  return parts;
}

std::vector<std::string> Words(std::string_view line) {
  return absl::StrSplit(ToAbsl(line), ' ', absl::SkipEmpty());
}

v1::SectionKind SectionOf(char letter) {
  return letter == 'S'   ? v1::SECTION_KIND_SUMMARY
         : letter == 'P' ? v1::SECTION_KIND_PLAN
                         : v1::SECTION_KIND_PROBLEMS;
}

v1::Measurement Figure(const std::string& written, const std::string& path) {
  static const std::map<std::string, v1::Comparator> kComparators = {
      {">=", v1::COMPARATOR_AT_LEAST},
      {"<=", v1::COMPARATOR_AT_MOST},
      {">", v1::COMPARATOR_MORE_THAN},
      {"<", v1::COMPARATOR_LESS_THAN},
      {"~", v1::COMPARATOR_APPROXIMATE}};
  v1::Measurement figure;
  figure.set_item_path(path);
  figure.set_kind(v1::MEASUREMENT_KIND_ACTUAL);
  figure.set_comparator(v1::COMPARATOR_EQUAL);
  figure.set_change(v1::CHANGE_LEVEL);
  std::vector<std::string> words = Words(written);
  figure.set_name(words.at(0));
  size_t at = 1;
  if (const auto sign = kComparators.find(words.at(at)); sign != kComparators.end()) {
    figure.set_comparator(sign->second);
    ++at;
  }
  figure.set_masked(words.at(at) == "x");
  if (!figure.masked()) figure.set_value(words[at]);
  figure.set_unit(words.at(++at));
  for (++at; at < words.size(); ++at) {
    if (words[at] == "T") figure.set_kind(v1::MEASUREMENT_KIND_TARGET);
    if (words[at] == "-") figure.set_change(v1::CHANGE_DECREASE);
  }
  figure.set_quote(Cat(figure.name(), figure.masked() ? "x" : figure.value(), figure.unit()));
  return figure;
}

void ReadHead(std::string_view line, v1::ParsedPlan& plan) {
  static const std::map<std::string, v1::DocumentKind> kKinds = {
      {"K", v1::DOCUMENT_KIND_KEY_POINTS},
      {"P", v1::DOCUMENT_KIND_PLAN},
      {"S", v1::DOCUMENT_KIND_SUMMARY},
      {"B", v1::DOCUMENT_KIND_SUMMARY_AND_PLAN}};
  const std::vector<std::string> words = Words(line);
  plan.set_document_kind(kKinds.at(words.at(1)));
  for (size_t i = 2; i < words.size(); ++i) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(words[i][0]))) {
      plan.add_periods(words[i]);
    } else {
      plan.set_title(words[i]);
    }
  }
}

std::string Said(const v1::Measurement& figure) {
  return Cat(figure.masked() ? "x" : figure.value(), figure.unit());
}

std::string Side(bool has, const v1::PlanQuote& quote) {
  return has ? Cat(quote.path(), " ", quote.quote()) : "-";
}

void AddLines(const v1::ItemDifference& item, std::vector<std::string>& lines) {
  for (const int kind : item.kinds()) {
    switch (kind) {
      case v1::ItemDifference::KIND_ADDED:
        lines.push_back(item.related_path().empty()
                            ? Cat("added ", item.new_path())
                            : Cat("split ", item.new_path(), " from ", item.related_path()));
        break;
      case v1::ItemDifference::KIND_REMOVED:
        lines.push_back(item.related_path().empty()
                            ? Cat("removed ", item.old_path())
                            : Cat("merged ", item.old_path(), " into ", item.related_path()));
        break;
      case v1::ItemDifference::KIND_CHANGED:
        lines.push_back(Cat("changed ", item.new_path()));
        for (const auto& field : item.fields()) lines.back() += " " + field.field();
        break;
      default:
        lines.push_back(Cat(kind == v1::ItemDifference::KIND_MOVED ? "moved " : "renumbered ",
                            item.old_path(), " to ", item.new_path()));
    }
  }
}

}  // namespace

v1::ParsedPlan Reading(std::string_view written) {
  v1::ParsedPlan plan;
  std::map<std::string, v1::SectionKind> sections;
  int at = 0;
  for (const std::string& line : Split(written, '\n')) {
    if (line.empty()) continue;
    if (line[0] == '=') {
      ReadHead(line, plan);
      continue;
    }
    const std::vector<std::string> parts = Split(line, '|');
    const std::vector<std::string> words = Words(parts[0]);
    std::vector<std::string> place = absl::StrSplit(words.at(0), ':');
    v1::OutlineNode& node = *plan.add_outline();
    node.set_path(place[0]);
    const std::string parent = place[0].substr(0, place[0].rfind('.'));
    node.set_section_kind(place.size() > 1 ? SectionOf(place[1][0]) : sections[parent]);
    sections[place[0]] = node.section_kind();
    node.set_marker(words.at(1));
    node.set_heading(words.size() > 2 ? words[2] : "");
    if (parts.size() > 1) node.set_text(parts[1]);
    node.set_start(at);
    at += 1000;
    node.set_end(at - 1);
    if (parts.size() < 3) continue;
    for (const std::string& each : Split(parts[2], ';')) {
      v1::Measurement figure = Figure(each, node.path());
      figure.set_start(node.start() + 10 * plan.measurements_size());
      figure.set_end(figure.start() + 9);
      *plan.add_measurements() = figure;
    }
  }
  return plan;
}

std::vector<std::string> Lines(const v1::PlanDifference& difference) {
  std::vector<std::string> lines;
  for (const auto& field : difference.fields()) lines.push_back(Cat("plan ", field.field()));
  for (const auto& item : difference.items()) AddLines(item, lines);
  for (const auto& entry : difference.figures()) {
    const v1::Measurement& before = entry.old_figure();
    const v1::Measurement& after = entry.new_figure();
    lines.push_back(
        entry.kind() == v1::FigureDifference::KIND_ADDED
            ? Cat("figure added ", after.item_path(), " ", Said(after))
        : entry.kind() == v1::FigureDifference::KIND_REMOVED
            ? Cat("figure removed ", before.item_path(), " ", Said(before))
            : Cat("figure changed ", after.item_path(), " ", Said(before), " to ", Said(after)));
  }
  return lines;
}

std::vector<std::string> Lines(const std::vector<v1::ComparisonFinding>& findings) {
  std::vector<std::string> lines;
  for (const v1::ComparisonFinding& each : findings) {
    lines.push_back(Cat(each.code(), " ", Side(each.has_plan(), each.plan()), " | ",
                        Side(each.has_base(), each.base())));
  }
  return lines;
}

}  // namespace eduplan::comparison
