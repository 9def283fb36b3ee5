#ifndef EDUPLAN_TESTS_CONTRACT_DOCUMENTS_FAKES_H_
#define EDUPLAN_TESTS_CONTRACT_DOCUMENTS_FAKES_H_

#include <grpcpp/server.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "eduplan/plan/v1/plan_service.grpc.pb.h"

namespace eduplan::documents {

// The authorization headers that a fake was called with.
class Callers {
 public:
  void Note(const grpc::ServerContext& context);
  std::set<std::string> Seen() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> seen_;
};

// A registry that knows nobody.
class FakeOrganizations final : public organization::v1::OrganizationService::Service {
 public:
  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const organization::v1::GetOrganizationRequest* request,
                               organization::v1::Organization* response) override;
};

// Hands out what it is given, two items a page.
class FakePlans final : public plan::v1::PlanService::Service {
 public:
  // A submitted summary and plan of 2021-H1 with some items; its name.
  std::string Add(const std::string& organization, int64_t sequence,
                  const std::vector<plan::v1::PlanItem>& items);
  Callers callers;

  grpc::Status ListPlans(grpc::ServerContext* context, const plan::v1::ListPlansRequest* request,
                         plan::v1::ListPlansResponse* response) override;
  grpc::Status ListPlanItems(grpc::ServerContext* context,
                             const plan::v1::ListPlanItemsRequest* request,
                             plan::v1::ListPlanItemsResponse* response) override;

 private:
  std::map<std::string, std::vector<plan::v1::Plan>> plans_;      // by organizations/{id}
  std::map<std::string, std::vector<plan::v1::PlanItem>> items_;  // by plan
};

class FakeIndicators final : public indicator::v1::RollupService::Service {
 public:
  indicator::v1::Rollup rollup;
  std::map<std::string, std::vector<std::string>> missing;  // names, by indicator
  Callers callers;

  grpc::Status GetRollup(grpc::ServerContext* context,
                         const indicator::v1::GetRollupRequest* request,
                         indicator::v1::Rollup* response) override;
  // Only as of the rollup's own time.
  grpc::Status ExplainRollup(grpc::ServerContext* context,
                             const indicator::v1::ExplainRollupRequest* request,
                             indicator::v1::ExplainRollupResponse* response) override;
};

plan::v1::PlanItem MakeItem(int level, plan::v1::SectionKind kind, const std::string& heading,
                            const std::string& text);

// Serves one service on a free port until it ends.
class FakeServer {
 public:
  explicit FakeServer(grpc::Service* service) : service_(service) { Start(); }
  ~FakeServer() { Stop(); }
  void Stop();
  // Again, on the same port.
  void Start();
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  grpc::Service* service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace eduplan::documents

#endif  // EDUPLAN_TESTS_CONTRACT_DOCUMENTS_FAKES_H_
