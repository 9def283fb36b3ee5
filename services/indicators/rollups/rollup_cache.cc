#include "services/indicators/rollups/rollup_cache.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "services/indicators/rollups/entry_codec.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Raised when the meaning of an entry's bytes or of a total changes.
constexpr std::string_view kSchema = "eduplan:rollup:2";
constexpr std::string_view kLast = "eduplan:rollup-answer:2:";
constexpr absl::Duration kKept = absl::Hours(24 * 7);
constexpr absl::Duration kLocked = absl::Seconds(5);
constexpr absl::Duration kPoll = absl::Milliseconds(10);

}  // namespace

RollupCache::RollupCache(cache::Cache& cache, metrics::Registry& metrics)
    : cache_(cache),
      hits_(metrics.GetCounter("eduplan_rollup_cache_hits_total", "Entries found in Redis")),
      misses_(
          metrics.GetCounter("eduplan_rollup_cache_misses_total", "Entries not found in Redis")),
      computations_(
          metrics.GetCounter("eduplan_rollup_computations_total", "Totals computed from values")),
      waits_(metrics.GetCounter("eduplan_rollup_cache_waits_total",
                                "Waits for a computation elsewhere")),
      take_overs_(metrics.GetCounter("eduplan_rollup_cache_take_overs_total",
                                     "Computations taken over from one that did not end")),
      age_(metrics.GetHistogram("eduplan_rollup_cache_entry_age_seconds",
                                "Age of entries when they are used")) {}

std::string RollupCache::Key(std::string_view node, std::string_view period, std::string_view facet,
                             const Versions& versions) {
  return text::Cat(kSchema, ":", node, ":", period, ":", facet, ":", versions.Definitions(), ":",
                   versions.Tree(node), ":", versions.Of(node, period));
}

std::vector<std::optional<NodeTotals>> RollupCache::Get(const std::vector<std::string>& keys,
                                                        size_t count) {
  std::vector<std::optional<NodeTotals>> totals(keys.size());
  if (keys.empty()) return totals;
  const auto entries = cache_.GetMany(keys);
  if (!entries.ok()) return totals;
  const absl::Time now = absl::Now();
  for (size_t i = 0; i < keys.size(); ++i) {
    std::optional<CacheEntry> entry;
    if ((*entries)[i]) entry = DecodeEntry(*(*entries)[i], keys[i], count);
    (entry ? hits_ : misses_).Add();
    if (!entry) continue;
    age_.Observe(now - entry->computed);
    totals[i] = std::move(entry->totals);
  }
  return totals;
}

void RollupCache::Put(const std::string& key, const NodeTotals& totals) {
  // A cache that does not answer is gone on without; its own metrics tell.
  cache_.Set(key, EncodeEntry(key, totals, absl::Now()), kKept).IgnoreError();
}

void RollupCache::PutLast(std::string_view question, std::string_view answer) {
  cache_
      .Set(text::Cat(kLast, absl::BytesToHexString(text::ToAbsl(api::Sha256(question)))), answer,
           kKept)
      .IgnoreError();
}

std::optional<std::string> RollupCache::GetLast(std::string_view question) {
  auto answer =
      cache_.Get(text::Cat(kLast, absl::BytesToHexString(text::ToAbsl(api::Sha256(question)))));
  if (!answer.ok()) return std::nullopt;
  return *std::move(answer);
}

absl::Status RollupCache::Once(const std::string& key, absl::Time deadline,
                               absl::FunctionRef<bool()> ready,
                               absl::FunctionRef<absl::Status()> compute) {
  bool waited = false;
  {
    std::unique_lock lock(mutex_);
    waited = computing_.contains(key);
    if (waited) waits_.Add();
    while (computing_.contains(key)) {
      const absl::Time until = std::min(deadline, absl::Now() + absl::Seconds(1));
      finished_.wait_until(lock, absl::ToChronoTime(until));
      if (absl::Now() >= deadline) return absl::DeadlineExceededError("waiting for a computation");
    }
    computing_.insert(key);
  }
  const auto release = absl::MakeCleanup([&] {
    const std::lock_guard lock(mutex_);
    computing_.erase(key);
    finished_.notify_all();
  });
  if (waited && ready()) return absl::OkStatus();
  const std::string lock_key = text::Cat(key, ":lock");
  const std::string token = api::NewUlid();
  absl::StatusOr<bool> locked = cache_.Lock(lock_key, token, kLocked);
  const bool other = locked.ok() && !*locked;
  if (other) waits_.Add();
  while (locked.ok() && !*locked && absl::Now() < deadline) {
    absl::SleepFor(kPoll);
    if (ready()) return absl::OkStatus();
    locked = cache_.Lock(lock_key, token, kLocked);
  }
  // Nobody else's computation has come of it: theirs failed, or its lock has run out.
  if (other) take_overs_.Add();
  computations_.Add();
  const absl::Status status = compute();
  if (locked.ok() && *locked) cache_.Unlock(lock_key, token).IgnoreError();
  return status;
}

}  // namespace eduplan::indicators
