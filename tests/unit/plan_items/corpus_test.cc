// Each pair NAME.txt, NAME.json of documents/ is a test: the reading is what a person expects.
// EDUPLAN_DOCUMENTS names another folder of such pairs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "services/plan_items/importer/parse.h"
#include "tests/unit/plan_items/expected_reading.h"

namespace eduplan::importer {
namespace {

std::filesystem::path Folder() {
  const char* other = std::getenv("EDUPLAN_DOCUMENTS");
  if (other != nullptr) return other;
  return std::filesystem::path(EDUPLAN_SOURCE_DIR) / "tests/unit/plan_items/documents";
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(Folder())) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.is_open()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

class CorpusTest : public ::testing::TestWithParam<std::string> {};

TEST_P(CorpusTest, ReadsAsAPersonDoes) {
  const auto expected = nlohmann::json::parse(Bytes(Folder() / (GetParam() + ".json")));
  const auto plan = Parse({.bytes = Bytes(Folder() / (GetParam() + ".txt")),
                           .filename = GetParam() + ".txt",
                           .content_type = "text/plain"});
  ASSERT_TRUE(plan.ok()) << plan.status();
  std::string differences;
  for (const std::string& line : Differences(expected, *plan)) differences += line + "\n";
  EXPECT_TRUE(differences.empty()) << differences;
}

INSTANTIATE_TEST_SUITE_P(Documents, CorpusTest, ::testing::ValuesIn(Names()), [](const auto& name) {
  std::string test = name.param;
  std::replace(test.begin(), test.end(), '-', '_');
  return test;
});

}  // namespace
}  // namespace eduplan::importer
