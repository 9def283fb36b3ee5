#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_GAME_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_GAME_H_

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/indicators/fixture.h"
#include "tests/contract/indicators_model/totals.h"
#include "tests/contract/registry_model/chance.h"

namespace eduplan::indicators_model {

using registry_model::Chance;

// What is asked in a game: of whom, for when, how.
struct Question {
  int step = 0;
  std::optional<google::protobuf::Timestamp> read_time;
  v1::View view = v1::VIEW_LIVE;
  v1::Hierarchy hierarchy = v1::HIERARCHY_AT_PERIOD;
  v1::Figures figures = v1::FIGURES_FILED;

  Facet ToFacet() const;
};

// A random game on three servers of one database: everything that is said to them is noted in the
// facts, and what they answer is compared with the totals of these.
class Game : public indicators::IndicatorsTest {
 protected:
  void SetUp() override;
  // Definitions, a tree, then steps, with questions in between.
  void Play(uint32_t seed, int steps);

 private:
  // Moves; each is a step and notes what it did.
  void DefineAll();
  void DefineOne(const std::string& code, v1::Aggregation aggregation, const std::string& numerator,
                 const std::string& denominator);
  void AddEdition();
  void GrowTree();
  void ChangeTree();
  void WriteValues();
  void MoveSeal();

  // What an event of the tree does to it.
  void Send(const Tree& before, const Tree& after);
  void MoveTo(const std::string& id, const std::string& parent, Day day, Tree* tree);
  void End(const std::string& id, Day day, Tree* tree);
  void Merge(const std::string& from, const std::string& into, Tree* tree);
  void Split(const std::string& id, Tree* tree);

  bool Closed(const std::string& organization, const Span& span, const std::string& code) const;
  void ConfirmWarnings(const std::string& organization, const Span& span);
  Expression RandomFormula(const std::vector<std::string>& codes, int depth);
  Entry RandomEntry(const Definition& definition, v1::ValueKind kind);
  Span RandomSpan();
  std::string RandomOrganization(int most_level = 9);

  // Questions.
  void Ask();
  void AskOne(const Question& question);
  void AskTable(const Question& question);
  void Compare(const Question& question, const std::string& organization, const Span& span,
               bool compared, const v1::Rollup& answer);
  std::vector<std::string> Expected(const Question& question, const std::string& organization,
                                    const Span& span, const std::string& code, Totals& totals,
                                    bool compared);
  void ExpectComparison(const Question& question, const std::string& organization, const Span& span,
                        const std::string& code, Totals& totals,
                        std::vector<std::string>* expected);
  std::optional<Rational> Own(const Question& question, const std::string& organization,
                              const std::string& code, const Span& span, v1::ValueKind kind) const;

  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> CallAny(grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                                         const Request&, Response*),
                                   const Request& request) {
    grpc::ClientContext context;
    Prepare(indicators::Root(), &context);
    Response response;
    const int at = chance_->Below(static_cast<int>(others_.size()) + 1);
    indicators::IndicatorsServer& one = at == 0 ? server() : *others_[static_cast<size_t>(at) - 1];
    const auto stub = Service::NewStub(one.channel());
    const grpc::Status status = (stub.get()->*method)(&context, request, &response);
    if (!status.ok()) return status::FromGrpc(status);
    return response;
  }

  std::unique_ptr<Chance> chance_;
  std::vector<std::unique_ptr<indicators::IndicatorsServer>> others_;
  Facts facts_;
  int step_ = 0;
  std::vector<std::string> codes_;
  std::set<std::string> edited_;
  Day event_day_ = Day(2020, 2, 1);
  int next_id_ = 1;
  std::vector<std::pair<int, google::protobuf::Timestamp>> moments_;
};

}  // namespace eduplan::indicators_model

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_GAME_H_
