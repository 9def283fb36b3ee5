#include "gateway/services.h"

#include "eduplan/document/v1/document_service.pb.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "eduplan/plan/v1/plan_service.pb.h"

namespace eduplan::gateway {
namespace {

// The only service in the file of a message.
template <typename Message>
std::string ServiceBeside() {
  return Message::descriptor()->file()->service(0)->full_name();
}

}  // namespace

std::string OrganizationServiceName() {
  return ServiceBeside<organization::v1::GetOrganizationRequest>();
}
std::string PlanServiceName() {
  return ServiceBeside<plan::v1::Plan>();
}
std::string LinkServiceName() {
  return ServiceBeside<plan::v1::Link>();
}
std::string PlanRevisionServiceName() {
  return ServiceBeside<plan::v1::PlanDifference>();
}
std::string IndicatorServiceName() {
  return ServiceBeside<indicator::v1::GetIndicatorRequest>();
}
std::string ValueServiceName() {
  return ServiceBeside<indicator::v1::ListValuesRequest>();
}
std::string SealServiceName() {
  return ServiceBeside<indicator::v1::Seal>();
}
std::string RollupServiceName() {
  return ServiceBeside<indicator::v1::GetRollupRequest>();
}
std::string DocumentServiceName() {
  return ServiceBeside<document::v1::RenderedDocument>();
}

}  // namespace eduplan::gateway
