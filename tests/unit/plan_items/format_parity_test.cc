// One text gives one plan, whichever format it comes in: UTF-8 and GB18030 text, HTML, DOCX with
// typed marks and with numbering of the file's own, PDF.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/parse.h"
#include "tests/unit/plan_items/documents.h"
#include "tests/unit/plan_items/expected_reading.h"

namespace eduplan::importer {
namespace {

const std::filesystem::path kHere =
    std::filesystem::path(EDUPLAN_SOURCE_DIR) / "tests/unit/plan_items";

constexpr const char* kDocuments[] = {
    "brackets-outermost-key-points",
    "county-halves-report",
    "cross-masked-civil-affairs",
    "hardwrap-county-plan",
    "kindergarten-summary",
    "masked-markers-stars",
    "numbering-faults",
    "pipe-table-targets",
    "primary-term-plan",
    "rank-growth-fractions",
    "running-numbers-summary",
    "semicolon-enumeration",
    "titled-halves",
    "very-long-items",
    "vocational-key-points",
};

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.is_open()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

// What must not depend on the format, a line for each point.
std::vector<std::string> Plan(const std::filesystem::path& path) {
  const std::string bytes = Bytes(path);
  const auto plan = Parse({.bytes = bytes, .filename = path.filename().string()});
  EXPECT_TRUE(plan.ok()) << path << ": " << plan.status();
  if (!plan.ok()) return {};
  std::vector<std::string> lines = {
      "title " + plan->title, "issuer " + plan->issuer + " " + plan->issuer_level,
      absl::StrCat("kind ", static_cast<int>(plan->document_kind), " truncated ", plan->truncated)};
  for (const std::string& period : plan->periods) lines.push_back("period " + period);
  for (const std::string& node : Outline(*plan)) lines.push_back("node " + node);
  for (const std::string& figure : Figures(*plan)) lines.push_back("figure " + figure);
  for (std::string& line : lines) line = FoldPrint(line);
  return lines;
}

std::string Differing(const std::vector<std::string>& text, const std::vector<std::string>& other) {
  std::string lines;
  for (size_t i = 0, k = 0; i < text.size() || k < other.size();) {
    if (i < text.size() && k < other.size() && text[i] == other[k]) {
      ++i;
      ++k;
    } else if (k == other.size() ||
               (i < text.size() && std::find(other.begin() + static_cast<long>(k), other.end(),
                                             text[i]) == other.end())) {
      absl::StrAppend(&lines, "missing: ", text[i++], "\n");
    } else {
      absl::StrAppend(&lines, "too much: ", other[k++], "\n");
    }
  }
  return lines;
}

// The documents in all formats, made once for all tests.
struct Made {
  std::filesystem::path folder = {};
  std::string missing = {};  // What is not installed.
  bool complete = false;
};

Made& Shared() {
  static Made made;
  return made;
}

class FormatParityTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (std::system("/usr/bin/python3 -c 'import docx' >/dev/null 2>&1") != 0) {
      Shared().missing = "python3-docx is not installed";
      return;
    }
    if (std::system("command -v soffice >/dev/null 2>&1") != 0) {
      Shared().missing = "LibreOffice is not installed";
      return;
    }
    Shared().folder = std::filesystem::path(::testing::TempDir()) /
                      absl::StrCat("format_parity_", static_cast<long>(::getpid()));
    std::filesystem::create_directories(Shared().folder);
    std::string command = absl::StrCat("/usr/bin/python3 ", (kHere / "make_formats.py").string(),
                                       " ", Shared().folder.string());
    for (const char* name : kDocuments) absl::StrAppend(&command, " ", Text(name).string());
    Shared().complete = std::system((command + " 2>&1").c_str()) == 0;
  }
  static void TearDownTestSuite() {
    std::error_code ignored;
    if (!Shared().folder.empty()) std::filesystem::remove_all(Shared().folder, ignored);
  }

  void SetUp() override {
    if (!Shared().missing.empty()) GTEST_SKIP() << Shared().missing;
    ASSERT_TRUE(Shared().complete) << "make_formats.py failed";
  }

  static std::filesystem::path Text(const std::string& name) {
    return kHere / "documents" / (name + ".txt");
  }

  // How many of the documents were there in this format; each must give the plan of its text.
  static int Compare(const std::string& ending) {
    int compared = 0;
    for (const char* name : kDocuments) {
      const std::filesystem::path other = Shared().folder / absl::StrCat(name, ending);
      if (!std::filesystem::exists(other)) continue;
      ++compared;
      const std::string differences = Differing(Plan(Text(name)), Plan(other));
      EXPECT_TRUE(differences.empty()) << other.filename() << "\n" << differences;
    }
    return compared;
  }
};

TEST_F(FormatParityTest, Gb18030) {
  EXPECT_EQ(Compare(".gb18030.txt"), std::size(kDocuments));
}

TEST_F(FormatParityTest, Html) {
  EXPECT_EQ(Compare(".html"), std::size(kDocuments));
}

TEST_F(FormatParityTest, Docx) {
  EXPECT_EQ(Compare(".docx"), std::size(kDocuments));
}

TEST_F(FormatParityTest, DocxThatNumbersItself) {
  EXPECT_GE(Compare(".numbered.docx"), 8);
}

TEST_F(FormatParityTest, Pdf) {
  EXPECT_EQ(Compare(".pdf"), std::size(kDocuments));
}

}  // namespace
}  // namespace eduplan::importer
