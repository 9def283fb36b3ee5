// What titles say of kind, issuer, level and periods, against a table read by hand.
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <sstream>

#include "tests/unit/plan_items/documents.h"

namespace eduplan::importer {
namespace {

std::vector<std::string> Split(const std::string& line, char at) {
  std::vector<std::string> fields(1);
  for (char c : line) {
    if (c == at) {
      fields.emplace_back();
    } else {
      fields.back().push_back(c);
    }
  }
  return fields;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

std::string KindName(DocumentKind kind) {
  constexpr const char* kNames[] = {"", "KEY_POINTS", "PLAN", "SUMMARY", "SUMMARY_AND_PLAN"};
  return kNames[static_cast<size_t>(kind)];
}

struct Score {
  int right = 0;
  int all = 0;
  void Add(bool is_right) {
    right += is_right ? 1 : 0;
    ++all;
  }
  double share() const { return static_cast<double>(right) / all; }
};

// The text below the title tells nothing of its own.
constexpr const char* kBody =
    "\n一、有关情况\n各方面都有新的进展。\n二、其他情况\n各方面都很重视。\n";

TEST(TitlesTest, KindIssuerLevelAndPeriodsAreReadOffTitles) {
  std::istringstream table(ReadSample("titles.txt"));
  std::map<std::string, Score> scores;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> f = Split(line, '|');
    ASSERT_EQ(f.size(), 6u) << line;
    const ParsedPlan plan = ParseOk(f[5] + kBody);
    const std::map<std::string, std::pair<std::string, std::string>> fields = {
        {"kind", {f[1], KindName(plan.document_kind)}},
        {"level", {f[2], plan.issuer_level}},
        {"issuer", {f[3], plan.issuer}},
        {"periods", {f[4], Joined(plan.periods)}}};
    for (const auto& [name, values] : fields) {
      const bool right = values.first == values.second;
      scores[f[0] + " " + name].Add(right);
      if (!right) {
        std::cout << f[0] << " " << f[5] << ": " << name << " " << values.second << ", not "
                  << values.first << "\n";
      }
    }
  }
  for (const auto& [name, score] : scores) {
    std::cout << name << ": " << score.right << " of " << score.all << "\n";
    EXPECT_GE(score.all, 40) << name;
    EXPECT_GE(score.share(), 0.96) << name;
  }
}

}  // namespace
}  // namespace eduplan::importer
