// Sample documents and short views of their reading.
#pragma once

#include <string>
#include <vector>

#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {

// The bytes of tests/unit/plan_items/data/<name>.
std::string ReadSample(const std::string& name);

// The reading of a sample; the test fails if there is none.
ParsedPlan ParseSample(const std::string& name);

// The reading of a text; the test fails if there is none.
ParsedPlan ParseOk(const std::string& text);

// "1.2 (一) heading" for each node.
std::vector<std::string> Outline(const ParsedPlan& plan);

// "1.2 value unit" for each measurement, with >= <= > < ~ before the value, ? for a masked one and
// " target" behind what is aimed at: "1.2 >=30门 target".
std::vector<std::string> Figures(const ParsedPlan& plan);

// Codes of the findings.
std::vector<std::string> Codes(const ParsedPlan& plan);

}  // namespace eduplan::importer
