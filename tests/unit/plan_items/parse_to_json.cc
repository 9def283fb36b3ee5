// Prints the reading of documents as JSON in the shape of plans:parse.
//   parse_to_json FILE           to standard output
//   parse_to_json OUT_DIR FILE…  OUT_DIR/<name up to the first _ or .>.json for each
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "services/plan_items/importer/parse.h"

namespace {

using eduplan::importer::ParsedPlan;
using nlohmann::ordered_json;

constexpr const char* kDocumentKinds[] = {"DOCUMENT_KIND_UNSPECIFIED", "KEY_POINTS", "PLAN",
                                          "SUMMARY", "SUMMARY_AND_PLAN"};
constexpr const char* kSections[] = {
    "SECTION_KIND_UNSPECIFIED", "SUMMARY", "PLAN", "PROBLEMS", "EXPERIENCE", "SUGGESTIONS",
    "GUIDING_THOUGHT",          "OTHER"};
constexpr const char* kComparators[] = {"EQUAL",     "AT_LEAST",  "AT_MOST",
                                        "MORE_THAN", "LESS_THAN", "APPROXIMATE"};
constexpr const char* kKinds[] = {"ACTUAL", "TARGET"};
constexpr const char* kSeverities[] = {"INFO", "WARNING", "ERROR"};

template <typename Enum, size_t N>
const char* Name(const char* const (&names)[N], Enum value) {
  return names[static_cast<size_t>(value)];
}

ordered_json ToJson(const ParsedPlan& plan) {
  ordered_json json = {{"title", plan.title},
                       {"issuer", plan.issuer},
                       {"issuerLevel", plan.issuer_level},
                       {"documentKind", Name(kDocumentKinds, plan.document_kind)},
                       {"periods", plan.periods},
                       {"truncated", plan.truncated},
                       {"documentNumber", plan.document_number},
                       {"recipients", plan.recipients},
                       {"issueDate", plan.issue_date},
                       {"preamble", plan.preamble},
                       {"preambleSectionKind", Name(kSections, plan.preamble_section_kind)},
                       {"outline", ordered_json::array()},
                       {"measurements", ordered_json::array()},
                       {"findings", ordered_json::array()}};
  for (const auto& n : plan.outline) {
    json["outline"].push_back({{"path", n.path},
                               {"level", n.level},
                               {"marker", n.marker},
                               {"heading", n.heading},
                               {"sectionKind", Name(kSections, n.section_kind)},
                               {"text", n.text},
                               {"leadUnits", n.lead_units},
                               {"assistingUnits", n.assisting_units},
                               {"dueDate", n.due_date},
                               {"dueText", n.due_text},
                               {"start", n.start},
                               {"end", n.end}});
  }
  for (const auto& m : plan.measurements) {
    json["measurements"].push_back({{"itemPath", m.item_path},
                                    {"name", m.name},
                                    {"value", m.value},
                                    {"unit", m.unit},
                                    {"comparator", Name(kComparators, m.comparator)},
                                    {"kind", Name(kKinds, m.kind)},
                                    {"masked", m.masked},
                                    {"partOf", m.part_of},
                                    {"quote", m.quote},
                                    {"start", m.start},
                                    {"end", m.end}});
  }
  for (const auto& f : plan.findings) {
    json["findings"].push_back({{"code", f.code},
                                {"severity", Name(kSeverities, f.severity)},
                                {"message", f.message_en},
                                {"messageZh", f.message_zh},
                                {"itemPath", f.item_path},
                                {"start", f.start},
                                {"end", f.end}});
  }
  return json;
}

bool Convert(const std::string& file, std::ostream& out) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  auto plan = eduplan::importer::Parse({.bytes = bytes, .filename = file});
  if (!plan.ok()) {
    std::cerr << file << ": " << plan.status() << "\n";
    return false;
  }
  out << ToJson(*plan).dump(1) << "\n";
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2) return Convert(argv[1], std::cout) ? 0 : 1;
  bool ok = argc > 2;
  for (int i = 2; i < argc; ++i) {
    const std::string path = argv[i];
    const std::string name = path.substr(path.find_last_of('/') + 1);
    std::ofstream out(std::string(argv[1]) + "/" + name.substr(0, name.find_first_of("_.")) +
                      ".json");
    ok = Convert(path, out) && ok;
  }
  return ok ? 0 : 1;
}
