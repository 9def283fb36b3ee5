#include "tests/unit/plan_items/linking/phrases.h"

#include <fstream>

#include "absl/strings/str_split.h"

namespace eduplan::plan_items::linking {
namespace {

namespace indicator_v1 = ::eduplan::indicator::v1;
namespace v1 = ::eduplan::plan::v1;

std::vector<std::vector<std::string>> ReadRows(const std::string& path, char separator) {
  std::ifstream file(EDUPLAN_SOURCE_DIR "/" + path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') rows.push_back(absl::StrSplit(line, separator));
  }
  rows.erase(rows.begin());
  return rows;
}

void TakeMore(const std::string& more, Phrase& phrase) {
  for (const std::string& part : std::vector<std::string>(absl::StrSplit(more, ';'))) {
    const size_t equals = part.find('=');
    if (equals == std::string::npos) continue;
    const std::string key = part.substr(0, equals);
    const std::string value = part.substr(equals + 1);
    if (key == "part_of") phrase.measurement.set_part_of(value);
    if (key == "prev") phrase.previous = value;
    if (key == "per") phrase.measurement.set_per(value);
    if (key != "change") continue;
    phrase.measurement.set_change(value == "+" ? v1::CHANGE_INCREASE : v1::CHANGE_DECREASE);
  }
}

}  // namespace

std::vector<Phrase> ReadPhrases() {
  std::vector<Phrase> phrases;
  for (const auto& row : ReadRows("tests/unit/plan_items/linking/phrases.tsv", '\t')) {
    Phrase& phrase = phrases.emplace_back();
    phrase.held_out = row.at(0) == "held";
    phrase.expected = row.at(1);
    phrase.measurement.set_name(row.at(2));
    phrase.measurement.set_unit(row.at(3));
    phrase.measurement.set_kind(row.at(4) == "T" ? v1::MEASUREMENT_KIND_TARGET
                                                 : v1::MEASUREMENT_KIND_ACTUAL);
    phrase.heading = row.at(5);
    TakeMore(row.at(6), phrase);
  }
  return phrases;
}

std::vector<indicator_v1::Indicator> ReadCatalogue() {
  std::vector<indicator_v1::Indicator> indicators;
  for (const auto& row : ReadRows("deploy/catalogue.csv", ',')) {
    indicator_v1::Indicator& indicator = indicators.emplace_back();
    indicator.set_code(row.at(0));
    indicator.set_display_name(row.at(1));
    indicator.set_unit(row.at(2));
    indicator_v1::Aggregation aggregation{};
    indicator_v1::Aggregation_Parse("AGGREGATION_" + row.at(5), &aggregation);
    indicator.set_aggregation(aggregation);
    indicator.set_rule(row.at(9));
    indicator.set_assessable(row.at(11) == "true");
  }
  return indicators;
}

}  // namespace eduplan::plan_items::linking
