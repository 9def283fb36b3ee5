#ifndef EDUPLAN_TESTS_UNIT_PLATFORM_NULL_SERVICE_H_
#define EDUPLAN_TESTS_UNIT_PLATFORM_NULL_SERVICE_H_

#include <functional>

#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/server/call.h"

namespace eduplan {

// A service behind a CallRunner whose answers a test gives.
class NullService final : public organization::v1::OrganizationService::Service {
 public:
  explicit NullService(server::CallRunner& calls) : calls_(calls) {}

  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const organization::v1::GetOrganizationRequest* request,
                               organization::v1::Organization* response) override {
    return calls_.Run(context, "eduplan.organization.v1.OrganizationService/GetOrganization",
                      [&](const server::Call& call) -> absl::Status {
                        response->set_name(request->name());
                        return on_get ? on_get(call) : absl::OkStatus();
                      });
  }

  // Stays open until it is cancelled.
  grpc::Status WatchOrganizations(
      grpc::ServerContext* context, const organization::v1::WatchOrganizationsRequest*,
      grpc::ServerWriter<organization::v1::WatchOrganizationsResponse>* writer) override {
    return calls_.RunStream(context, "eduplan.organization.v1.OrganizationService/Watch",
                            [&](const server::Call&) -> absl::Status {
                              organization::v1::WatchOrganizationsResponse hello;
                              while (!context->IsCancelled() && writer->Write(hello)) {
                              }
                              return absl::OkStatus();
                            });
  }

  std::function<absl::Status(const server::Call&)> on_get;

 private:
  server::CallRunner& calls_;
};

}  // namespace eduplan

#endif  // EDUPLAN_TESTS_UNIT_PLATFORM_NULL_SERVICE_H_
