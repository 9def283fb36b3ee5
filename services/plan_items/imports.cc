#include "services/plan_items/imports.h"

#include <optional>
#include <utility>

#include "services/plan_items/item_store.h"
#include "services/plan_items/plan_store.h"
#include "services/plan_items/record.h"
#include "services/plan_items/source_store.h"
#include "services/plan_items/validate.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/log/log.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {

// A refused secret leaves its digest and who sent it, so that it can be followed up, and no word of
// itself, not even its file's name.
absl::StatusOr<v1::ParsedPlan> ReadDocument(Reader& reader, const server::Call& call,
                                            const Document& document) {
  absl::StatusOr<v1::ParsedPlan> parsed = reader.Read(document, call.deadline);
  if (status::ReasonOf(parsed.status()) == "DOCUMENT_CLASSIFIED") {
    log::Warning("classified document refused",
                 {{"digest", api::Sm3Hex(document.bytes).value_or("")},
                  {"subject", call.principal.subject},
                  {"organization", call.principal.organization}});
  }
  return parsed;
}

absl::StatusOr<v1::ParsedPlan> Imports::Parse(const server::Call& call,
                                              const v1::ParsePlanRequest& request) {
  // It tells nothing that the caller has not sent: whoever has any role may ask.
  EDUPLAN_RETURN_IF_ERROR(
      auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
  EDUPLAN_RETURN_IF_ERROR(CheckFilename(request.filename()));
  EDUPLAN_ASSIGN_OR_RETURN(const Document document, DocumentOf(request));
  return ReadDocument(reader_, call, document);
}

absl::StatusOr<v1::ImportPlanResponse> Imports::Import(const server::Call& call,
                                                       const v1::ImportPlanRequest& request) {
  PlanId id;
  EDUPLAN_ASSIGN_OR_RETURN(id.organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, id.organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(id.plan, ChooseId(request.plan_id(), "plan_id"));
  EDUPLAN_RETURN_IF_ERROR(CheckFilename(request.filename()));
  EDUPLAN_RETURN_IF_ERROR(CheckPeriods(request.periods(), ""));
  EDUPLAN_ASSIGN_OR_RETURN(const Document document, DocumentOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(v1::ParsedPlan parsed, ReadDocument(reader_, call, document));
  const std::vector<std::string> periods(request.periods().begin(), request.periods().end());
  Draft draft = MakeDraft(id, std::move(parsed), periods, api::NewUlid);
  draft.plan.set_source_filename(request.filename());
  EDUPLAN_ASSIGN_OR_RETURN(*draft.plan.mutable_source_digest(), api::Sm3Hex(document.bytes));

  v1::ImportPlanResponse response;
  const auto body = [&](change_log::Change& change) { return Store(change, id, draft, &response); };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::Status Imports::Store(change_log::Change& change, const PlanId& id, Draft draft,
                            v1::ImportPlanResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredPlan> other, FindPlan(change.sql(), id));
  if (other) return status::AlreadyExists(id.Name());
  StoredPlan stored = {.id = id, .plan = std::move(draft.plan)};
  EDUPLAN_RETURN_IF_ERROR(PutPlan(change, stored));
  EDUPLAN_RETURN_IF_ERROR(AddItems(change, draft.items));
  EDUPLAN_RETURN_IF_ERROR(PutSource(change, stored, draft.rest));
  EDUPLAN_RETURN_IF_ERROR(RecordPlan(change, stored, {"import", "imported"},
                                     {{"filename", stored.plan.source_filename()},
                                      {"digest", stored.plan.source_digest()},
                                      {"items", text::Cat(draft.items.size())}}));
  response->Clear();
  *response->mutable_plan() = std::move(stored.plan);
  response->mutable_findings()->Swap(draft.rest.mutable_findings());
  response->set_item_count(static_cast<int32_t>(draft.items.size()));
  response->set_measurement_count(draft.measurement_count);
  response->set_consistency_token(change_log::MakeToken("plan_items", change.sequence()));
  return absl::OkStatus();
}

}  // namespace eduplan::plan_items
