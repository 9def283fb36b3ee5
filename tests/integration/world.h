#ifndef EDUPLAN_TESTS_INTEGRATION_WORLD_H_
#define EDUPLAN_TESTS_INTEGRATION_WORLD_H_

#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "services/platform/status/text.h"
#include "tests/support/cluster.h"

namespace eduplan::test {

using nlohmann::json;
using text::Cat;

// Content of a file of the source tree.
inline std::string SourceFile(const std::string& path) {
  std::ifstream file(Cat(EDUPLAN_SOURCE_DIR "/", path), std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  EXPECT_FALSE(content.str().empty()) << path;
  return content.str();
}

// What tests say to the system over HTTP, each call checked to succeed.
class World {
 public:
  explicit World(Cluster& cluster) : cluster_(cluster) {}

  void LoadCatalogue() {
    const HttpReply reply =
        cluster_.PostCsv("/v1/indicators:batchImport", SourceFile("deploy/catalogue.csv"));
    ASSERT_EQ(reply.status, 200) << reply.body;
  }
  // Rows of code, level, parent; the level ZONE is a zone of county level.
  void Register(std::initializer_list<std::initializer_list<const char*>> rows) {
    std::string csv = "code,name,level,kind,parent,from\n";
    for (const auto& row : rows) {
      const std::vector<std::string> cells(row.begin(), row.end());
      const bool zone = cells[1] == "ZONE";
      csv += Cat(cells[0], ",组织", cells[0], ",", zone ? "COUNTY" : cells[1], ",",
                 zone                   ? "ZONE"
                 : cells[1] == "SCHOOL" ? "SCHOOL"
                                        : "BUREAU",
                 ",", cells[2], ",2000-01-01\n");
    }
    const HttpReply reply = cluster_.PostCsv("/v1/organizations:batchImport", csv);
    ASSERT_EQ(reply.status, 200) << reply.body;
  }
  // Writes values of one organization: {indicator, number}. The reply is returned for its findings.
  json Write(const std::string& organization, const std::string& period,
             const std::vector<std::pair<std::string, std::string>>& numbers, int replica = 0) {
    json values = json::array();
    for (const auto& [indicator, number] : numbers)
      values.push_back({{"indicator", indicator}, {"value", number}});
    return WriteValues(organization, period, values, replica);
  }
  json WriteValues(const std::string& organization, const std::string& period, const json& values,
                   int replica = 0) {
    const HttpReply reply =
        cluster_.Post(Cat("/v1/organizations/", organization, "/values:batchUpdate"),
                      {{"period", period}, {"values", values}}, replica);
    EXPECT_EQ(reply.status, 200) << organization << ": " << reply.body;
    return reply.Json();
  }
  // One cell of a rollup.
  json Cell(const std::string& organization, const std::string& period,
            const std::string& indicator, int replica = 0) {
    const HttpReply reply = cluster_.Get(
        Cat("/v1/organizations/", organization, "/rollups/", period, "?indicators=", indicator),
        replica);
    EXPECT_EQ(reply.status, 200) << reply.body;
    const json body = reply.Json();
    return body.contains("cells") && !body["cells"].empty() ? body["cells"][0] : json::object();
  }
  std::string Value(const std::string& organization, const std::string& period,
                    const std::string& indicator, int replica = 0) {
    return Cell(organization, period, indicator, replica).value("value", "");
  }

 private:
  Cluster& cluster_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_INTEGRATION_WORLD_H_
