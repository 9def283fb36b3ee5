#include "tests/unit/plan_items/documents.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace eduplan::importer {

std::string ReadSample(const std::string& name) {
  std::ifstream in(std::string(EDUPLAN_SOURCE_DIR) + "/tests/unit/plan_items/data/" + name,
                   std::ios::binary);
  EXPECT_TRUE(in.is_open()) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

ParsedPlan ParseSample(const std::string& name) {
  auto plan = Parse({.bytes = ReadSample(name), .filename = name});
  EXPECT_TRUE(plan.ok()) << name << ": " << plan.status();
  return plan.ok() ? *plan : ParsedPlan{};
}

ParsedPlan ParseOk(const std::string& text) {
  auto plan = Parse(text);
  EXPECT_TRUE(plan.ok()) << plan.status();
  return plan.ok() ? *plan : ParsedPlan{};
}

std::vector<std::string> Outline(const ParsedPlan& plan) {
  std::vector<std::string> lines;
  for (const OutlineNode& node : plan.outline) {
    lines.push_back(node.path + " " + node.marker + " " + node.heading);
  }
  return lines;
}

std::vector<std::string> Figures(const ParsedPlan& plan) {
  constexpr const char* kSigns[] = {"", ">=", "<=", ">", "<", "~"};
  std::vector<std::string> lines;
  for (const Measurement& m : plan.measurements) {
    std::string line = m.item_path + " " + kSigns[static_cast<size_t>(m.comparator)];
    line += (m.masked ? "?" : m.value) + m.unit;
    if (m.kind == MeasurementKind::kTarget) line += " target";
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Codes(const ParsedPlan& plan) {
  std::vector<std::string> codes;
  for (const Finding& finding : plan.findings) codes.push_back(finding.code);
  return codes;
}

}  // namespace eduplan::importer
