#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_PLAY_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_PLAY_H_

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "tests/contract/organizations/fixture.h"
#include "tests/contract/registry_model/history.h"
#include "tests/contract/registry_model/model.h"

namespace eduplan::registry_model {

// A registry over each database and the model, through the same history.
class PlayedHistory : public organizations::RegistryTest {
 protected:
  PlayedHistory();

  // Sends requests until so many events have been recorded. Fails if the registry takes or refuses
  // one that the model does not, or answers otherwise than the model.
  void Play(History* history, int events);
  // So that it can be seen that of every kind enough were taken and enough refused.
  void ExpectEnoughOfEverything(int least_taken, int least_refused);

  const Days& days() const { return days_; }
  Model& model() { return model_; }
  int64_t last_sequence() const { return events_.back().sequence; }
  // Any day from before the first to after the last one.
  absl::CivilDay RandomDay(Chance* chance) const;
  // An organization that the registry told must be what the picture has of it for that day.
  void Compare(const Picture& picture, absl::CivilDay day, v1::Organization message);
  // The last events that touched an organization, for the failure's message.
  std::string EventsOf(const std::string& id) const;

 private:
  struct Event {
    int64_t sequence = 0;
    std::string text;
    std::vector<std::string> touched;
  };
  // What is told of a change, whichever request it was.
  struct Answer {
    v1::Organization organization;
    int64_t sequence = 0;
    int64_t micros = 0;
  };
  struct Count {
    int taken = 0;
    int refused = 0;
  };

  absl::StatusOr<Answer> Send(const Request& request);
  // Whether an event was recorded.
  bool PlayOne(const Request& request);
  void Record(const Request& request, Picture picture, const Answer& answer);

  Days days_;
  Model model_;
  std::vector<Event> events_;
  std::array<Count, std::variant_size_v<Request>> counts_;
};

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_PLAY_H_
