#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_ANSWER_CACHE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_ANSWER_CACHE_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// Answers about single organizations as of one tick of the registry's clock. A later tick drops
// just those that the changes between the two concern. Bounded; forgets what was not asked for
// lately. Thread-safe.
class AnswerCache {
 public:
  using Answer = std::shared_ptr<const google::protobuf::Message>;
  // What an answer depends on: an organization by its id, or everyone who ever bore a code.
  enum class Subject { kOrganization, kCode };

  explicit AnswerCache(sql::Database& database, size_t most_bytes = size_t{64} << 20)
      : database_(database), most_bytes_(most_bytes) {}

  // The answer to `question` (anything that tells questions about one subject apart) under this
  // tick; null if it is not known.
  Answer Find(const change_log::Tick& tick, Subject subject, std::string_view key,
              std::string_view question);
  // Brings what is held forward to the tick; without effect if it is older.
  absl::Status Advance(const change_log::Tick& tick);
  // Holds an answer as of the tick, unless others are held by now.
  void Add(const change_log::Tick& tick, Subject subject, std::string_view key,
           std::string_view question, Answer answer);

 private:
  using Answers = std::vector<std::pair<std::string, Answer>>;
  // Two halves: one fills, and what is found in the other moves over; when one is full the other is
  // dropped.
  struct Half {
    absl::flat_hash_map<std::string, Answers> by_subject;
    size_t bytes = 0;
  };

  void Hold(std::string_view subject, std::string_view question, Answer answer);
  void Clear(const change_log::Tick& tick);

  sql::Database& database_;
  const size_t most_bytes_;
  std::mutex advancing_;  // one at a time: the others find what it did
  std::mutex mutex_;
  change_log::Tick tick_;
  Half young_;
  Half old_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_ANSWER_CACHE_H_
