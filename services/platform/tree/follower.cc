#include "services/platform/tree/follower.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "google/protobuf/empty.pb.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/organization_watch.h"
#include "services/platform/tree/watch_stream.h"

namespace eduplan::tree {
namespace {

namespace v1 = ::eduplan::organization::v1;

// Not the lease of the version before, which writes other tables and may run beside this one.
constexpr std::string_view kLease = "forest-follower";
constexpr absl::Duration kFirstBackoff = absl::Milliseconds(100);
constexpr absl::Duration kLongestBackoff = absl::Seconds(2);
// How often the other processes are told that the tree is still the registry's.
constexpr absl::Duration kMark = absl::Seconds(2);
// Between looks at a database that does not answer.
constexpr absl::Duration kLongestBlind = absl::Seconds(1);

}  // namespace

Follower::Follower(Options options, std::shared_ptr<grpc::Channel> organizations,
                   auth::TokenIssuer& issuer, change_log::ChangeLog& changes,
                   change_log::Leases& leases, Replica& replica, OnApply on_apply)
    : options_(std::move(options)),
      organizations_(std::move(organizations)),
      issuer_(issuer),
      changes_(changes),
      leases_(leases),
      replica_(replica),
      on_apply_(std::move(on_apply)) {
  if (options_.metrics != nullptr) {
    Export(*options_.metrics);
  }
  thread_ = std::thread([this] { Run(); });
}

Follower::~Follower() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Follower::Export(metrics::Registry& metrics) {
  const auto add = [&](const std::string& name, const std::string& help,
                       std::function<double()> value) {
    gauges_.push_back(metrics.MakeGauge(name, help, std::move(value)));
  };
  add("eduplan_tree_sequence", "Sequence of the registry that the tree in memory has reached.",
      [this] { return static_cast<double>(replica_.Current()->sequence()); });
  add("eduplan_tree_nodes", "Nodes of the tree in memory.",
      [this] { return static_cast<double>(replica_.Current()->size()); });
  add("eduplan_tree_bytes", "Memory that the tree takes.",
      [this] { return static_cast<double>(replica_.Current()->MemoryBytes()); });
  add("eduplan_tree_age_seconds", "Time since the tree was last known to be the registry's.",
      [this] { return absl::ToDoubleSeconds(absl::Now() - replica_.AsOf()); });
}

absl::Status Follower::Health() const {
  const absl::Time as_of = replica_.AsOf();
  if (as_of == absl::InfinitePast()) {
    return absl::UnavailableError("the tree of organizations has never been followed");
  }
  const absl::Duration age = absl::Now() - as_of;
  if (age < options_.stale) {
    return absl::OkStatus();
  }
  return absl::UnavailableError(text::Cat(
      "the tree of organizations is ", absl::FormatDuration(absl::Trunc(age, absl::Seconds(1))),
      " old, as of ", absl::FormatTime(as_of, absl::UTCTimeZone())));
}

void Follower::Run() {
  absl::Duration backoff = kFirstBackoff;
  absl::Time next_try = absl::InfinitePast();
  while (!stopping_) {
    const absl::Duration look_again = Look();
    if (absl::Now() >= next_try) {
      const absl::Time as_of = replica_.AsOf();
      const absl::Status status = Follow();
      // Another process follows, or the stream lasted: no reason to hesitate longer than usual.
      const bool calm = status.ok() || replica_.AsOf() != as_of;
      backoff = calm ? kFirstBackoff : std::min(backoff * 2, kLongestBackoff);
      next_try = absl::Now() + (status.ok() ? options_.lease / 5 : backoff);
      if (!status.ok() && !stopping_) {
        log::Warning("the registry is not followed", {{"error", text::ToStd(status.message())}});
      }
    }
    Pause(std::min(look_again, std::max(next_try - absl::Now(), absl::Milliseconds(1))));
  }
}

absl::Duration Follower::Look() {
  const absl::Status status = replica_.Refresh();
  if (status.ok()) {
    blind_ = absl::ZeroDuration();
    return options_.poll;
  }
  if (blind_ < kLongestBlind) {
    log::Warning("cannot read the tree of organizations",
                 {{"error", text::ToStd(status.message())}});
  }
  blind_ = std::min(std::max(2 * blind_, options_.poll), kLongestBlind);
  return blind_;
}

absl::Status Follower::Follow() {
  EDUPLAN_ASSIGN_OR_RETURN(const bool mine, leases_.Acquire(kLease, absl::Now(), options_.lease));
  if (!mine) {
    return absl::OkStatus();
  }
  // However this ends, another process may try: it may reach the registry where this one does not.
  struct Releaser {
    change_log::Leases& leases;
    ~Releaser() { (void)leases.Release(kLease); }
  } releaser{leases_};
  absl::Time kept = absl::Now();
  EDUPLAN_ASSIGN_OR_RETURN(int64_t applied, replica_.AppliedSequence());
  EDUPLAN_ASSIGN_OR_RETURN(std::string token,
                           issuer_.Issue(auth::ServicePrincipal(options_.service),
                                         auth::kInternalAudience, absl::Minutes(5)));
  WatchStream stream(organizations_, {.token = std::move(token), .trace_parent = ""}, applied);
  v1::WatchOrganizationsResponse message;
  Delta delta;
  while (true) {
    message.Clear();
    EDUPLAN_RETURN_IF_ERROR(stream.Read(&message, options_.silence, stopping_));
    EDUPLAN_RETURN_IF_ERROR(KeepLease(&kept));
    AddToDelta(message, &delta);
    if (!message.snapshot_continues()) {
      if (delta.replaces_all || delta.sequence > applied) {
        EDUPLAN_RETURN_IF_ERROR(ApplyDelta(delta));
        applied = delta.sequence;
      }
      delta = Delta();
    }
    EDUPLAN_RETURN_IF_ERROR(Heard());
  }
}

absl::Status Follower::ApplyDelta(const Delta& delta) {
  const auth::Principal principal = auth::ServicePrincipal(options_.service);
  v1::WatchOrganizationsRequest request;
  request.set_after_sequence(delta.sequence);
  const change_log::WriteRequest write = {.principal = &principal,
                                          .method = "eduplan.platform.tree.Follower/Apply",
                                          .request_id = "",
                                          .request = &request,
                                          .trace_id = ""};
  google::protobuf::Empty response;
  Replica::Applied applied;
  EDUPLAN_RETURN_IF_ERROR(
      changes_
          .Write(write, &response,
                 [&](change_log::Change& change) -> absl::Status {
                   EDUPLAN_ASSIGN_OR_RETURN(applied, replica_.Apply(change, delta));
                   if (on_apply_ && applied.after != applied.before) {
                     EDUPLAN_RETURN_IF_ERROR(
                         on_apply_(change, delta, *applied.before, *applied.after));
                   }
                   return change.Audit("tree.apply", "organizations",
                                       text::Cat("{\"sequence\":", delta.sequence,
                                                 ",\"organizations\":", delta.nodes.size(), "}"));
                 })
          .status());
  replica_.Publish(applied);
  return absl::OkStatus();
}

absl::Status Follower::KeepLease(absl::Time* kept) {
  const absl::Time now = absl::Now();
  if (now - *kept < options_.lease / 3) {
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const bool mine, leases_.Acquire(kLease, now, options_.lease));
  *kept = now;
  return mine ? absl::OkStatus() : absl::AbortedError("another process follows the registry");
}

absl::Status Follower::Heard() {
  const absl::Time now = absl::Now();
  if (now - marked_ < kMark) {
    replica_.NoteAsOf(now);
    return absl::OkStatus();
  }
  marked_ = now;
  return replica_.MarkAsOf(now);
}

void Follower::Pause(absl::Duration duration) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, absl::ToChronoNanoseconds(duration), [this] { return stopping_.load(); });
}

absl::StatusOr<std::shared_ptr<const Forest>> ForestWith(
    Replica& replica, const std::shared_ptr<grpc::Channel>& organizations, const server::Call& call,
    std::string_view organization) {
  if (std::shared_ptr<const Forest> forest = replica.Current();
      forest->Find(organization) != Forest::kNone) {
    return forest;
  }
  EDUPLAN_RETURN_IF_ERROR(replica.Refresh());
  if (std::shared_ptr<const Forest> forest = replica.Current();
      forest->Find(organization) != Forest::kNone) {
    return forest;
  }
  const auto stub = v1::OrganizationService::NewStub(organizations);
  v1::GetOrganizationRequest request;
  request.set_name(text::Cat("organizations/", organization));
  v1::Organization found;
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(client::Forward(call), client::Idempotency::kIdempotent,
                                         [&](grpc::ClientContext* context) {
                                           return stub->GetOrganization(context, request, &found);
                                         }));
  // The etag is the sequence of the organization's last change, in quotes.
  int64_t sequence = 0;
  if (!absl::SimpleAtoi(absl::StrReplaceAll(found.etag(), {{"\"", ""}}), &sequence)) {
    log::Error("the registry answered without a usable etag", {{"organization", organization}});
    return status::Internal();
  }
  return replica.AtLeast(sequence, std::min(call.deadline, absl::Now() + absl::Seconds(5)));
}

}  // namespace eduplan::tree
