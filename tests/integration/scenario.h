#ifndef EDUPLAN_TESTS_INTEGRATION_SCENARIO_H_
#define EDUPLAN_TESTS_INTEGRATION_SCENARIO_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/integration/world.h"

namespace eduplan::test {

// Scenarios with numbers worked out by hand, played over HTTP against the real processes. All of a
// database share one cluster with the catalogue loaded, so each has a province of its own.
class ScenarioTest : public testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override;

  World world() { return World(*cluster_); }
  Cluster& cluster() { return *cluster_; }

  // The reply's JSON; fails the test if it is not 200.
  json Ok(const HttpReply& reply);
  json Get(const std::string& target) { return Ok(cluster_->Get(target)); }
  json Post(const std::string& target, const json& body) {
    return Ok(cluster_->Post(target, body));
  }
  // As somebody of an organization with one role.
  HttpReply PostAs(const std::string& organization, const std::string& role,
                   const std::string& target, const json& body);
  // The reply is an error of this status whose body names all of these.
  void ExpectRefused(const HttpReply& reply, int status, const std::vector<std::string>& words);

  // One total. `query` is added to the address: "view=APPROVED&hierarchy=CURRENT".
  json Total(const std::string& organization, const std::string& period,
             const std::string& indicator, const std::string& query = "");
  std::string Value(const std::string& organization, const std::string& period,
                    const std::string& indicator, const std::string& query = "") {
    return Total(organization, period, indicator, query).value("value", "");
  }
  json Explain(const std::string& organization, const std::string& period,
               const std::string& indicator, const std::string& query = "");
  // What does not hold of an organization's values.
  json Findings(const std::string& organization, const std::string& period);

  // Moves the seal of all indicators.
  HttpReply MoveSeal(const std::string& organization, const std::string& period,
                     const std::string& target, const std::string& by, const std::string& role);
  // Filed by the organization itself, decided by one above.
  void Submit(const std::string& organization, const std::string& period);
  void Approve(const std::string& organization, const std::string& period, const std::string& by);

  // Posts an event of the registry and waits until indicators knows the tree it makes.
  json Happen(const std::string& target, const json& event);

 private:
  Cluster* cluster_ = nullptr;
};

inline json Day(int year, int month, int day) {
  return {{"year", year}, {"month", month}, {"day", day}};
}
inline std::string Organization(std::string_view id) {
  return Cat("organizations/", id);
}
// A ratio by its parts, as one of the values to write.
json Parts(const std::string& indicator, const std::string& numerator,
           const std::string& denominator);
// The first finding of a reason, null if there is none.
json FindingOf(const json& findings, const std::string& reason);
bool Remarks(const json& cell, const std::string& remark);

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_INTEGRATION_SCENARIO_H_
