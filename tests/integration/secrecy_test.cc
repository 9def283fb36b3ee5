// Papers marked as secret, sent to the real processes in every way there is: they are refused, and
// of each no process keeps more than its digest and who sent it, however talkative its log is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "services/platform/api/digest.h"
#include "tests/integration/world.h"
#include "tests/unit/plan_items/formats/docx_file.h"
#include "tests/unit/plan_items/formats/made_pdf.h"

namespace eduplan::test {
namespace {

using ::testing::HasSubstr;

// Of the papers and their names as they may stand in a log: plain, in a URL, in JSON, in UTF-16.
constexpr const char* kTraces[] = {"青溪",      "机密",      "★",       "学位",          "密件七",
                                   "%E9%9D%92", "%e9%9d%92", "\\u9752", "\\u673a\\u5bc6"};

struct Paper {
  std::string content_type;
  std::string bytes;
};

std::vector<std::string> Lines() {
  return {"青溪县教育局2021年工作要点", "机密★1年",         "一、补齐办学短板",
          "增加学位1800个。",           "二、守牢校园安全", "新聘教师36名。"};
}

std::vector<Paper> Papers() {
  std::string text;
  importer::DocxFile docx;
  for (const std::string& line : Lines()) {
    text += line + "\n";
    docx.body += importer::P(line);
  }
  std::vector<Paper> papers = {
      {"text/plain; charset=utf-8", text},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.ToBytes()}};
  if (!HasLibreOffice()) return papers;
  const std::string odt = OdtOf(Lines(), "");
  papers.push_back({"application/pdf", Convert(odt, "fodt", "pdf")});
  papers.push_back({"application/msword", Convert(odt, "fodt", "doc:MS Word 97")});
  return papers;
}

class SecrecyTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override {
    ::setenv("EDUPLAN_LOG_LEVEL", "debug", 1);
    ::setenv("TMPDIR", temporary_.path().c_str(), 1);
    cluster_ = std::make_unique<Cluster>(Cluster::Options{.database = GetParam()});
    ::unsetenv("EDUPLAN_LOG_LEVEL");
    ::unsetenv("TMPDIR");
    World(*cluster_).Register(
        {{"330000", "PROVINCE", ""}, {"330400", "CITY", "330000"}, {"330481", "COUNTY", "330400"}});
    token_ = cluster_->Token("330481", "reporter", "zhang");
    const HttpReply reply = Send(
        Cat(kPlans, ":import?filename=a.txt"),
        {"text/plain; charset=utf-8", "云岭县教育局2021年工作要点\n一、扩建。新建小学2所。\n"});
    ASSERT_EQ(reply.status, 200) << reply.body;
    plan_ = reply.Json()["plan"]["name"];
  }

  HttpReply Send(const std::string& target, const Paper& paper) {
    return cluster_->Send({.method = "POST",
                           .target = target,
                           .body = paper.bytes,
                           .content_type = paper.content_type,
                           .token = token_});
  }
  // Where a paper can be sent.
  std::vector<std::string> Targets() const {
    const std::string name = "filename=%E9%9D%92%E6%BA%AA%E5%AF%86%E4%BB%B6%E4%B8%83.x";
    return {Cat("/v1/plans:parse?", name), Cat(kPlans, ":import?", name),
            Cat("/v1/", plan_, ":reimport?", name),
            Cat("/v1/", plan_, ":reimport?validateOnly=true&", name)};
  }
  // What all processes logged.
  std::string Logs() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(cluster_->directory())) {
      if (entry.path().extension() != ".log") continue;
      std::ifstream file(entry.path());
      std::stringstream content;
      content << file.rdbuf();
      all += content.str();
    }
    return all;
  }

  static constexpr char kPlans[] = "/v1/organizations/330481/plans";
  TemporaryDirectory temporary_;
  std::unique_ptr<Cluster> cluster_;
  std::string token_;
  std::string plan_;
};
INSTANTIATE_TEST_SUITE_P(Databases, SecrecyTest,
                         testing::Values(DatabaseKind::kSqlite, DatabaseKind::kPostgres),
                         DatabaseName);

TEST_P(SecrecyTest, OfAMarkedPaperOnlyDigestAndUploaderRemain) {
  const HttpReply before = cluster_->Get(Cat(kPlans, "?pageSize=100"));
  size_t sent = 0;
  for (const Paper& paper : Papers()) {
    for (const std::string& target : Targets()) {
      const HttpReply reply = Send(target, paper);
      EXPECT_EQ(reply.status, 400) << target << reply.body;
      EXPECT_THAT(reply.body, HasSubstr("DOCUMENT_CLASSIFIED"));
      ++sent;
    }
    EXPECT_THAT(Logs(), HasSubstr(*api::Sm3Hex(paper.bytes))) << paper.content_type;
  }
  // Pasted, as JSON.
  const json pasted = {{"content", Papers()[0].bytes}, {"filename", "青溪密件七.txt"}};
  for (const std::string& target : {Cat(kPlans, ":import"), Cat("/v1/", plan_, ":reimport")}) {
    const HttpReply reply = Send(target, {"application/json", pasted.dump()});
    EXPECT_EQ(reply.status, 400) << target << reply.body;
    ++sent;
  }

  const std::string logs = Logs();
  size_t lines = 0;
  for (size_t at = 0; (at = logs.find("classified document refused", at)) != std::string::npos;
       ++at) {
    ++lines;
  }
  EXPECT_EQ(lines, sent);
  EXPECT_THAT(logs, HasSubstr("\"level\":\"debug\""));
  EXPECT_THAT(logs, HasSubstr("\"subject\":\"zhang\",\"organization\":\"330481\""));
  for (const char* trace : kTraces) {
    EXPECT_EQ(logs.find(trace), std::string::npos)
        << trace << " in " << logs.substr(logs.find(trace) > 300 ? logs.find(trace) - 300 : 0, 600);
  }
  EXPECT_EQ(cluster_->Get(Cat(kPlans, "?pageSize=100")).body, before.body);
  EXPECT_EQ(cluster_->Get(Cat("/v1/", plan_, "/sources")).Json()["sources"].size(), 1U);
  // What LibreOffice was given is gone.
  for (const auto& entry : std::filesystem::recursive_directory_iterator(temporary_.path())) {
    EXPECT_NE(entry.path().filename(), "document.doc") << entry.path();
    EXPECT_NE(entry.path().filename(), "document.docx") << entry.path();
  }
}

}  // namespace
}  // namespace eduplan::test
