#include "gateway/http/readiness.h"

#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/http/replies.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/unknown_field_set.h"

namespace eduplan::http {
namespace {

constexpr char kCheck[] = "/grpc.health.v1.Health/Check";

// The name of field 1 of a grpc.health.v1.HealthCheckResponse, read as unknown fields of an empty
// message: gRPC links the type in but does not install its header.
std::string HealthName(const std::string& response) {
  static constexpr const char* kNames[] = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};
  google::protobuf::Empty message;
  if (!message.ParseFromString(response)) return kNames[0];
  const auto& fields = message.GetReflection()->GetUnknownFields(message);
  for (int i = 0; i < fields.field_count(); ++i) {
    const auto& field = fields.field(i);
    const bool is_status =
        field.number() == 1 && field.type() == google::protobuf::UnknownField::TYPE_VARINT;
    if (is_status && field.varint() < std::size(kNames)) return kNames[field.varint()];
  }
  return kNames[0];
}

// The answers as they come in; the last one writes the reply.
struct Gathering {
  std::mutex mutex;
  std::vector<std::pair<std::string, std::string>> states;
  size_t missing = 0;
  bool draining = false;
  std::function<void(Reply)> done;

  Reply Write() const {
    bool serving = !draining;
    std::string list;
    for (const auto& [name, state] : states) {
      serving = serving && state == "SERVING";
      absl::StrAppend(&list, list.empty() ? "" : ",", "\"", name, "\":\"", state, "\"");
    }
    const char* overall = draining ? "DRAINING" : serving ? "SERVING" : "NOT_SERVING";
    return JsonReply(serving ? 200 : 503,
                     absl::StrCat("{\"status\":\"", overall, "\",\"services\":{", list, "}}"));
  }
};

}  // namespace

void Readiness::Check(std::function<void(Reply)> done) const {
  auto gathering = std::make_shared<Gathering>();
  gathering->missing = services_.size();
  gathering->draining = draining_;
  gathering->done = std::move(done);
  for (const auto& [name, upstream] : services_) gathering->states.emplace_back(name, "");
  if (services_.empty()) gathering->done(gathering->Write());
  Upstream::CallOptions options;
  options.deadline = absl::Now() + timeout_;
  for (size_t i = 0; i < services_.size(); ++i) {
    services_[i].second->Unary(
        kCheck, "", options,
        [gathering, i](const google::rpc::Status& status, const Upstream::Answer& answer) {
          bool last = false;
          {
            const std::lock_guard<std::mutex> lock(gathering->mutex);
            gathering->states[i].second =
                status.code() == 0 ? HealthName(answer.message) : "UNREACHABLE";
            last = --gathering->missing == 0;
          }
          if (last) gathering->done(gathering->Write());
        });
  }
}

}  // namespace eduplan::http
