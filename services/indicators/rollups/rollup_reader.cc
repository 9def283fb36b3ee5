#include "services/indicators/rollups/rollup_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/time/clock.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "services/indicators/rollups/presenter.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

// The base periods of a part of the plan that an organization's answer needs.
std::vector<Period> NeededOf(const Plan::Part& part, const std::string& organization,
                             const Versions& versions) {
  std::vector<Period> needed;
  for (const Period& period : part.periods) {
    if (part.always.contains(period.text()) || !versions.Of(organization, period.text()).empty()) {
      needed.push_back(period);
    }
  }
  return needed;
}

absl::Status CheckToken(const Question& question, const change_log::Tick& tick) {
  if (tick.sequence >= question.least_sequence) return absl::OkStatus();
  return status::Unavailable("BEHIND_TOKEN", "the database has not reached the consistency token",
                             "数据库尚未到达一致性令牌所示的状态", absl::Milliseconds(200));
}

bool AllKnown(const Question& question, const tree::Forest& forest) {
  return std::all_of(question.organizations.begin(), question.organizations.end(),
                     [&](const std::string& organization) {
                       return forest.Find(organization) != tree::Forest::kNone;
                     });
}

bool SameTick(const change_log::Tick& a, const change_log::Tick& b) {
  return a.sequence == b.sequence && a.time == b.time;
}

// An answer as it is kept in the cache: when it was confirmed, then the table.
std::string EncodeLast(const RollupAnswer& answer) {
  v1::QueryRollupsResponse table;
  for (const v1::Rollup& rollup : answer.rollups) *table.add_rollups() = rollup;
  const int64_t micros = absl::ToUnixMicros(answer.confirmed);
  std::string bytes(sizeof micros, '\0');
  std::memcpy(bytes.data(), &micros, sizeof micros);
  return bytes + table.SerializeAsString();
}

std::shared_ptr<RollupAnswer> DecodeLast(std::string_view bytes) {
  int64_t micros = 0;
  v1::QueryRollupsResponse table;
  if (bytes.size() < sizeof micros) return nullptr;
  std::memcpy(&micros, bytes.data(), sizeof micros);
  bytes.remove_prefix(sizeof micros);
  if (!table.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return nullptr;
  auto answer = std::make_shared<RollupAnswer>();
  answer->confirmed = absl::FromUnixMicros(micros);
  answer->rollups.assign(table.rollups().begin(), table.rollups().end());
  return answer;
}

}  // namespace

RollupReader::RollupReader(change_log::ChangeLog& changes, tree::Replica& replica,
                           CatalogueStore& catalogue, RollupCache& cache, MomentComputer& computer)
    : changes_(changes),
      replica_(replica),
      catalogue_(catalogue),
      cache_(cache),
      computer_(computer),
      versions_(changes) {}

absl::StatusOr<RollupReader::Answered> RollupReader::Get(const Question& question) {
  if (question.read_time) {
    EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, computer_.Compute(question));
    return Present(question, moment);
  }
  const std::string key = question.Key();
  absl::StatusOr<Answered> answer = GetNow(question, key);
  if (!question.max_staleness) return answer;
  if (!answer.ok()) return Stale(question, key, answer.status());
  // For another process, or this one after a restart. Who never asks for it pays nothing.
  cache_.PutLast(key, EncodeLast(**answer));
  return answer;
}

absl::StatusOr<std::shared_ptr<const Catalogue>> RollupReader::Definitions() {
  std::shared_ptr<const Catalogue> catalogue;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(catalogue, catalogue_.In(transaction));
        return absl::OkStatus();
      }));
  return catalogue;
}

absl::StatusOr<RollupReader::Answered> RollupReader::GetNow(const Question& question,
                                                            const std::string& key) {
  Answered known = answers_.Find(key);
  if (known != nullptr) {
    EDUPLAN_ASSIGN_OR_RETURN(const auto tick, versions_.ReadClock(question.deadline));
    EDUPLAN_RETURN_IF_ERROR(CheckToken(question, *tick));
    if (SameTick(known->tick, *tick)) return known;
  }
  // Which periods matter depends on the definitions. Those in memory may be behind: then the
  // computation, which reads them anew, says what is unknown.
  const std::shared_ptr<const Catalogue> catalogue = catalogue_.Current();
  std::set<std::string> periods;
  if (catalogue != nullptr) {
    const auto selected = catalogue->Select(question.indicators);
    if (selected.ok()) periods = PlanOf(question, *catalogue, *selected).AllPeriods();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const auto versions,
                           versions_.Read(question.organizations, periods, question.deadline));
  EDUPLAN_RETURN_IF_ERROR(CheckToken(question, versions->tick));
  return ReadOrCompute(question, key, catalogue, *versions);
}

RollupReader::Answered RollupReader::Renew(const RollupAnswer& answer, const std::string& key,
                                           const Versions& versions) {
  Moment now;
  now.tick = versions.tick;
  now.tree_sequence = versions.tree_sequence;
  auto renewed = std::make_shared<RollupAnswer>(answer);
  renewed->tick = versions.tick;
  renewed->confirmed = absl::Now();
  for (v1::Rollup& rollup : renewed->rollups) *rollup.mutable_as_of() = AsOfOf(now);
  answers_.Put(key, renewed);
  return renewed;
}

absl::StatusOr<RollupReader::Answered> RollupReader::ReadOrCompute(
    const Question& question, const std::string& key,
    const std::shared_ptr<const Catalogue>& catalogue, const Versions& versions) {
  Answered answer;
  absl::Status status;
  const auto finish = [&](const Moment& moment) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(answer, Present(question, moment));
    answers_.Put(key, answer);
    return absl::OkStatus();
  };
  std::string made_from;
  const auto ready = [&] {
    const Answered known = answers_.Find(key);
    if (known != nullptr && !made_from.empty() && known->made_from == made_from) {
      answer = Renew(*known, key, versions);
      return true;
    }
    const absl::StatusOr<Moment> cached = ReadCached(question, catalogue, versions);
    if (!cached.ok()) return false;
    status = finish(*cached);
    return true;
  };
  const auto compute = [&]() -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, computer_.Compute(question));
    return finish(moment);
  };
  if (catalogue != nullptr && catalogue->version() == versions.Definitions()) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                             catalogue->Select(question.indicators));
    made_from = MadeFrom(question, PlanOf(question, *catalogue, selected), versions);
  }
  if (!ready()) {
    const std::string work =
        text::Cat("eduplan:rollup-work:", question.Key(), ":", std::hash<std::string>()(made_from));
    EDUPLAN_RETURN_IF_ERROR(cache_.Once(work, question.deadline, ready, compute));
  }
  EDUPLAN_RETURN_IF_ERROR(status);
  return answer;
}

absl::StatusOr<Moment> RollupReader::ReadCached(const Question& question,
                                                const std::shared_ptr<const Catalogue>& catalogue,
                                                const Versions& versions) {
  Moment moment;
  moment.tick = versions.tick;
  moment.tree_sequence = versions.tree_sequence;
  moment.catalogue = catalogue;
  moment.forest = replica_.Current();
  if (moment.catalogue == nullptr || moment.catalogue->version() != versions.Definitions() ||
      moment.forest->sequence() != versions.tree_sequence || !AllKnown(question, *moment.forest)) {
    return absl::NotFoundError("the definitions or the tree are not in memory");
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                           moment.catalogue->Select(question.indicators));
  const Plan plan = PlanOf(question, *moment.catalogue, selected);
  moment.made_from = MadeFrom(question, plan, versions);
  struct Wanted {
    std::string facet;
    const std::string* organization;
    std::string period;
  };
  std::vector<Wanted> wanted;
  std::vector<std::string> keys;
  for (const Plan::Part& part : plan.parts) {
    const std::string facet = part.facet.Name();
    for (const std::string& organization : question.organizations) {
      for (const Period& period : NeededOf(part, organization, versions)) {
        keys.push_back(RollupCache::Key(organization, period.text(), facet, versions));
        wanted.push_back({facet, &organization, period.text()});
      }
    }
  }
  auto entries = cache_.Get(keys, moment.catalogue->definitions().size());
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (!entries[i]) return absl::NotFoundError("not cached");
    moment.Put(wanted[i].facet, *wanted[i].organization, wanted[i].period, *std::move(entries[i]));
  }
  return moment;
}

absl::StatusOr<RollupReader::Answered> RollupReader::Present(const Question& question,
                                                             const Moment& moment) const {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                           moment.catalogue->Select(question.indicators));
  auto answer = std::make_shared<RollupAnswer>();
  answer->tick = moment.tick;
  answer->made_from = moment.made_from;
  answer->confirmed = absl::Now();
  answer->rollups = PresentRollups(question, moment, selected);
  return answer;
}

absl::StatusOr<RollupReader::Answered> RollupReader::Stale(const Question& question,
                                                           const std::string& key,
                                                           const absl::Status& failure) {
  if (failure.code() != absl::StatusCode::kUnavailable &&
      failure.code() != absl::StatusCode::kDeadlineExceeded) {
    return failure;
  }
  std::shared_ptr<RollupAnswer> stale;
  if (const Answered known = answers_.Find(key); known != nullptr) {
    stale = std::make_shared<RollupAnswer>(*known);
  } else if (const std::optional<std::string> last = cache_.GetLast(key)) {
    stale = DecodeLast(*last);
  }
  if (stale == nullptr) return failure;
  const absl::Duration age = absl::Now() - stale->confirmed;
  if (age > *question.max_staleness) return failure;
  for (v1::Rollup& rollup : stale->rollups) {
    if (rollup.as_of().sequence() < question.least_sequence) return failure;
    rollup.set_stale(true);
    rollup.mutable_age()->set_seconds(absl::ToInt64Seconds(age));
  }
  return stale;
}

}  // namespace eduplan::indicators
