#ifndef EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_FAKE_INDICATORS_H_
#define EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_FAKE_INDICATORS_H_

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "eduplan/indicator/v1/value_service.grpc.pb.h"

namespace eduplan::plan_items {

namespace indicator_v1 = ::eduplan::indicator::v1;

// Definitions and values as eduplan-indicators keeps them, in memory: a request_id counts once, an
// expected version must be the one that stands, units are compared but not converted, and a target
// is refused unless `targets` says that the caller may set it.
class FakeIndicators {
 public:
  FakeIndicators();

  // Nothing is answered while it is down.
  void SetDown(bool down);
  // Writes are not answered until the caller gives up.
  void SetHung(bool hung);
  // Writes are carried out and their answers lost.
  void LoseAnswers(bool lose);
  void SetTargets(bool allowed);
  // Writes of that period fail inside.
  void Break(const std::string& period);
  // Values of that indicator are sealed.
  void SetSealed(const std::string& code, bool sealed);
  // Called at each write and check of one, before it is looked at.
  void OnWrite(std::function<void()> function);
  // Somebody writes a value there by another way.
  void Correct(const std::string& key, const std::string& value);
  void Define(const indicator_v1::Indicator& indicator);

  // "period kind code" -> as it stands.
  std::map<std::string, indicator_v1::Value> values();
  // How often a value was really written or cleared.
  int written();
  // The last request that was no check.
  indicator_v1::BatchUpdateValuesRequest last();
  std::set<std::string> tokens();

  indicator_v1::IndicatorService::Service& definitions() { return definitions_; }
  indicator_v1::ValueService::Service& writer() { return writer_; }

 private:
  class Definitions final : public indicator_v1::IndicatorService::Service {
   public:
    explicit Definitions(FakeIndicators& all) : all_(all) {}
    grpc::Status ListIndicators(grpc::ServerContext* context,
                                const indicator_v1::ListIndicatorsRequest* request,
                                indicator_v1::ListIndicatorsResponse* response) override;

   private:
    FakeIndicators& all_;
  };
  class Writer final : public indicator_v1::ValueService::Service {
   public:
    explicit Writer(FakeIndicators& all) : all_(all) {}
    grpc::Status BatchUpdateValues(grpc::ServerContext* context,
                                   const indicator_v1::BatchUpdateValuesRequest* request,
                                   indicator_v1::BatchUpdateValuesResponse* response) override;

   private:
    void Write(const indicator_v1::BatchUpdateValuesRequest& request, int row,
               indicator_v1::BatchUpdateValuesResponse* response);
    FakeIndicators& all_;
  };

  std::mutex mutex_;
  bool down_ = false;
  bool hung_ = false;
  bool lose_ = false;
  bool targets_ = false;
  std::string broken_;
  std::function<void()> on_write_;
  std::set<std::string> sealed_;
  indicator_v1::BatchUpdateValuesRequest last_;
  int written_ = 0;
  int64_t version_ = 100;
  std::vector<indicator_v1::Indicator> indicators_;
  std::map<std::string, indicator_v1::Value> values_;
  std::map<std::string, indicator_v1::BatchUpdateValuesResponse> answers_;  // by request_id
  std::set<std::string> tokens_;
  Definitions definitions_{*this};
  Writer writer_{*this};
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_TESTS_CONTRACT_PLAN_ITEMS_FAKE_INDICATORS_H_
