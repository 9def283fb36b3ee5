// Each pair NAME.txt, NAME.json of documents/ is a test: the reading is what a person expects, in
// whichever print the text comes.
// EDUPLAN_DOCUMENTS names another folder of such pairs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
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

// What is another print of the same text: nothing that a person reads out of it changes.
struct Form {
  const char* name;
  std::vector<std::pair<std::string, std::string>> replaced;
  std::string before = {};  // The whole text.
};

std::vector<Form> Forms() {
  return {
      {"as it is", {}},
      {"with a byte order mark", {}, "\xEF\xBB\xBF"},
      {"with line ends of Windows", {{"\n", "\r\n"}}},
      {"indented", {{"\n", "\n\u3000\u3000"}}},
      {"with empty lines between", {{"\n", "\n\n"}}},
      {"in half-width punctuation",
       {{"，", ","}, {"：", ":"}, {"；", ";"}, {"（", "("}, {"）", ")"}, {"！", "!"}, {"？", "?"}}},
  };
}

class CorpusTest : public ::testing::TestWithParam<std::string> {};

TEST_P(CorpusTest, ReadsAsAPersonDoes) {
  const auto expected = nlohmann::json::parse(Bytes(Folder() / (GetParam() + ".json")));
  const std::string text = Bytes(Folder() / (GetParam() + ".txt"));
  for (const Form& form : Forms()) {
    const std::string bytes = form.before + absl::StrReplaceAll(text, form.replaced);
    const auto plan =
        Parse({.bytes = bytes, .filename = GetParam() + ".txt", .content_type = "text/plain"});
    ASSERT_TRUE(plan.ok()) << plan.status();
    const std::string differences = absl::StrJoin(Differences(expected, *plan), "\n");
    EXPECT_TRUE(differences.empty()) << form.name << "\n" << differences;
    if (!differences.empty()) break;
  }
}

INSTANTIATE_TEST_SUITE_P(Documents, CorpusTest, ::testing::ValuesIn(Names()), [](const auto& name) {
  std::string test = name.param;
  std::replace(test.begin(), test.end(), '-', '_');
  return test;
});

}  // namespace
}  // namespace eduplan::importer
