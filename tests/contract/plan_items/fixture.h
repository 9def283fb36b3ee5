#ifndef EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_FIXTURE_H_

#include <gmock/gmock.h>
#include <grpcpp/server.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/plan_items/comparisons.h"
#include "services/plan_items/imports.h"
#include "services/plan_items/items.h"
#include "services/plan_items/links/plan_deletion.h"
#include "services/plan_items/plans.h"
#include "services/plan_items/reimports.h"
#include "services/plan_items/transitions.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::plan_items {

inline constexpr std::string_view kCounty = "330481";
inline constexpr std::string_view kSister = "330482";    // another county of the same city
inline constexpr std::string_view kCity = "330400";      // above both
inline constexpr std::string_view kStranger = "330502";  // a county of another city

// A registry that knows no more than the tree that was applied.
class NoRegistry final : public organization::v1::OrganizationService::Service {
 public:
  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const organization::v1::GetOrganizationRequest* request,
                               organization::v1::Organization* response) override;
};

server::Call CallBy(std::string_view organization, std::initializer_list<auth::Role> roles);
inline server::Call Reporter(std::string_view organization = kCounty) {
  return CallBy(organization, {auth::Role::kReporter});
}
inline server::Call Reviewer(std::string_view organization = kCity) {
  return CallBy(organization, {auth::Role::kReviewer});
}

// Tokens that say whom they are of, for a fake that reads them.
class NamingIssuer final : public auth::TokenIssuer {
 public:
  absl::StatusOr<std::string> Issue(const auth::Principal& principal, std::string_view audience,
                                    absl::Duration lifetime) override;
};

// The service's objects over each database, with a tree of a province, two cities and three
// counties.
class PlanItemsTest : public test::DatabaseTest {
 protected:
  static constexpr char kRequest[] = "7c1d0e52-6a0f-4c53-9f0e-1f2a3b4c5d6e";

  void SetUp() override;

  // An original text of three items below two headings, with five figures and a preamble.
  static std::string Text();
  static v1::ImportPlanRequest ImportRequest(std::string_view organization = kCounty);
  // Imports Text() as the county's plan.
  v1::Plan Imported();
  // The county's plan, moved on to a state.
  v1::Plan InState(v1::Plan::State state);

  absl::StatusOr<v1::Plan> Get(const server::Call& call, const std::string& name);
  absl::StatusOr<v1::Plan> Submit(const server::Call& call, const v1::Plan& plan,
                                  const std::string& etag = "");
  absl::StatusOr<v1::Plan> Return(const server::Call& call, const v1::Plan& plan,
                                  const std::string& reason = "补充校舍安全内容");
  absl::StatusOr<v1::Plan> Approve(const server::Call& call, const v1::Plan& plan);
  absl::StatusOr<v1::Plan> Publish(const server::Call& call, const v1::Plan& plan);
  absl::StatusOr<v1::Plan> Delete(const server::Call& call, const v1::Plan& plan);
  // Every item of the plan, read in pages of that size.
  std::vector<v1::PlanItem> ItemsOf(const v1::Plan& plan, int page_size = 1000);

  int64_t Count(std::string_view table);
  // Rows of all tables that a write of this service touches, and the clock.
  std::vector<int64_t> Traces();
  // "table: rows" of every table there is.
  std::vector<std::string> AllTables();

  Imports& imports() { return *imports_; }
  // The same over a reader with these options.
  Imports ImportsWith(Reader& reader) { return {*changes_, *access_, reader}; }
  Reimports ReimportsWith(Reader& reader) { return {*changes_, *access_, *visibility_, reader}; }
  Plans& plans() { return *plans_; }
  Transitions& transitions() { return *transitions_; }
  Items& items() { return *items_; }
  change_log::ChangeLog& changes() { return *changes_; }
  tree::Replica& replica() { return *replica_; }
  tree::Access& access() { return *access_; }
  Visibility& visibility() { return *visibility_; }
  Reimports& reimports() { return *reimports_; }
  Comparisons& comparisons() { return *comparisons_; }

 private:
  void ApplyTree();

  NoRegistry registry_;
  std::unique_ptr<grpc::Server> registry_server_;
  std::unique_ptr<change_log::ChangeLog> changes_;
  std::unique_ptr<tree::Replica> replica_;
  std::unique_ptr<tree::Access> access_;
  std::unique_ptr<Visibility> visibility_;
  Reader reader_;
  std::unique_ptr<Imports> imports_;
  std::unique_ptr<Plans> plans_;
  NamingIssuer issuer_;
  IndicatorSource no_indicators_{nullptr};
  std::unique_ptr<Completion> completion_;
  std::unique_ptr<PlanDeletion> deletion_;
  std::unique_ptr<Transitions> transitions_;
  std::unique_ptr<Items> items_;
  std::unique_ptr<Reimports> reimports_;
  std::unique_ptr<Comparisons> comparisons_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_FIXTURE_H_
