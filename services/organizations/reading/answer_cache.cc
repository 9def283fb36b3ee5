#include "services/organizations/reading/answer_cache.h"

#include <algorithm>
#include <optional>

#include "services/organizations/reading/moment.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

// Beyond so many changes at once it is cheaper to begin anew.
constexpr size_t kMostChanged = 5000;
// Days, mostly; of one subject.
constexpr size_t kMostQuestions = 8;

std::string Name(AnswerCache::Subject subject, std::string_view key) {
  return text::Cat(subject == AnswerCache::Subject::kOrganization ? "o/" : "c/", key);
}

// Every subject that these organizations concern: what they are, and what codes they ever bore.
absl::StatusOr<std::vector<std::string>> SubjectsOf(sql::Transaction& transaction,
                                                    const std::vector<std::string>& ids) {
  std::vector<std::string> subjects;
  subjects.reserve(2 * ids.size());
  for (const std::string& id : ids) {
    subjects.push_back(Name(AnswerCache::Subject::kOrganization, id));
  }
  EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) -> absl::Status {
    sql::Params params;
    const std::string where = InList("id", chunk, &params);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction.Query("SELECT DISTINCT code FROM organization_codes WHERE " + where, params));
    for (const sql::Row& row : rows) {
      subjects.push_back(Name(AnswerCache::Subject::kCode, row[0].text()));
    }
    return absl::OkStatus();
  }));
  return subjects;
}

}  // namespace

AnswerCache::Answer AnswerCache::Find(const change_log::Tick& tick, Subject subject,
                                      std::string_view key, std::string_view question) {
  const std::string name = Name(subject, key);
  const std::lock_guard lock(mutex_);
  if (!SameTick(tick, tick_)) {
    return nullptr;
  }
  for (Half* half : {&young_, &old_}) {
    const auto found = half->by_subject.find(name);
    if (found == half->by_subject.end()) {
      continue;
    }
    for (const auto& [asked, answer] : found->second) {
      if (asked == question) {
        const Answer result = answer;
        if (half == &old_) {
          Hold(name, question, result);
        }
        return result;
      }
    }
  }
  return nullptr;
}

void AnswerCache::Hold(std::string_view subject, std::string_view question, Answer answer) {
  const size_t bytes = answer->SpaceUsedLong() + subject.size() + question.size() + 100;
  if (young_.bytes + bytes > most_bytes_ / 2) {
    old_ = std::exchange(young_, Half());
  }
  Answers& answers = young_.by_subject[std::string(subject)];
  // Bytes of what makes room stay counted, so that the half fills all the sooner.
  if (answers.size() >= kMostQuestions) {
    answers.erase(answers.begin());
  }
  answers.emplace_back(question, std::move(answer));
  young_.bytes += bytes;
}

void AnswerCache::Add(const change_log::Tick& tick, Subject subject, std::string_view key,
                      std::string_view question, Answer answer) {
  const std::string name = Name(subject, key);
  const std::lock_guard lock(mutex_);
  if (SameTick(tick, tick_)) {
    Hold(name, question, std::move(answer));
  }
}

void AnswerCache::Clear(const change_log::Tick& tick) {
  young_ = old_ = Half();
  tick_ = tick;
}

absl::Status AnswerCache::Advance(const change_log::Tick& tick) {
  const std::lock_guard advancing(advancing_);
  change_log::Tick held;
  {
    const std::lock_guard lock(mutex_);
    held = tick_;
  }
  if (SameTick(held, tick)) {
    return absl::OkStatus();
  }
  bool known = false;
  std::optional<std::vector<std::string>> subjects;
  EDUPLAN_RETURN_IF_ERROR(database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    subjects.reset();
    EDUPLAN_ASSIGN_OR_RETURN(known, HadTick(transaction, held));
    if (!known || held.sequence > tick.sequence) {
      return absl::OkStatus();
    }
    EDUPLAN_ASSIGN_OR_RETURN(const auto ids,
                             ChangedIn(transaction, held.sequence, tick.sequence, kMostChanged));
    if (ids.has_value()) {
      EDUPLAN_ASSIGN_OR_RETURN(subjects, SubjectsOf(transaction, *ids));
    }
    return absl::OkStatus();
  }));
  const std::lock_guard lock(mutex_);
  if (known && held.sequence > tick.sequence) {
    return absl::OkStatus();
  }
  if (!subjects.has_value()) {
    Clear(tick);
    return absl::OkStatus();
  }
  for (const std::string& subject : *subjects) {
    young_.by_subject.erase(subject);
    old_.by_subject.erase(subject);
  }
  tick_ = tick;
  return absl::OkStatus();
}

}  // namespace eduplan::organizations
