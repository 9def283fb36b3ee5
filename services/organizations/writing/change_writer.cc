#include "services/organizations/writing/change_writer.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "google/protobuf/util/json_util.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/effects.h"
#include "services/organizations/store/event_store.h"
#include "services/organizations/writing/access.h"
#include "services/organizations/writing/outgoing.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

// The past participle in the names of outgoing events and audit rows.
std::string_view VerbOf(v1::OrganizationEvent::Type type) {
  switch (type) {
    case v1::OrganizationEvent::TYPE_CREATE:
    case v1::OrganizationEvent::TYPE_IMPORT:
      return "created";
    case v1::OrganizationEvent::TYPE_RENAME:
      return "renamed";
    case v1::OrganizationEvent::TYPE_MOVE:
      return "moved";
    case v1::OrganizationEvent::TYPE_MERGE:
      return "merged";
    case v1::OrganizationEvent::TYPE_SPLIT:
      return "split";
    case v1::OrganizationEvent::TYPE_CLOSE:
      return "closed";
    case v1::OrganizationEvent::TYPE_REOPEN:
      return "reopened";
    case v1::OrganizationEvent::TYPE_CHANGE_LEVEL:
      return "level_changed";
    case v1::OrganizationEvent::TYPE_CHANGE_CODE:
      return "code_changed";
    case v1::OrganizationEvent::TYPE_CORRECT:
      return "corrected";
    default:
      return "updated";
  }
}

absl::StatusOr<std::string> Json(const google::protobuf::Message& message) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) {
    return status::Internal();
  }
  return json;
}

bool MovesThoseBelow(v1::Effect::Type type) {
  return type == v1::Effect::TYPE_MOVES || type == v1::Effect::TYPE_REPORTS_ELSEWHERE ||
         type == v1::Effect::TYPE_CLOSES || type == v1::Effect::TYPE_CHANGES_LEVEL;
}

}  // namespace

ChangeWriter::ChangeWriter(change_log::Change& change)
    : change_(change),
      store_(change.sql(), kLatest),
      today_(api::ToText(api::LocalDay(change.time()))) {}

absl::Status ChangeWriter::Load(std::span<const std::string> ids) {
  std::vector<std::string> missing;
  for (const std::string& id : ids) {
    if (set_.Find(id) == nullptr) {
      missing.push_back(id);
    }
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Record> records, store_.Load(missing));
  for (Record& record : records) {
    set_.Add(std::move(record));
  }
  return absl::OkStatus();
}

absl::Status ChangeWriter::LoadChildren(std::span<const std::string> ids) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> children, store_.ChildrenEver(ids));
  return Load(children);
}

absl::Status ChangeWriter::Authorize(std::span<const std::string> ids,
                                     std::span<const std::string> parents, std::string_view day) {
  std::vector<std::string> concerned(parents.begin(), parents.end());
  for (const std::string& id : ids) {
    const size_t before = concerned.size();
    if (const Record* record = set_.Before(id); record != nullptr) {
      for (const Placement& placement : record->placements) {
        if (placement.span.to > day) {
          concerned.push_back(placement.parent);
        }
      }
    }
    if (concerned.size() == before) {
      concerned.push_back(id);
    }
  }
  return AuthorizeManage(store_, change_.principal(), concerned, today_);
}

absl::Status ChangeWriter::CheckKnown(std::span<const std::string> ids) const {
  for (const std::string& id : ids) {
    if (set_.Find(id) == nullptr) {
      return status::NotFound(NameOf(id));
    }
  }
  return absl::OkStatus();
}

absl::Status ChangeWriter::CheckEtag(std::string_view id, std::string_view etag) const {
  return api::CheckEtag(etag, set_.Find(id)->sequence, NameOf(id));
}

absl::StatusOr<std::string> ChangeWriter::NewId(std::string_view code) {
  if (code.empty()) {
    return text::Cat("z-", api::NewUlid());
  }
  std::string id(code);
  for (int n = 2;; ++n) {
    const std::string ids[] = {id};
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> used, store_.EverUsed(ids));
    if (used.empty() && set_.Find(id) == nullptr) {
      return id;
    }
    id = text::Cat(code, "-", n);
  }
}

absl::Status ChangeWriter::LoadNeighbours(std::span<const std::string> changed) {
  std::vector<std::string> codes, restanding;
  for (const std::string& id : changed) {
    const Record& record = *set_.Find(id);
    for (const DatedCode& code : record.codes) {
      codes.push_back(code.code);
    }
    if (const Record* before = set_.Before(id);
        before != nullptr && before->standings != record.standings) {
      restanding.push_back(id);
    }
  }
  EDUPLAN_RETURN_IF_ERROR(LoadChildren(restanding));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> bearers, store_.BearersOf(codes));
  EDUPLAN_RETURN_IF_ERROR(Load(bearers));

  std::vector<std::string> climbed(changed.begin(), changed.end());
  absl::flat_hash_set<std::string> seen(climbed.begin(), climbed.end());
  while (!climbed.empty()) {
    std::vector<std::string> above;
    for (const std::string& id : climbed) {
      const Record* record = set_.Find(id);
      for (const Placement& placement :
           record == nullptr ? std::vector<Placement>() : record->placements) {
        if (seen.insert(placement.parent).second) {
          above.push_back(placement.parent);
        }
      }
    }
    EDUPLAN_RETURN_IF_ERROR(Load(above));
    climbed = std::move(above);
  }
  return absl::OkStatus();
}

absl::Status ChangeWriter::Commit(const BlamedFields& fields, bool allow_none,
                                  v1::OrganizationEvent* event) {
  set_.Settle();
  const std::vector<std::string> changed = set_.Changed();
  if (changed.empty() && allow_none) {
    return absl::OkStatus();
  }
  if (changed.empty() && event->successions().empty()) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "NO_EFFECT")
        .Message("it is so already: nothing would change", "与现有登记一致，没有变化")
        .Field(fields.self, "nothing would change");
  }
  EDUPLAN_RETURN_IF_ERROR(LoadNeighbours(changed));
  EDUPLAN_RETURN_IF_ERROR(CheckConsistent(set_, fields));

  Sign(event);
  for (v1::Effect& effect : EffectsOf(set_)) {
    *event->add_effects() = std::move(effect);
  }
  EDUPLAN_RETURN_IF_ERROR(CountDescendants(event));

  // Those who succeed to something are part of the event's history even where no fact changes.
  std::vector<std::string> touched = changed;
  for (const v1::Succession& succession : event->successions()) {
    touched.emplace_back(IdOf(succession.source()));
    touched.emplace_back(IdOf(succession.target()));
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, WriteRecords(touched));
  return Tell(*event, records);
}

void ChangeWriter::Sign(v1::OrganizationEvent* event) {
  event->set_name(text::Cat("organizationEvents/", api::NewUlid()));
  event->set_actor(change_.principal().subject);
  *event->mutable_create_time() = api::ToProto(change_.time());
  event->set_sequence(change_.sequence());
}

absl::Status ChangeWriter::Register(std::span<const Record> records) {
  std::vector<Record> created(records.begin(), records.end());
  for (Record& record : created) {
    record.sequence = change_.sequence();
    record.create_time = record.update_time = api::ToMicros(change_.time());
  }
  EDUPLAN_RETURN_IF_ERROR(store_.Insert(created));
  v1::OrganizationEvent event;
  event.set_type(v1::OrganizationEvent::TYPE_IMPORT);
  Sign(&event);
  return Tell(event, created);
}

// As they were before the change: those are who goes along.
absl::Status ChangeWriter::CountDescendants(v1::OrganizationEvent* event) {
  std::map<std::string, std::vector<std::string>> by_day;
  const auto day_of = [](const v1::Effect& effect) {
    return api::ToText(
        absl::CivilDay(effect.from().year(), effect.from().month(), effect.from().day()));
  };
  for (const v1::Effect& effect : event->effects()) {
    if (MovesThoseBelow(effect.type())) {
      by_day[day_of(effect)].emplace_back(IdOf(effect.organization()));
    }
  }
  for (const auto& [day, ids] : by_day) {
    EDUPLAN_ASSIGN_OR_RETURN(const auto counts, store_.CountBelow(ids, day));
    for (v1::Effect& effect : *event->mutable_effects()) {
      if (MovesThoseBelow(effect.type()) && day_of(effect) == day) {
        const auto count = counts.find(std::string(IdOf(effect.organization())));
        effect.set_descendant_count(count == counts.end() ? 0 : count->second);
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Record>> ChangeWriter::WriteRecords(
    const std::vector<std::string>& changed) {
  std::vector<Record> created, replaced;
  for (const std::string& id : changed) {
    Record& record = set_.Edit(id);
    record.sequence = change_.sequence();
    record.update_time = api::ToMicros(change_.time());
    if (set_.Before(id) == nullptr) {
      record.create_time = record.update_time;
      created.push_back(record);
    } else {
      replaced.push_back(record);
    }
  }
  EDUPLAN_RETURN_IF_ERROR(store_.Replace(replaced));
  EDUPLAN_RETURN_IF_ERROR(store_.Insert(created));
  created.insert(created.end(), replaced.begin(), replaced.end());
  return created;
}

absl::Status ChangeWriter::Tell(const v1::OrganizationEvent& event,
                                std::span<const Record> records) {
  EDUPLAN_RETURN_IF_ERROR(EventStore(change_.sql()).Insert(event));
  const std::string_view verb = VerbOf(event.type());
  const std::string type = text::Cat("eduplan.organization.organization.", verb);
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Outgoing> outgoing, OutgoingOf(records, today_));
  for (size_t i = 0; i < records.size(); ++i) {
    EDUPLAN_RETURN_IF_ERROR(change_.Emit(type, outgoing[i].name, records[i].id, outgoing[i].json));
  }
  v1::OrganizationEvent detail = event;
  detail.clear_effects();
  EDUPLAN_ASSIGN_OR_RETURN(const std::string json, Json(detail));
  return change_.Audit(text::Cat("organization.", verb),
                       event.organization().empty() ? "organizations" : event.organization(), json);
}

}  // namespace eduplan::organizations
