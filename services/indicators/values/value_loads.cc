#include "services/indicators/values/value_loads.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "services/indicators/rollups/versions.h"
#include "services/indicators/values/load_stager.h"
#include "services/indicators/values/values.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {

namespace {

constexpr absl::Duration kForgotten = absl::Hours(24 * 7);

absl::Status CheckSettings(const v1::LoadValuesRequest& first) {
  if (!api::IsUuid(first.request_id())) {
    return status::InvalidField("request_id", "REQUEST_ID_INVALID", "request_id must be a UUID",
                                "request_id 应为 UUID");
  }
  if (!first.period().empty()) {
    EDUPLAN_RETURN_IF_ERROR(calendar::Period::Parse(first.period()).status());
  }
  EDUPLAN_ASSIGN_OR_RETURN(const v1::ValueKind kind, KindOf(first.kind()));
  return CheckReason(kind, first.reason());
}

v1::LoadValuesRequest SettingsOf(const v1::LoadValuesRequest& first) {
  v1::LoadValuesRequest settings;
  settings.set_period(first.period());
  settings.set_kind(KindOf(first.kind()).value_or(v1::VALUE_KIND_FILED));
  settings.set_reason(first.reason());
  settings.set_validate_only(first.validate_only());
  return settings;
}

v1::ValueLoad ToProto(const LoadRow& row) {
  v1::ValueLoad load = row.progress;
  load.set_name(text::Cat("valueLoads/", row.id));
  load.set_applied_sheet_count(row.next_sheet);
  load.set_validate_only(row.settings.validate_only());
  if (row.sequence > 0) {
    load.set_consistency_token(change_log::MakeToken("indicators", row.sequence));
  }
  *load.mutable_create_time() = api::ToProto(row.create_time);
  *load.mutable_update_time() = api::ToProto(row.update_time);
  return load;
}

absl::Status Cancelled() {
  return absl::CancelledError("the caller is gone; the load goes on when it is resumed");
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Catalogue>> ValueLoads::Now() {
  std::shared_ptr<const Catalogue> catalogue;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(catalogue, catalogue_.In(transaction));
        return absl::OkStatus();
      }));
  return catalogue;
}

absl::StatusOr<LoadRow> ValueLoads::Begin(const server::Call& call,
                                          const v1::LoadValuesRequest& first, bool* known) {
  LoadRow fresh = {.subject = call.principal.subject, .id = first.request_id()};
  absl::AsciiStrToLower(&fresh.id);
  fresh.load = NewChangeId();
  fresh.settings = SettingsOf(first);
  fresh.progress.set_state(v1::ValueLoad::STATE_STAGING);
  fresh.create_time = fresh.update_time = StoredNow();
  LoadRow row;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Write([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(DropForgotten(transaction, fresh.create_time - kForgotten));
        EDUPLAN_ASSIGN_OR_RETURN(const auto there, ReadLoad(transaction, fresh.subject, fresh.id));
        *known = there && !there->digest.empty();
        row = *known ? *there : fresh;
        if (*known) return absl::OkStatus();
        if (there) {
          EDUPLAN_RETURN_IF_ERROR(DeleteStaged(transaction, there->load));
        }
        return PutLoad(transaction, fresh);
      }));
  return row;
}

absl::Status ValueLoads::StageAll(const server::Call& call, v1::LoadValuesRequest* message,
                                  Reader next, bool known, LoadRow* row) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, Now());
  WritableOrganizations writable(access_, replica_, call, row->settings.kind());
  LoadStager stager(changes_.database(), *catalogue, writable, !known, row);
  do {
    EDUPLAN_RETURN_IF_ERROR(stager.Add(*message));
  } while (next(message));
  // A caller that died has not sent everything.
  if (call.context->IsCancelled()) return Cancelled();
  return stager.Finish();
}

absl::StatusOr<v1::ValueLoad> ValueLoads::Load(const server::Call& call, Reader next) {
  v1::LoadValuesRequest message;
  if (!next(&message)) {
    return status::InvalidField("request_id", "LOAD_EMPTY", "nothing was sent", "未收到任何数据")
        .Build();
  }
  EDUPLAN_RETURN_IF_ERROR(CheckSettings(message));
  bool known = false;
  EDUPLAN_ASSIGN_OR_RETURN(LoadRow row, Begin(call, message, &known));
  LoadRow sent = row;
  sent.settings = SettingsOf(message);
  const absl::Status staged = StageAll(call, &message, next, known, &sent);
  if (!known && (absl::IsInvalidArgument(staged) || absl::IsPermissionDenied(staged))) {
    // Nothing of it can be used, and the id may be used again for what is right.
    EDUPLAN_RETURN_IF_ERROR(changes_.database().Write(
        [&](sql::Transaction& transaction) { return DeleteLoad(transaction, row); }));
  }
  EDUPLAN_RETURN_IF_ERROR(staged);
  if (known) {
    if (sent.digest == row.digest) return Advance(call, std::move(row));
    return status::InvalidField("request_id", "REQUEST_ID_REUSED",
                                "request_id was used before for a load with other content",
                                "该 request_id 已用于内容不同的请求")
        .Build();
  }
  if (sent.progress.error_count() > 0) {
    EDUPLAN_RETURN_IF_ERROR(End(&sent, v1::ValueLoad::STATE_REFUSED));
    return ToProto(sent);
  }
  sent.progress.set_state(v1::ValueLoad::STATE_CHECKING);
  sent.update_time = StoredNow();
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Write(
      [&](sql::Transaction& transaction) { return UpdateLoad(transaction, sent, 0); }));
  return Advance(call, std::move(sent));
}

absl::StatusOr<LoadRow> ValueLoads::Find(const server::Call& call, const std::string& name) {
  EDUPLAN_ASSIGN_OR_RETURN(std::string id, api::ParseId(name, "valueLoads", "name"));
  absl::AsciiStrToLower(&id);
  std::optional<LoadRow> found;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(found, ReadLoad(transaction, call.principal.subject, id));
        return absl::OkStatus();
      }));
  if (!found) return status::NotFound(name).Build();
  return *std::move(found);
}

absl::StatusOr<v1::ValueLoad> ValueLoads::Get(const server::Call& call,
                                              const v1::GetValueLoadRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const LoadRow row, Find(call, request.name()));
  return ToProto(row);
}

absl::StatusOr<v1::ValueLoad> ValueLoads::Resume(const server::Call& call,
                                                 const v1::ResumeValueLoadRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(LoadRow row, Find(call, request.name()));
  if (row.progress.state() == v1::ValueLoad::STATE_STAGING) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "LOAD_INCOMPLETE")
        .Message("its rows have not all arrived: send it again with the same request_id",
                 "数据尚未全部收到，请用同一 request_id 重新上传")
        .With("load", request.name())
        .Build();
  }
  return Advance(call, std::move(row));
}

absl::StatusOr<v1::ValueLoad> ValueLoads::Advance(const server::Call& call, LoadRow row) {
  if (row.progress.state() == v1::ValueLoad::STATE_CHECKING) {
    EDUPLAN_RETURN_IF_ERROR(Check(call, &row));
  }
  if (row.progress.state() == v1::ValueLoad::STATE_APPLYING) {
    EDUPLAN_RETURN_IF_ERROR(Apply(call, &row));
  }
  return ToProto(row);
}

absl::Status ValueLoads::End(LoadRow* row, v1::ValueLoad::State state) {
  row->progress.set_state(state);
  row->update_time = StoredNow();
  return changes_.database().Write([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(UpdateLoad(transaction, *row, row->next_sheet));
    return DeleteStaged(transaction, row->load);
  });
}

}  // namespace eduplan::indicators
