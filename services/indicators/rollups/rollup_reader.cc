#include "services/indicators/rollups/rollup_reader.h"

#include <set>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using tree::Forest;

std::vector<std::string> Texts(const std::vector<Period>& periods) {
  std::vector<std::string> texts;
  texts.reserve(periods.size());
  for (const Period& period : periods) texts.push_back(period.text());
  return texts;
}

// The base periods that have values at or below the node, and the period itself always: its entry
// tells what was expected.
std::vector<Period> PeriodsWithEntries(const RollupQuery& query, const Versions& versions) {
  std::vector<Period> periods;
  for (const Period& base : BasePeriods(query.period)) {
    if (base == query.period || !versions.Of(query.organization, base.text()).empty()) {
      periods.push_back(base);
    }
  }
  return periods;
}

std::string Question(const RollupQuery& query) {
  return text::Cat(query.organization, "|", query.period.text(), "|",
                   absl::StrJoin(query.indicators, ","));
}

// The versions of everything that an answer is made from.
std::string MadeFrom(const RollupQuery& query, const Versions& versions) {
  std::string key = text::Cat(versions.Definitions(), "|", versions.Tree(query.organization));
  for (const Period& period : BasePeriods(query.period)) {
    text::Append(&key, "|", versions.Of(query.organization, period.text()));
  }
  return key;
}

v1::AsOf AsOfOf(const Versions& versions) {
  v1::AsOf as_of;
  as_of.set_sequence(versions.tick.sequence);
  *as_of.mutable_time() = api::ToProto(versions.tick.time);
  as_of.set_tree_sequence(versions.tree_sequence);
  return as_of;
}

bool SameTick(const change_log::Tick& a, const change_log::Tick& b) {
  return a.sequence == b.sequence && a.time == b.time;
}

absl::Status CheckToken(const RollupQuery& query, const change_log::Tick& tick) {
  if (tick.sequence >= query.least_sequence) return absl::OkStatus();
  return status::Unavailable("BEHIND_TOKEN", "the database has not reached the consistency token",
                             "数据库尚未到达一致性令牌所示的状态", absl::Milliseconds(200));
}

using KnownStates = absl::flat_hash_map<Forest::Index, States>;

// The organizations at and below the root on the first or last day of the period that are reached
// there without passing one whose states are known: those whose values have to be read.
std::vector<std::string> Unknown(const Forest& forest, Forest::Index root, const Period& period,
                                 const KnownStates& known) {
  std::set<std::string> ids;
  for (const absl::CivilDay date : {period.start(), period.end() - 1}) {
    const tree::Day day = tree::ToDay(date);
    // Each node has one parent on a day, so none is met twice.
    std::vector<Forest::Index> stack = {root};
    while (!stack.empty()) {
      const Forest::Index node = stack.back();
      stack.pop_back();
      ids.emplace(forest.Id(node));
      for (const Forest::Index child : forest.Children(node, day)) {
        if (child != root && !known.contains(child)) stack.push_back(child);
      }
    }
  }
  return {ids.begin(), ids.end()};
}

}  // namespace

std::shared_ptr<const RollupReader::Answer> RollupReader::Answers::Find(
    const std::string& question) {
  const std::lock_guard lock(mutex_);
  const auto found = by_question_.find(question);
  if (found == by_question_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->second;
}

void RollupReader::Answers::Put(const std::string& question, std::shared_ptr<const Answer> answer) {
  const std::lock_guard lock(mutex_);
  const auto found = by_question_.find(question);
  if (found != by_question_.end()) {
    found->second->second = std::move(answer);
    return;
  }
  order_.emplace_front(question, std::move(answer));
  by_question_.emplace(order_.front().first, order_.begin());
  if (order_.size() > kMost) {
    by_question_.erase(order_.back().first);
    order_.pop_back();
  }
}

RollupReader::RollupReader(change_log::ChangeLog& changes, tree::Replica& replica,
                           CatalogueStore& catalogue, RollupCache& cache)
    : changes_(changes),
      replica_(replica),
      catalogue_(catalogue),
      cache_(cache),
      versions_(changes) {}

absl::StatusOr<v1::Rollup> RollupReader::Get(const RollupQuery& query) {
  if (query.read_time) return GetAsOf(query);
  const std::string question = Question(query);
  std::shared_ptr<const Answer> known = answers_.Find(question);
  if (known != nullptr) {
    EDUPLAN_ASSIGN_OR_RETURN(const auto tick, versions_.ReadClock(query.deadline));
    EDUPLAN_RETURN_IF_ERROR(CheckToken(query, *tick));
    if (SameTick(known->tick, *tick)) return *known->rollup;
  }
  const std::vector<std::string> periods = Texts(BasePeriods(query.period));
  EDUPLAN_ASSIGN_OR_RETURN(const auto versions,
                           versions_.Read(query.organization, periods, query.deadline));
  EDUPLAN_RETURN_IF_ERROR(CheckToken(query, versions->tick));
  known = answers_.Find(question);
  if (known == nullptr || known->made_from != MadeFrom(query, *versions)) {
    return ReadOrCompute(query, question, *versions);
  }
  return *Renew(*known, question, *versions)->rollup;
}

std::shared_ptr<const RollupReader::Answer> RollupReader::Renew(const Answer& answer,
                                                                const std::string& question,
                                                                const Versions& versions) {
  auto rollup = std::make_shared<v1::Rollup>(*answer.rollup);
  *rollup->mutable_as_of() = AsOfOf(versions);
  auto renewed =
      std::make_shared<const Answer>(Answer{versions.tick, answer.made_from, std::move(rollup)});
  answers_.Put(question, renewed);
  return renewed;
}

absl::StatusOr<v1::Rollup> RollupReader::ReadOrCompute(const RollupQuery& query,
                                                       const std::string& question,
                                                       const Versions& versions) {
  const std::string made_from = MadeFrom(query, versions);
  std::shared_ptr<const Answer> answer;
  const auto finish = [&](const Moment& moment) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(v1::Rollup rollup, Present(query, moment));
    answer = std::make_shared<const Answer>(
        Answer{moment.versions.tick, MadeFrom(query, moment.versions),
               std::make_shared<const v1::Rollup>(std::move(rollup))});
    answers_.Put(question, answer);
    return absl::OkStatus();
  };
  absl::Status status;
  const auto ready = [&] {
    const std::shared_ptr<const Answer> known = answers_.Find(question);
    if (known != nullptr && known->made_from == made_from) {
      answer = Renew(*known, question, versions);
      return true;
    }
    const absl::StatusOr<Moment> cached = ReadCached(query, versions);
    if (!cached.ok()) return false;
    status = finish(*cached);
    return true;
  };
  const auto compute = [&]() -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, Compute(query));
    return finish(moment);
  };
  if (!ready()) {
    const std::string work = RollupCache::Key(query.organization, query.period.text(), versions);
    EDUPLAN_RETURN_IF_ERROR(cache_.Once(work, query.deadline, ready, compute));
  }
  EDUPLAN_RETURN_IF_ERROR(status);
  return *answer->rollup;
}

absl::StatusOr<RollupReader::Moment> RollupReader::ReadCached(const RollupQuery& query,
                                                              const Versions& versions) {
  Moment moment{
      .versions = versions, .catalogue = catalogue_.Current(), .forest = nullptr, .states = {}};
  if (moment.catalogue == nullptr || moment.catalogue->version() != versions.Definitions()) {
    return absl::NotFoundError("definitions are not in memory");
  }
  const std::vector<Period> periods = PeriodsWithEntries(query, versions);
  std::vector<std::string> keys;
  keys.reserve(periods.size());
  for (const Period& period : periods) {
    keys.push_back(RollupCache::Key(query.organization, period.text(), versions));
  }
  std::vector<std::optional<States>> entries =
      cache_.Get(keys, moment.catalogue->definitions().size());
  for (size_t i = 0; i < periods.size(); ++i) {
    if (!entries[i]) return absl::NotFoundError("not cached");
    moment.states[periods[i].text()] = *std::move(entries[i]);
  }
  return moment;
}

absl::StatusOr<RollupReader::Moment> RollupReader::Compute(const RollupQuery& query) {
  Moment moment;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        moment = Moment();
        const std::vector<std::string> texts = Texts(BasePeriods(query.period));
        EDUPLAN_ASSIGN_OR_RETURN(moment.forest, replica_.In(transaction));
        EDUPLAN_ASSIGN_OR_RETURN(moment.catalogue, catalogue_.In(transaction));
        std::set<std::string> nodes = {query.organization};
        const Forest::Index root = moment.forest->Find(query.organization);
        if (root == Forest::kNone) return status::NotFound("organizations/" + query.organization);
        // Children over all the days that matter: a superset only costs rows of versions.
        for (const absl::CivilDay day : {query.period.start(), query.period.end() - 1}) {
          for (const Forest::Index child : moment.forest->Children(root, tree::ToDay(day))) {
            nodes.emplace(moment.forest->Id(child));
          }
        }
        EDUPLAN_ASSIGN_OR_RETURN(
            moment.versions,
            ReadVersions(transaction, nodes, std::set<std::string>(texts.begin(), texts.end())));
        for (const Period& period : PeriodsWithEntries(query, moment.versions)) {
          EDUPLAN_RETURN_IF_ERROR(ComputePeriod(transaction, query, period, kCurrent, &moment));
        }
        return absl::OkStatus();
      }));
  return moment;
}

absl::Status RollupReader::ComputePeriod(sql::Transaction& transaction, const RollupQuery& query,
                                         const Period& period, int64_t sequence, Moment* moment) {
  const Forest& forest = *moment->forest;
  const Forest::Index root = forest.Find(query.organization);
  const size_t count = moment->catalogue->definitions().size();
  const bool live = sequence == kCurrent;
  // Children with a subtree of their own may have an entry under their version in this snapshot.
  std::vector<Forest::Index> inner;
  std::vector<std::string> keys;
  const tree::Day last_day = tree::ToDay(period.end() - 1);
  for (const Forest::Index child : forest.Children(root, last_day)) {
    if (!live || forest.Children(child, last_day).empty()) continue;
    inner.push_back(child);
    keys.push_back(RollupCache::Key(forest.Id(child), period.text(), moment->versions));
  }
  KnownStates known;
  std::vector<std::optional<States>> entries = cache_.Get(keys, count);
  for (size_t i = 0; i < inner.size(); ++i) {
    if (entries[i]) known[inner[i]] = *std::move(entries[i]);
  }
  // An inner child whose indicators are entered above it would need its own walk; its entry then
  // holds nothing that is merged, so using it is right in both cases.
  const std::vector<std::string> organizations = Unknown(forest, root, period, known);
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<ValueRow> rows,
                           ReadValues(transaction, period.text(), organizations, sequence));
  const EntryTable table = MakeEntryTable(*moment->catalogue, rows);
  const RollupInput input = {moment->catalogue.get(), &forest, &table, &period};
  States states = ComputeStates(input, root, [&](Forest::Index node) -> const States* {
    const auto found = known.find(node);
    return found == known.end() ? nullptr : &found->second;
  });
  if (live) {
    cache_.Put(RollupCache::Key(query.organization, period.text(), moment->versions), states);
  }
  moment->states[period.text()] = std::move(states);
  return absl::OkStatus();
}

absl::StatusOr<v1::Rollup> RollupReader::GetAsOf(const RollupQuery& query) {
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.AtTime(*query.read_time));
  Moment moment;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        moment = Moment();
        EDUPLAN_ASSIGN_OR_RETURN(moment.forest, replica_.In(transaction));
        EDUPLAN_ASSIGN_OR_RETURN(moment.catalogue, catalogue_.In(transaction));
        if (moment.forest->Find(query.organization) == Forest::kNone) {
          return status::NotFound("organizations/" + query.organization);
        }
        for (const Period& period : BasePeriods(query.period)) {
          EDUPLAN_RETURN_IF_ERROR(
              ComputePeriod(transaction, query, period, tick.sequence, &moment));
        }
        return absl::OkStatus();
      }));
  moment.versions.tick = tick;
  moment.versions.tree_sequence = moment.forest->sequence();
  return Present(query, moment);
}

absl::StatusOr<v1::Rollup> RollupReader::Present(const RollupQuery& query,
                                                 const Moment& moment) const {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                           moment.catalogue->Select(query.indicators));
  v1::Rollup rollup;
  rollup.set_name(
      text::Cat("organizations/", query.organization, "/rollups/", query.period.text()));
  rollup.set_period(query.period.text());
  rollup.set_view(v1::VIEW_LIVE);
  rollup.set_hierarchy(v1::HIERARCHY_AT_PERIOD);
  *rollup.mutable_as_of() = AsOfOf(moment.versions);
  for (const int index : selected) {
    const Definition& definition = moment.catalogue->definitions()[index];
    *rollup.add_cells() = PresentCell(
        definition, query.period, DeriveOverTime(definition, index, query.period, moment.states));
  }
  return rollup;
}

}  // namespace eduplan::indicators
