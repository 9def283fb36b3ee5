#include "services/organizations/store/event_store.h"

#include <optional>
#include <string>
#include <utility>

#include "services/organizations/model/convert.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::string_view kCollection = "organizationEvents/";

absl::StatusOr<std::vector<EventStore::Event>> Parsed(const sql::Rows& rows, bool with_effects) {
  std::vector<EventStore::Event> events;
  for (const sql::Row& row : rows) {
    if (!events.emplace_back().ParseFromString(row[0].bytes())) {
      return status::Internal();
    }
    if (!with_effects) {
      events.back().clear_effects();
    }
  }
  return events;
}

std::string_view OperatorOf(api::Term::Op op) {
  using Op = api::Term::Op;
  switch (op) {
    case Op::kEqual:
      return " = ";
    case Op::kNotEqual:
      return " <> ";
    case Op::kLess:
      return " < ";
    case Op::kLessOrEqual:
      return " <= ";
    case Op::kGreater:
      return " > ";
    case Op::kGreaterOrEqual:
      return " >= ";
    default:
      return "";
  }
}

absl::StatusOr<std::string> Condition(const api::Term& term, sql::Params* params) {
  const std::string_view op = OperatorOf(term.op);
  const std::string param = text::Cat("$", params->size() + 1);
  if (term.field == "organization" && op == " = ") {
    params->emplace_back(IdOf(term.literal));
    return text::Cat("(e.organization = ", param,
                     " OR EXISTS (SELECT 1 FROM organization_versions v WHERE v.id = ", param,
                     " AND v.valid_from = e.sequence))");
  }
  v1::OrganizationEvent::Type type = v1::OrganizationEvent::TYPE_UNSPECIFIED;
  if (term.field == "type" && (op == " = " || op == " <> ") &&
      v1::OrganizationEvent::Type_Parse(
          term.literal.starts_with("TYPE_") ? term.literal : text::Cat("TYPE_", term.literal),
          &type)) {
    return text::Cat("e.type", op, static_cast<int>(type));
  }
  if (term.field == "effective_on" && !op.empty() && api::ParseDate(term.literal, "filter").ok()) {
    params->emplace_back(term.literal);
    return text::Cat("e.effective_on", op, param);
  }
  return BadTerm(term);
}

}  // namespace

absl::Status EventStore::Insert(const Event& event) {
  std::string day;
  if (event.has_effective_on()) {
    day = api::ToText(absl::CivilDay(event.effective_on().year(), event.effective_on().month(),
                                     event.effective_on().day()));
  }
  return transaction_
      .Execute(
          "INSERT INTO organization_events (sequence, id, type, organization, effective_on, "
          "successions, event) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          {event.sequence(), event.name().substr(kCollection.size()),
           static_cast<int>(event.type()), IdOf(event.organization()), day,
           event.successions_size(), sql::Bytes{event.SerializeAsString()}})
      .status();
}

absl::StatusOr<EventStore::Event> EventStore::Get(std::string_view id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query("SELECT event FROM organization_events WHERE id = $1", {id}));
  if (rows.empty()) {
    return status::NotFound(text::Cat(kCollection, id));
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Event> events, Parsed(rows, true));
  return std::move(events[0]);
}

absl::StatusOr<std::vector<EventStore::Event>> EventStore::List(std::span<const api::Term> terms,
                                                                int64_t before, int64_t as_of,
                                                                int limit) {
  sql::Params params = {before, as_of};
  std::string sql =
      "SELECT e.event FROM organization_events e WHERE e.sequence < $1 AND e.sequence <= $2";
  for (const api::Term& term : terms) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::string condition, Condition(term, &params));
    text::Append(&sql, " AND ", condition);
  }
  text::Append(&sql, " ORDER BY e.sequence DESC LIMIT ", limit);
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction_.Query(sql, params));
  return Parsed(rows, true);
}

absl::StatusOr<std::vector<EventStore::Event>> EventStore::WithSuccessions(int64_t as_of) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query("SELECT event FROM organization_events WHERE successions > 0 AND "
                         "sequence <= $1 ORDER BY sequence",
                         {as_of}));
  return Parsed(rows, false);
}

absl::StatusOr<std::vector<EventStore::Event>> EventStore::OfSequence(int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query("SELECT event FROM organization_events WHERE sequence = $1", {sequence}));
  return Parsed(rows, false);
}

}  // namespace eduplan::organizations
