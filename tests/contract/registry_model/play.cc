#include "tests/contract/registry_model/play.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "services/organizations/model/convert.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::registry_model {
namespace {

using organizations::Root;
using test::IsOk;
using Stub = v1::OrganizationService::Stub;

// Twenty days of the past, unevenly apart, today and tomorrow (it may come during the test), and
// one of the future.
std::vector<absl::CivilDay> EventDays() {
  std::vector<absl::CivilDay> event_days;
  for (int year = 2000; year < 2020; ++year) {
    event_days.emplace_back(year, 1 + year * 5 % 12, 1 + year * 7 % 28);
  }
  const absl::CivilDay today = api::LocalDay(absl::Now());
  event_days.insert(event_days.end(), {today, today + 1, today + 400});
  return event_days;
}

auto MethodOf(const v1::CreateOrganizationRequest&) {
  return &Stub::CreateOrganization;
}
auto MethodOf(const v1::UpdateOrganizationRequest&) {
  return &Stub::UpdateOrganization;
}
auto MethodOf(const v1::RenameOrganizationRequest&) {
  return &Stub::RenameOrganization;
}
auto MethodOf(const v1::MoveOrganizationRequest&) {
  return &Stub::MoveOrganization;
}
auto MethodOf(const v1::MergeOrganizationsRequest&) {
  return &Stub::MergeOrganizations;
}
auto MethodOf(const v1::SplitOrganizationRequest&) {
  return &Stub::SplitOrganization;
}
auto MethodOf(const v1::CloseOrganizationRequest&) {
  return &Stub::CloseOrganization;
}
auto MethodOf(const v1::ReopenOrganizationRequest&) {
  return &Stub::ReopenOrganization;
}
auto MethodOf(const v1::ChangeOrganizationLevelRequest&) {
  return &Stub::ChangeOrganizationLevel;
}
auto MethodOf(const v1::ChangeOrganizationCodeRequest&) {
  return &Stub::ChangeOrganizationCode;
}
auto MethodOf(const v1::CorrectOrganizationRequest&) {
  return &Stub::CorrectOrganization;
}

int64_t ToMicros(const google::protobuf::Timestamp& time) {
  return time.seconds() * 1'000'000 + time.nanos() / 1000;
}

std::string TextOf(const Request& request) {
  return std::visit(
      [](const auto& given) {
        return text::Cat(given.GetDescriptor()->name(), " ", given.ShortDebugString());
      },
      request);
}

const std::string& KindOf(size_t index) {
  static const std::vector<std::string> kKinds = {"create",       "update",      "rename", "move",
                                                  "merge",        "split",       "close",  "reopen",
                                                  "change level", "change code", "correct"};
  return kKinds[index];
}

}  // namespace

PlayedHistory::PlayedHistory() : days_(EventDays()), model_(days_) {}

void PlayedHistory::Play(History* history, int events) {
  const size_t enough = events_.size() + static_cast<size_t>(events);
  while (events_.size() < enough && !HasFatalFailure() && !HasNonfatalFailure()) {
    PlayOne(history->Next(api::LocalDay(absl::Now())));
  }
}

bool PlayedHistory::PlayOne(const Request& request) {
  absl::StatusOr<Picture> expected = model_.After(request, api::LocalDay(absl::Now()));
  const absl::StatusOr<Answer> answer = Send(request);
  Count& count = counts_[request.index()];
  (answer.ok() ? count.taken : count.refused) += 1;
  if (expected.ok() != answer.ok()) {
    const std::string name = std::visit(
        [](const auto& given) {
          if constexpr (requires { given.name(); }) {
            return given.name();
          } else {
            return given.organization().name();
          }
        },
        request);
    ADD_FAILURE() << "the model says: " << expected.status()
                  << "\nthe registry: " << answer.status() << "\nto event " << events_.size()
                  << ": " << TextOf(request) << "\nafter\n"
                  << EventsOf(std::string(organizations::IdOf(name)));
    return false;
  }
  const bool is_update = std::holds_alternative<v1::UpdateOrganizationRequest>(request);
  if (!answer.ok() || (is_update && expected->ChangedSince(model_.now()).empty())) {
    return false;
  }
  Record(request, *std::move(expected), *answer);
  return true;
}

absl::StatusOr<PlayedHistory::Answer> PlayedHistory::Send(const Request& request) {
  return std::visit(
      [&](const auto& given) -> absl::StatusOr<Answer> {
        auto answered = Call(Root(), MethodOf(given), given);
        if (!answered.ok()) {
          return answered.status();
        }
        Answer answer;
        if constexpr (requires { answered->event(); }) {
          answer.organization = answered->organization();
          answer.sequence = answered->event().sequence();
          answer.micros = ToMicros(answered->event().create_time());
        } else {
          answer.organization = *answered;
          answer.micros = ToMicros(answered->update_time());
          const std::string& etag = answered->etag();
          EXPECT_TRUE(absl::SimpleAtoi(etag.substr(1, etag.size() - 2), &answer.sequence)) << etag;
        }
        return answer;
      },
      request);
}

void PlayedHistory::Record(const Request& request, Picture picture, const Answer& answer) {
  const std::string id(organizations::IdOf(answer.organization.name()));
  if (const int index = picture.Find(kNoIdYet); index != kNobody) {
    picture.Edit(index).id = id;
  }
  Event event = {.sequence = answer.sequence, .text = TextOf(request), .touched = {}};
  for (const int changed : picture.ChangedSince(model_.now())) {
    event.touched.push_back(picture.row(changed).id);
  }
  EXPECT_TRUE(events_.empty() || (answer.sequence > events_.back().sequence &&
                                  answer.micros > model_.moments().back().micros));
  events_.push_back(std::move(event));
  Compare(picture, api::LocalDay(absl::FromUnixMicros(answer.micros)), answer.organization);
  model_.Accept(std::move(picture), answer.micros);
}

void PlayedHistory::Compare(const Picture& picture, absl::CivilDay day, v1::Organization message) {
  const std::string id(organizations::IdOf(message.name()));
  const int index = picture.Find(id);
  ASSERT_NE(index, kNobody) << id;
  message.clear_etag();
  message.clear_create_time();
  message.clear_update_time();
  message.clear_warnings();
  const v1::Organization expected = Expected(picture, index, days_, day);
  if (expected.SerializeAsString() != message.SerializeAsString()) {
    std::string difference;
    (void)test::ProtoDiffers(expected, message, &difference);
    ADD_FAILURE() << id << " on " << api::ToText(day) << ":\n"
                  << difference << "the registry says " << message.ShortDebugString() << "\nafter\n"
                  << EventsOf(id);
  }
}

void PlayedHistory::ExpectEnoughOfEverything(int least_taken, int least_refused) {
  for (size_t i = 0; i < counts_.size(); ++i) {
    const Count& count = counts_[i];
    std::printf("%-12s %4d taken, %4d refused\n", KindOf(i).c_str(), count.taken, count.refused);
    EXPECT_GE(count.taken, least_taken) << KindOf(i);
    EXPECT_GE(count.refused, least_refused) << KindOf(i);
  }
}

absl::CivilDay PlayedHistory::RandomDay(Chance* chance) const {
  // Also a few hundred days before the first.
  const absl::CivilDay from = chance->Percent(5) ? days_.day(0) - 300 : absl::CivilDay(1999, 1, 1);
  const int last = static_cast<int>(days_.day(days_.size() - 1) + 100 - from);
  return chance->Percent(40) ? days_.day(chance->Below(days_.size())) : from + chance->Below(last);
}

std::string PlayedHistory::EventsOf(const std::string& id) const {
  constexpr int kMost = 8;
  std::string shown;
  int count = 0;
  for (auto event = events_.rbegin(); event != events_.rend() && count < kMost; ++event) {
    if (std::find(event->touched.begin(), event->touched.end(), id) != event->touched.end()) {
      shown = text::Cat("  ", event->sequence, " ", event->text, "\n", shown);
      ++count;
    }
  }
  return shown;
}

}  // namespace eduplan::registry_model
