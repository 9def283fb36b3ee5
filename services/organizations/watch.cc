#include "services/organizations/watch.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/store/event_store.h"
#include "services/organizations/store/store.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

// Changes read in one snapshot of the database, and about how many organizations.
constexpr int kChangesAtOnce = 50;
constexpr int kOrganizationsAtOnce = 5000;
// How soon a stream notices that it was cancelled.
constexpr absl::Duration kLook = absl::Milliseconds(100);

void AddAll(const std::vector<Record>& records, Watch::Message* message) {
  const std::string today = api::ToText(api::LocalDay(absl::Now()));
  for (const Record& record : records) {
    ToProto(record, today, message->add_organizations());
  }
}

// The next changes in (after, until], at least one message: when no organization has changed any
// more the last says how far the clock has moved on, for the listener may count on that too.
absl::Status ReadChanges(sql::Transaction& transaction, int64_t after, int64_t until,
                         std::vector<Watch::Message>* messages) {
  Store store(transaction, until);
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int64_t> sequences,
                           store.ChangesAfter(after, kChangesAtOnce));
  int organizations = 0;
  for (const int64_t sequence : sequences) {
    if (organizations >= kOrganizationsAtOnce) {
      return absl::OkStatus();
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids, store.ChangedBy(sequence));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records,
                             Store(transaction, sequence).Load(ids));
    Watch::Message& message = messages->emplace_back();
    message.set_sequence(sequence);
    AddAll(records, &message);
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::OrganizationEvent> events,
                             EventStore(transaction).OfSequence(sequence));
    for (v1::OrganizationEvent& event : events) {
      *message.add_events() = std::move(event);
    }
    organizations += message.organizations_size();
  }
  const bool all = sequences.size() < kChangesAtOnce;
  if (all && (messages->empty() || messages->back().sequence() < until)) {
    messages->emplace_back().set_sequence(until);
  }
  return absl::OkStatus();
}

}  // namespace

Watch::Watch(change_log::ChangeLog& changes, const Options& options)
    : changes_(changes), options_(options), poller_([this] { Poll(); }) {}

Watch::~Watch() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  poller_.join();
}

void Watch::Notify(int64_t sequence) {
  {
    std::lock_guard lock(mutex_);
    committed_ = std::max(committed_, sequence);
  }
  wake_.notify_all();
}

void Watch::Poll() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (streams_ == 0) {
      wake_.wait(lock, [this] { return stopping_ || streams_ > 0; });
      continue;
    }
    lock.unlock();
    // A failure shows in the streams themselves when they next read.
    if (const absl::StatusOr<change_log::Tick> tick = changes_.Current(); tick.ok()) {
      Notify(tick->sequence);
    }
    lock.lock();
    wake_.wait_for(lock, absl::ToChronoNanoseconds(options_.poll), [this] { return stopping_; });
  }
}

int64_t Watch::WaitPast(int64_t sequence, absl::Time until) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, absl::ToChronoNanoseconds(until - absl::Now()),
                 [&] { return committed_ > sequence; });
  return committed_;
}

absl::Status Watch::Stream(int64_t after, absl::FunctionRef<bool()> cancelled,
                           absl::FunctionRef<bool(const Message&)> send) {
  struct Counted {
    explicit Counted(Watch& w) : watch(w) {
      std::lock_guard lock(watch.mutex_);
      ++watch.streams_;
      watch.wake_.notify_all();
    }
    ~Counted() {
      std::lock_guard lock(watch.mutex_);
      --watch.streams_;
    }
    Watch& watch;
  } counted(*this);

  bool listening = true;
  const auto tell = [&](const Message& message) {
    listening = listening && send(message);
    return listening;
  };
  const auto beat = [&](int64_t sequence) {
    Message heartbeat;
    heartbeat.set_sequence(sequence);
    return tell(heartbeat);
  };
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
  int64_t sent = after;
  if (after == 0 || after > tick.sequence) {
    sent = tick.sequence;
    EDUPLAN_RETURN_IF_ERROR(SendSnapshot(sent, tell));
  } else {
    beat(sent);  // tells a follower at once that it is heard
  }
  absl::Time next_heartbeat = absl::Now() + options_.heartbeat;
  while (listening && !cancelled()) {
    const int64_t committed = WaitPast(sent, std::min(next_heartbeat, absl::Now() + kLook));
    if (committed > sent) {
      EDUPLAN_RETURN_IF_ERROR(SendChanges(sent, committed, tell));
      sent = committed;
      next_heartbeat = absl::Now() + options_.heartbeat;
    } else if (absl::Now() >= next_heartbeat) {
      beat(sent);
      next_heartbeat = absl::Now() + options_.heartbeat;
    }
  }
  return absl::OkStatus();
}

absl::Status Watch::SendSnapshot(int64_t sequence, absl::FunctionRef<bool(const Message&)> send) {
  std::string last;
  bool begins = true, more = true;
  while (more) {
    Message message;
    // One read transaction for each chunk: all are of the same sequence, and none stays open while
    // a slow listener takes its message.
    EDUPLAN_RETURN_IF_ERROR(
        changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
          message.Clear();
          Store store(transaction, sequence);
          EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                                   store.List({}, "", last, options_.snapshot_chunk));
          EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(ids));
          AddAll(records, &message);
          if (!begins) {
            return absl::OkStatus();
          }
          EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::OrganizationEvent> events,
                                   EventStore(transaction).WithSuccessions(sequence));
          for (v1::OrganizationEvent& event : events) {
            *message.add_events() = std::move(event);
          }
          return absl::OkStatus();
        }));
    more = message.organizations_size() == options_.snapshot_chunk;
    if (more) {
      last = IdOf(message.organizations().rbegin()->name());
    }
    message.set_snapshot_begins(std::exchange(begins, false));
    message.set_snapshot_continues(more);
    message.set_sequence(sequence);
    more = send(message) && more;
  }
  return absl::OkStatus();
}

absl::Status Watch::SendChanges(int64_t after, int64_t until,
                                absl::FunctionRef<bool(const Message&)> send) {
  while (after < until) {
    std::vector<Message> messages;
    EDUPLAN_RETURN_IF_ERROR(
        changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
          messages.clear();
          return ReadChanges(transaction, after, until, &messages);
        }));
    for (const Message& message : messages) {
      if (!send(message)) {
        return absl::OkStatus();
      }
    }
    after = messages.back().sequence();
  }
  return absl::OkStatus();
}

}  // namespace eduplan::organizations
