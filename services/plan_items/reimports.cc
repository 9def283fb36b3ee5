#include "services/plan_items/reimports.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/plan_items/imports.h"
#include "services/plan_items/item_store.h"
#include "services/plan_items/plan_state.h"
#include "services/plan_items/record.h"
#include "services/plan_items/validate.h"
#include "services/plan_items/workflow.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr size_t kMostEdits = 1000;

absl::Status CheckChoice(v1::EditChoice choice) {
  if (v1::EditChoice_IsValid(choice)) return absl::OkStatus();
  return status::InvalidField("edit_choice", "ENUM_VALUE_UNKNOWN",
                              text::Cat(int{choice}, " is not a value of edit_choice"),
                              text::Cat("edit_choice 没有取值", int{choice}))
      .With("value", text::Cat(int{choice}));
}

// Of what the document does not say the plan may have known before.
bool IsSettled(const v1::Finding& finding, const v1::Plan& plan) {
  return (finding.code() == "PERIOD_MISSING" && !plan.periods().empty()) ||
         (finding.code() == "TITLE_MISSING" && !plan.title().empty()) ||
         (finding.code() == "KIND_MISSING" && plan.kind() != v1::DOCUMENT_KIND_UNSPECIFIED);
}

absl::Status WriteItems(change_log::Change& change, const PlanId& id, const Merged& merged) {
  std::vector<v1::PlanItem> written;
  written.reserve(merged.written.size());
  for (const size_t index : merged.written) written.push_back(merged.state.items[index]);
  return ReplaceItems(change, id, written, merged.ended);
}

absl::Status Record(change_log::Change& change, const StoredPlan& stored, const Draft& draft,
                    const Merged& merged) {
  const v1::DifferenceCounts& counts = merged.difference.counts();
  return RecordPlan(change, stored, {"reimport", "reimported"},
                    {{"filename", draft.plan.source_filename()},
                     {"digest", draft.plan.source_digest()},
                     {"items_added", text::Cat(counts.items_added())},
                     {"items_removed", text::Cat(counts.items_removed())},
                     {"items_changed", text::Cat(counts.items_changed())},
                     {"edits", text::Cat(merged.edits.size())}});
}

void Answer(Merged merged, const v1::ParsedPlan& read, const StoredPlan& stored,
            v1::ReimportPlanResponse* response) {
  response->Clear();
  response->set_unchanged(!merged.has_changes());
  *response->mutable_plan() = stored.plan;
  *response->mutable_difference() = std::move(merged.difference);
  const size_t edits = std::min(merged.edits.size(), kMostEdits);
  for (size_t i = 0; i < edits; ++i) *response->add_edits() = std::move(merged.edits[i]);
  for (const v1::Finding& finding : read.findings()) {
    if (!IsSettled(finding, stored.plan)) *response->add_findings() = finding;
  }
  int figures = merged.state.rest.measurements_size();
  for (const v1::PlanItem& item : merged.state.items) figures += item.measurements_size();
  response->set_measurement_count(figures);
  response->set_item_count(static_cast<int32_t>(merged.state.items.size()));
}

// What was worked out before the change began, which keeps all other changes waiting.
struct Prepared {
  PlanMark mark;
  Merged merged;
};

absl::StatusOr<std::optional<Prepared>> Prepare(sql::Database& database, const PlanId& id,
                                                const Draft& draft, v1::EditChoice choice) {
  std::optional<Prepared> prepared;
  EDUPLAN_RETURN_IF_ERROR(database.Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredPlan> stored, FindPlan(transaction, id));
    if (!stored) return absl::OkStatus();
    EDUPLAN_ASSIGN_OR_RETURN(const PlanMark mark, MarkOf(transaction, id));
    EDUPLAN_ASSIGN_OR_RETURN(Merged merged, MergeStored(transaction, *stored, draft, choice));
    prepared = {.mark = mark, .merged = std::move(merged)};
    return absl::OkStatus();
  }));
  return prepared;
}

// As it was prepared, if the plan is still the same; else anew.
absl::StatusOr<Merged> MergedNow(sql::Transaction& transaction, const StoredPlan& stored,
                                 const std::optional<Prepared>& prepared, const Draft& draft,
                                 v1::EditChoice choice) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanMark mark, MarkOf(transaction, stored.id));
  if (prepared && prepared->mark == mark) return prepared->merged;
  return MergeStored(transaction, stored, draft, choice);
}

// Brings the stored plan up to the draft.
absl::Status Apply(change_log::Change& change, StoredPlan stored, const Draft& draft, Merged merged,
                   v1::ReimportPlanResponse* response) {
  if (merged.has_changes()) {
    stored.plan = merged.state.plan;
    EDUPLAN_RETURN_IF_ERROR(PutPlan(change, stored));
    EDUPLAN_RETURN_IF_ERROR(WriteItems(change, stored.id, merged));
  }
  EDUPLAN_RETURN_IF_ERROR(PutSource(change, stored.id, draft.plan.source_filename(),
                                    draft.plan.source_digest(), merged.state.rest));
  EDUPLAN_RETURN_IF_ERROR(ReplaceReadings(change, stored.id, merged.readings));
  EDUPLAN_RETURN_IF_ERROR(Record(change, stored, draft, merged));
  Answer(std::move(merged), draft.rest, stored, response);
  response->set_consistency_token(change_log::MakeToken("plan_items", change.sequence()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ReimportPlanResponse> Reimports::Reimport(
    const server::Call& call, const v1::ReimportPlanRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.name()));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, id.organization).status());
  EDUPLAN_RETURN_IF_ERROR(CheckFilename(request.filename()));
  EDUPLAN_RETURN_IF_ERROR(CheckPeriods(request.periods(), ""));
  EDUPLAN_RETURN_IF_ERROR(CheckChoice(request.edit_choice()));
  EDUPLAN_ASSIGN_OR_RETURN(const Document document, DocumentOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(v1::ParsedPlan parsed, ReadDocument(reader_, call, document));
  const std::vector<std::string> periods(request.periods().begin(), request.periods().end());
  Draft draft = MakeDraft(id, std::move(parsed), periods, api::NewUlid);
  draft.plan.set_source_filename(request.filename());
  EDUPLAN_ASSIGN_OR_RETURN(*draft.plan.mutable_source_digest(), api::Sm3Hex(document.bytes));

  const v1::EditChoice choice = request.edit_choice();
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<Prepared> prepared,
                           Prepare(changes_.database(), id, draft, choice));
  v1::ReimportPlanResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored, FindPlan(change.sql(), id));
    if (!stored) return status::NotFound(id.Name());
    EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(request.etag(), stored->version, id.Name()));
    EDUPLAN_RETURN_IF_ERROR(CheckTextMayChange(stored->plan.state()));
    EDUPLAN_ASSIGN_OR_RETURN(Merged merged,
                             MergedNow(change.sql(), *stored, prepared, draft, choice));
    return Apply(change, *std::move(stored), draft, std::move(merged), &response);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::ListPlanSourcesResponse> Reimports::ListSources(
    const server::Call& call, const v1::ListPlanSourcesRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.parent(), "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.organization));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  int64_t before = kCurrent;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &before)) before = 0;
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  v1::ListPlanSourcesResponse response;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    response.Clear();
    EDUPLAN_RETURN_IF_ERROR(visibility_.Find(transaction, sight, id).status());
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::PlanSource> sources,
                             QuerySources(transaction, id, page.sequence, before, page.size + 1));
    if (static_cast<int>(sources.size()) > page.size) {
      sources.pop_back();
      response.set_next_page_token(
          api::NextPageToken(request, text::Cat(sources.back().sequence()), page.sequence));
    }
    response.mutable_sources()->Assign(sources.begin(), sources.end());
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  return response;
}

}  // namespace eduplan::plan_items
