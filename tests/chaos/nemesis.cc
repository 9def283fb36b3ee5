#include "tests/chaos/nemesis.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/time/clock.h"

namespace eduplan::chaos {
namespace {

using test::FaultProxy;

constexpr absl::Duration kBetween = absl::Milliseconds(250);

}  // namespace

absl::Duration Nemesis::UpTo(absl::Duration longest) {
  return absl::Milliseconds(20 + random_() % absl::ToInt64Milliseconds(longest));
}

void Nemesis::Run(absl::Duration duration) {
  const absl::Time end = absl::Now() + duration;
  while (absl::Now() < end) {
    Break();
    const absl::Time next = absl::Now() + UpTo(kBetween);
    while (absl::Now() < next) {
      Mend(false);
      absl::SleepFor(absl::Milliseconds(5));
    }
  }
  Mend(true);
}

void Nemesis::Broken(const std::string& what, Part& part, absl::Duration longest,
                     std::function<void()> mend) {
  ++done_[what];
  part.until = absl::Now() + UpTo(longest);
  part.mend = std::move(mend);
}

void Nemesis::Mend(bool all) {
  const auto mend = [&](Part& part) {
    if (part.broken() && (all || absl::Now() >= part.until)) std::exchange(part.mend, nullptr)();
  };
  mend(redis_);
  mend(replica_);
  for (Part& part : to_redis_) mend(part);
  for (Part& part : to_postgres_) mend(part);
}

void Nemesis::Break() {
  const int replica = static_cast<int>(random_() % World::kReplicas);
  const uint64_t choice = random_() % 16;
  if (choice < 6) {
    if (!redis_.broken()) BreakRedis();
  } else if (choice < 11) {
    if (!to_redis_[replica].broken()) BreakWayToRedis(replica);
  } else if (choice < 15) {
    if (!to_postgres_[replica].broken()) BreakWayToPostgres(replica);
  } else if (!replica_.broken()) {
    BreakReplica(replica);
  }
}

void Nemesis::BreakRedis() {
  test::RedisServer& redis = world_.redis();
  most_cached_ = std::max<int64_t>(most_cached_, std::atoll(redis.Command({"DBSIZE"}).c_str()));
  switch (random_() % 6) {
    case 0:
      redis.Kill();
      Broken("redis killed", redis_, absl::Seconds(1), [&redis] { redis.Start(); });
      break;
    case 1:
      redis.Pause();
      Broken("redis paused", redis_, absl::Seconds(1), [&redis] { redis.Resume(); });
      break;
    case 2:
      redis.Save();
      // Until then it goes on as ever, and then it is as it was here.
      Broken("redis rolled back", redis_, absl::Seconds(3), [&redis] { redis.RollBack(); });
      break;
    default:
      redis.Flush();
      ++done_["redis flushed"];
  }
}

void Nemesis::BreakWayToRedis(int replica) {
  FaultProxy& way = world_.to_redis(replica);
  std::string what;
  switch (random_() % 7) {
    case 0:
      way.Hang();
      what = "hung";
      break;
    case 1:
      way.Partition(FaultProxy::Direction::kToServer);
      what = "parted to the server";
      break;
    case 2:
      way.Partition(FaultProxy::Direction::kToClient);
      what = "parted to the client";
      break;
    case 3:
      way.Cut();
      what = "cut";
      break;
    case 4:
      way.Slice(1 + random_() % 7);
      what = "sliced";
      break;
    case 5:
      way.Delay(UpTo(absl::Milliseconds(50)));
      what = "delayed";
      break;
    default:
      way.CutAfter(1 + random_() % 20000);
      what = "cut after some bytes";
  }
  Broken("way to redis " + what, to_redis_[replica], absl::Seconds(1), [&way] { way.Pass(); });
}

void Nemesis::BreakWayToPostgres(int replica) {
  FaultProxy& way = world_.to_postgres(replica);
  std::string what;
  absl::Duration longest = absl::Milliseconds(300);
  switch (random_() % 4) {
    case 0:
      way.Cut();
      what = "cut";
      break;
    case 1:
      // In the middle of answers, those to COMMIT among them.
      way.CutAfter(1 + random_() % 20000);
      what = "cut after some bytes";
      break;
    case 2:
      way.Hang();
      what = "hung";
      break;
    default:
      way.Slice(100);
      what = "sliced";
      longest = absl::Seconds(1);
  }
  Broken("way to postgres " + what, to_postgres_[replica], longest, [&way] { way.Pass(); });
}

void Nemesis::BreakReplica(int replica) {
  world_.KillReplica(replica);
  // It starts over a way that works: a program that cannot reach its database ends at once.
  Broken("replica killed", replica_, absl::Seconds(1), [this, replica] {
    if (to_postgres_[replica].broken()) std::exchange(to_postgres_[replica].mend, nullptr)();
    world_.StartReplica(replica);
  });
}

}  // namespace eduplan::chaos
