#include "services/plan_items/plan_reader/reply.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::plan_items {

std::string SerializeRefusal(const absl::Status& refused) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(refused.code()));
  status.set_message(std::string(refused.message()));
  google::rpc::LocalizedMessage chinese;
  chinese.set_locale("zh-CN");
  chinese.set_message(importer::ChineseOf(refused));
  if (!chinese.message().empty()) status.add_details()->PackFrom(chinese);
  return status.SerializeAsString();
}

absl::Status ParseRefusal(const std::string& bytes) {
  google::rpc::Status status;
  if (!status.ParseFromString(bytes) || status.code() == 0) {
    return absl::InternalError("the reader's refusal cannot be parsed");
  }
  google::rpc::LocalizedMessage chinese;
  for (const auto& detail : status.details()) detail.UnpackTo(&chinese);
  const auto code = static_cast<absl::StatusCode>(status.code());
  if (chinese.message().empty()) return absl::Status(code, status.message());
  return importer::Refuse(code, status.message(), chinese.message());
}

}  // namespace eduplan::plan_items
