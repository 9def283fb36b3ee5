#include "services/platform/tree/replica.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/history.h"
#include "services/platform/tree/successions.h"

namespace eduplan::tree {
namespace {

// They share most of what they hold.
constexpr size_t kMostKnown = 8;
constexpr size_t kMostPast = 4;

}  // namespace

Replica::Replica(sql::Database& database) : database_(database) {
  known_.push_back({0, Forest::Build({}, {}, 0)});
}

std::shared_ptr<const Forest> Replica::Current() const {
  std::lock_guard lock(mutex_);
  return known_.back().forest;
}

std::shared_ptr<const Forest> Replica::Find(int64_t revision) const {
  std::lock_guard lock(mutex_);
  const auto found = std::find_if(known_.begin(), known_.end(),
                                  [&](const Known& known) { return known.revision == revision; });
  return found == known_.end() ? nullptr : found->forest;
}

std::shared_ptr<const Forest> Replica::FindPast(int64_t revision) {
  std::lock_guard lock(mutex_);
  const auto found = std::find_if(past_.begin(), past_.end(),
                                  [&](const Known& past) { return past.revision == revision; });
  if (found == past_.end()) {
    return nullptr;
  }
  std::rotate(found, found + 1, past_.end());
  return past_.back().forest;
}

Replica::Known Replica::Basis(const Head& head) const {
  std::lock_guard lock(mutex_);
  Known basis = {0, nullptr};
  for (const Known& known : known_) {
    if (known.revision > 0 && known.revision >= head.base_revision &&
        known.revision < head.revision) {
      basis = known;
    }
  }
  return basis;
}

void Replica::Remember(int64_t revision, std::shared_ptr<const Forest> forest) {
  std::lock_guard lock(mutex_);
  const auto after = std::find_if(known_.begin(), known_.end(),
                                  [&](const Known& known) { return known.revision >= revision; });
  if (after == known_.end()) {
    known_.push_back({revision, std::move(forest)});
    published_.notify_all();
  } else if (after->revision > revision) {
    known_.insert(after, {revision, std::move(forest)});
  }
  if (known_.size() > kMostKnown) {
    known_.pop_front();
  }
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::In(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const Head head, ReadHead(transaction));
  return Load(transaction, head);
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::In(sql::Transaction& transaction,
                                                          const sql::Rows& head) {
  return Load(transaction, HeadOf(head));
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::Load(sql::Transaction& transaction,
                                                            const Head& head) {
  if (auto known = Find(head.revision); known != nullptr) {
    return known;
  }
  std::lock_guard loading(loading_);
  if (auto known = Find(head.revision); known != nullptr) {
    return known;
  }
  const Known basis = Basis(head);
  std::shared_ptr<const Forest> forest;
  if (basis.forest == nullptr) {
    EDUPLAN_ASSIGN_OR_RETURN(const Delta all, ReadAll(transaction, head));
    forest = Forest::Build(all.nodes, all.edges, head.sequence, all.successions);
  } else {
    EDUPLAN_ASSIGN_OR_RETURN(const Delta news, ReadSince(transaction, head, basis.revision));
    forest = basis.forest->With(news);
  }
  Remember(head.revision, forest);
  return forest;
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::AsOf(sql::Transaction& transaction,
                                                            int64_t revision) {
  EDUPLAN_ASSIGN_OR_RETURN(const Head head, ReadHead(transaction));
  revision = std::max(revision, head.kept_revision);
  if (revision >= head.revision) {
    return Load(transaction, head);
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, MomentAt(transaction, revision));
  if (auto known = Find(moment.revision); known != nullptr) {
    return known;
  }
  if (auto past = FindPast(moment.revision); past != nullptr) {
    return past;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::shared_ptr<const Forest> now, Load(transaction, head));
  std::lock_guard loading(loading_);
  if (auto past = FindPast(moment.revision); past != nullptr) {
    return past;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Delta back, ReadBack(transaction, head, moment));
  std::shared_ptr<const Forest> forest = now->With(back);
  std::lock_guard lock(mutex_);
  past_.push_back({moment.revision, forest});
  if (past_.size() > kMostPast) {
    past_.pop_front();
  }
  return forest;
}

absl::Status Replica::Refresh() {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, database_.Query(kSelectHead));
  const Head head = HeadOf(rows);
  NoteAsOf(head.heard);
  if (Find(head.revision) != nullptr) {
    return absl::OkStatus();
  }
  return database_.Read([&](sql::Transaction& transaction) { return In(transaction).status(); });
}

absl::StatusOr<std::shared_ptr<const Forest>> Replica::AtLeast(int64_t sequence,
                                                               absl::Time deadline) {
  if (std::shared_ptr<const Forest> forest = Current(); forest->sequence() >= sequence) {
    return forest;
  }
  EDUPLAN_RETURN_IF_ERROR(Refresh());
  std::unique_lock lock(mutex_);
  const auto until = std::chrono::steady_clock::now() +
                     absl::ToChronoNanoseconds(std::min(deadline - absl::Now(), absl::Hours(1)));
  if (!published_.wait_until(lock, until,
                             [&] { return known_.back().forest->sequence() >= sequence; })) {
    return status::Unavailable("TREE_BEHIND",
                               "the tree of organizations has not caught up with the registry yet",
                               "机构树尚未与登记同步，请稍后重试", absl::Milliseconds(500));
  }
  return known_.back().forest;
}

absl::StatusOr<int64_t> Replica::AppliedSequence() {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, database_.Query(kSelectHead));
  const Head head = HeadOf(rows);
  return head.whole ? head.sequence : 0;
}

absl::Time Replica::AsOf() const {
  std::lock_guard lock(mutex_);
  return as_of_;
}

void Replica::NoteAsOf(absl::Time time) {
  std::lock_guard lock(mutex_);
  as_of_ = std::max(as_of_, time);
}

absl::Status Replica::MarkAsOf(absl::Time time) {
  NoteAsOf(time);
  return database_.Write(
      [&](sql::Transaction& transaction) { return WriteHeard(transaction, time); });
}

absl::StatusOr<Replica::Applied> Replica::Apply(change_log::Change& change, const Delta& delta) {
  sql::Transaction& transaction = change.sql();
  EDUPLAN_ASSIGN_OR_RETURN(Head head, ReadHead(transaction));
  EDUPLAN_ASSIGN_OR_RETURN(std::shared_ptr<const Forest> before, In(transaction));
  if (!delta.replaces_all && delta.sequence <= head.sequence) {
    return Applied{before, before, head.revision};
  }
  if (!head.whole) {
    if (!delta.replaces_all) {
      return absl::AbortedError("what the version before has written needs a snapshot");
    }
    // It wrote these tables without a note.
    EDUPLAN_RETURN_IF_ERROR(
        WriteMoment(transaction, {.revision = head.revision, .sequence = head.sequence}));
  }
  head.sequence = delta.sequence;
  head.revision = change.sequence();
  head.base_revision = delta.replaces_all ? change.sequence() : head.base_revision;
  head.heard = std::max(head.heard, change.time());
  std::vector<std::string> known;
  for (const Node& node : delta.nodes) {
    if (!delta.replaces_all && before->Find(node.id) != Forest::kNone) {
      known.push_back(node.id);
    }
  }
  EDUPLAN_RETURN_IF_ERROR(WriteDelta(transaction, delta, known, head));
  std::shared_ptr<const Forest> after = before->With(delta);
  return Applied{std::move(before), std::move(after), head.revision};
}

void Replica::Publish(const Applied& applied) {
  Remember(applied.revision, applied.after);
}

namespace {

auth::Relation RelationBetween(const Forest& forest, Forest::Index mine, Forest::Index other,
                               Day today) {
  if (other == Forest::kNone) {
    return auth::Relation::kOther;
  }
  if (mine == other) {
    return auth::Relation::kSelf;
  }
  if (forest.IsAncestor(mine, other, today)) {
    return auth::Relation::kAncestor;
  }
  return forest.IsAncestor(other, mine, today) ? auth::Relation::kDescendant
                                               : auth::Relation::kOther;
}

}  // namespace

auth::Relation RelationOf(const Forest& forest, std::string_view principal_organization,
                          std::string_view organization, Day today) {
  // The registry's own root administrator stands above every root.
  if (principal_organization == "*") {
    return auth::Relation::kAncestor;
  }
  const Forest::Index mine = forest.Find(principal_organization);
  const Forest::Index other = forest.Find(organization);
  if (mine == Forest::kNone || other == Forest::kNone) {
    return auth::Relation::kOther;
  }
  if (mine == other || forest.Exists(other, today)) {
    return RelationBetween(forest, mine, other, today);
  }
  const std::vector<Heir> heirs =
      forest.successions().HeirsOf(organization, kAlways, today, kDefaultKey);
  if (heirs.size() == 1) return RelationBetween(forest, mine, forest.Find(heirs[0].id), today);
  const bool above_all =
      !heirs.empty() && std::all_of(heirs.begin(), heirs.end(), [&](const Heir& heir) {
        const Forest::Index index = forest.Find(heir.id);
        return index != Forest::kNone && forest.IsAncestor(mine, index, today);
      });
  return above_all ? auth::Relation::kAncestor : auth::Relation::kOther;
}

}  // namespace eduplan::tree
