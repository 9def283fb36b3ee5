#include <cstdlib>
#include <iostream>

#include "tests/contract/indicators_model/game.h"
#include "tests/support/redis_server.h"

namespace eduplan::indicators_model {

void Game::SetUp() {
  IndicatorsTest::SetUp();
  if (IsSkipped()) return;
  others_.push_back(AnotherServer());
  others_.push_back(AnotherServer());
}

void Game::Play(uint32_t seed, int steps) {
  chance_ = std::make_unique<Chance>(seed);
  ASSERT_NO_FATAL_FAILURE(DefineAll());
  ASSERT_NO_FATAL_FAILURE(GrowTree());
  for (int i = 0; i < steps; ++i) {
    ++step_;
    switch (chance_->Weighted({70, 24, 4, 2})) {
      case 0:
        WriteValues();
        break;
      case 1:
        MoveSeal();
        break;
      case 2:
        ChangeTree();
        break;
      default:
        AddEdition();
    }
    if (HasFatalFailure()) return;
    for (int questions = chance_->Below(3); questions > 0; --questions) {
      Ask();
      if (HasFatalFailure()) return;
    }
  }
}

namespace {

int FromEnvironment(const char* name, int otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::atoi(given);
}

class IndicatorsModelTest : public Game {
 protected:
  // EDUPLAN_MODEL_SEED repeats a game, EDUPLAN_MODEL_STEPS makes it longer.
  void PlayNew() {
    const auto seed = static_cast<uint32_t>(
        FromEnvironment("EDUPLAN_MODEL_SEED", static_cast<int>(std::random_device()() >> 1)));
    std::cout << "EDUPLAN_MODEL_SEED=" << seed << std::endl;
    SCOPED_TRACE(seed);
    Play(seed, FromEnvironment("EDUPLAN_MODEL_STEPS", 300));
  }
};
EDUPLAN_OVER_DATABASES(IndicatorsModelTest);

TEST_P(IndicatorsModelTest, EveryAnswerIsThatOfTheModel) {
  PlayNew();
}

class CachedIndicatorsModelTest : public IndicatorsModelTest {
 protected:
  std::string Redis() override { return redis_.Url(); }

 private:
  test::RedisServer redis_;
};
EDUPLAN_OVER_DATABASES(CachedIndicatorsModelTest);

TEST_P(CachedIndicatorsModelTest, EveryAnswerIsThatOfTheModel) {
  PlayNew();
}

}  // namespace
}  // namespace eduplan::indicators_model
