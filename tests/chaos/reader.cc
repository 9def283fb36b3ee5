#include "tests/chaos/reader.h"

#include "absl/time/clock.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::chaos {
namespace {

constexpr int64_t kReadsOfAClient = 1'000'000'000;
constexpr absl::Duration kAfterFailure = absl::Milliseconds(10);

}  // namespace

void Reader::Run() {
  while (!common_.stopped()) {
    if (!remembered_.empty() && OneOf(8)) {
      Repeat();
    } else if (!ReadNow(AnyReplica(), Choose(), ChooseToken()).ok()) {
      absl::SleepFor(kAfterFailure);
    }
  }
}

std::vector<std::string> TableOf(const std::vector<std::string>& counties) {
  std::vector<std::string> table = {World::kProvince};
  for (int city = 0; city < World::kCities; ++city) table.push_back(World::City(city));
  table.insert(table.end(), counties.begin(), counties.end());
  return table;
}

std::vector<std::string> Reader::Choose() {
  const std::vector<std::string> counties = common_.Counties();
  switch (random_() % 8) {
    case 0:
    case 1:
      return {World::kProvince};
    case 2:
    case 3:
      return {World::City(static_cast<int>(random_() % World::kCities))};
    case 4:
      return TableOf(counties);
    default:
      return {counties[random_() % counties.size()]};
  }
}

// Some clients alone ask for the latest tree: they wait while nobody follows it.
std::string Reader::ChooseToken() {
  if (!OneOf(4)) return "";
  return number_ % 4 == 0 ? common_.token() : common_.write_token();
}

absl::Status Reader::ReadNow(int replica, std::vector<std::string> organizations,
                             std::string token) {
  return ReadOnce(
      replica,
      {.organizations = std::move(organizations), .token = std::move(token), .read_time = {}}, 0);
}

void Reader::Repeat() {
  const auto& [id, question] = remembered_[random_() % remembered_.size()];
  ReadOnce(AnyReplica(), question, id).IgnoreError();
}

absl::Status Reader::ReadOnce(int replica, const Question& question, int64_t repeats) {
  Read read;
  read.id = number_ * kReadsOfAClient + std::ssize(reads_) + 1;
  read.client = number_;
  read.replica = replica;
  read.repeats = repeats;
  read.token_tree_sequence = change_log::TokenSequence(question.token, "organizations").value_or(0);
  read.invoked = Now();
  const auto answer = totals_.Ask(replica, question);
  read.completed = Now();
  if (!answer.ok()) {
    common_.Failed(repeats != 0 ? "past read" : "read", answer.status());
    return answer.status();
  }
  Record(*answer, &read);
  if (repeats == 0 && OneOf(4)) {
    Question again = question;
    again.token.clear();
    again.read_time = answer->as_of().time();
    remembered_.emplace_back(read.id, std::move(again));
    // One at random goes, so that some grow old.
    if (remembered_.size() > kMostRemembered) {
      remembered_.erase(remembered_.begin() +
                        static_cast<std::ptrdiff_t>(random_() % kMostRemembered));
    }
  }
  reads_.push_back(std::move(read));
  return absl::OkStatus();
}

}  // namespace eduplan::chaos
