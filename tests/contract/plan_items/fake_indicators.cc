#include "tests/contract/plan_items/fake_indicators.h"

#include <utility>

#include "absl/time/clock.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

indicator_v1::Indicator Make(
    const std::string& code, const std::string& name, const std::string& unit,
    indicator_v1::Aggregation aggregation = indicator_v1::AGGREGATION_SUM) {
  indicator_v1::Indicator indicator;
  indicator.set_name(text::Cat("indicators/", code));
  indicator.set_code(code);
  indicator.set_display_name(name);
  indicator.set_unit(unit);
  indicator.set_aggregation(aggregation);
  indicator.set_assessable(true);
  return indicator;
}

grpc::Status Down() {
  return {grpc::StatusCode::UNAVAILABLE, "down"};
}

}  // namespace

FakeIndicators::FakeIndicators()
    : indicators_({Make("seats", "新增学位", "个"), Make("teachers", "招聘教师", "人"),
                   Make("rate", "普惠性幼儿园覆盖率", "%", indicator_v1::AGGREGATION_RATIO),
                   Make("schools", "扩建小学", "所"), Make("patrols", "隐患排查", "人次"),
                   Make("care", "婴幼儿照护容量", "个")}) {}

void FakeIndicators::SetDown(bool down) {
  const std::lock_guard lock(mutex_);
  down_ = down;
}

void FakeIndicators::SetHung(bool hung) {
  const std::lock_guard lock(mutex_);
  hung_ = hung;
}

void FakeIndicators::LoseAnswers(bool lose) {
  const std::lock_guard lock(mutex_);
  lose_ = lose;
}

void FakeIndicators::SetTargets(bool allowed) {
  const std::lock_guard lock(mutex_);
  targets_ = allowed;
}

void FakeIndicators::Break(const std::string& period) {
  const std::lock_guard lock(mutex_);
  broken_ = period;
}

void FakeIndicators::SetSealed(const std::string& code, bool sealed) {
  const std::lock_guard lock(mutex_);
  if (sealed) sealed_.insert(code);
  if (!sealed) sealed_.erase(code);
}

void FakeIndicators::OnWrite(std::function<void()> function) {
  const std::lock_guard lock(mutex_);
  on_write_ = std::move(function);
}

void FakeIndicators::Correct(const std::string& key, const std::string& value) {
  const std::lock_guard lock(mutex_);
  values_[key].set_value(value);
  values_[key].set_version(++version_);
}

indicator_v1::BatchUpdateValuesRequest FakeIndicators::last() {
  const std::lock_guard lock(mutex_);
  return last_;
}

void FakeIndicators::Define(const indicator_v1::Indicator& indicator) {
  const std::lock_guard lock(mutex_);
  indicators_.push_back(indicator);
}

std::map<std::string, indicator_v1::Value> FakeIndicators::values() {
  const std::lock_guard lock(mutex_);
  return values_;
}

int FakeIndicators::written() {
  const std::lock_guard lock(mutex_);
  return written_;
}

std::set<std::string> FakeIndicators::tokens() {
  const std::lock_guard lock(mutex_);
  return tokens_;
}

grpc::Status FakeIndicators::Definitions::ListIndicators(
    grpc::ServerContext*, const indicator_v1::ListIndicatorsRequest*,
    indicator_v1::ListIndicatorsResponse* response) {
  const std::lock_guard lock(all_.mutex_);
  if (all_.down_) return Down();
  response->mutable_indicators()->Assign(all_.indicators_.begin(), all_.indicators_.end());
  return grpc::Status::OK;
}

void FakeIndicators::Writer::Write(const indicator_v1::BatchUpdateValuesRequest& request, int row,
                                   indicator_v1::BatchUpdateValuesResponse* response) {
  const indicator_v1::ValueInput& input = request.values(row);
  const auto refuse = [&](const std::string& field, const std::string& reason) {
    indicator_v1::RowError& error = *response->add_errors();
    error.set_row(row);
    error.set_field(text::Cat("values[", row, "].", field));
    error.set_reason(reason);
    error.set_message(text::Cat(error.field(), " is refused"));
    error.set_message_zh(text::Cat(error.field(), "不被接受"));
  };
  const indicator_v1::Indicator* definition = nullptr;
  for (const indicator_v1::Indicator& indicator : all_.indicators_) {
    if (indicator.name() == input.indicator()) definition = &indicator;
  }
  if (definition == nullptr) return refuse("indicator", "UNKNOWN_INDICATOR");
  const bool ratio = definition->aggregation() == indicator_v1::AGGREGATION_RATIO;
  const bool is_rate = input.content_case() == indicator_v1::ValueInput::kRateOnly;
  if (!input.clear()) {
    if (!input.unit().ends_with(definition->unit())) return refuse("unit", "UNIT_MISMATCH");
    if (ratio != is_rate) return refuse("value", "RATIO_NEEDS_PARTS");
  }
  if (all_.sealed_.contains(definition->code())) return refuse("indicator", "SEALED");
  const std::string key =
      text::Cat(request.period(), " ", static_cast<int>(request.kind()), " ", definition->code());
  const auto stands = all_.values_.find(key);
  const int64_t version = stands == all_.values_.end() ? 0 : stands->second.version();
  if (input.has_expected_version() && input.expected_version() != version) {
    return refuse("expected_version", "VERSION_CONFLICT");
  }
  indicator_v1::Value value;
  value.set_indicator(input.indicator());
  value.set_period(request.period());
  value.set_kind(request.kind());
  if (is_rate) value.set_rate_only(input.rate_only());
  if (!is_rate && !input.clear()) value.set_value(input.value());
  value.set_basis(input.basis());
  value.set_note(input.note());
  value.set_evidence(input.evidence());
  value.set_version(request.validate_only() ? version : ++all_.version_);
  *response->add_values() = value;
  if (request.validate_only()) return;
  ++all_.written_;
  if (input.clear()) {
    all_.values_.erase(key);
  } else {
    all_.values_[key] = value;
  }
}

grpc::Status FakeIndicators::Writer::BatchUpdateValues(
    grpc::ServerContext* context, const indicator_v1::BatchUpdateValuesRequest* request,
    indicator_v1::BatchUpdateValuesResponse* response) {
  std::unique_lock lock(all_.mutex_);
  if (const auto on_write = all_.on_write_) {
    lock.unlock();
    on_write();
    lock.lock();
  }
  if (all_.hung_) {
    lock.unlock();
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(5));
    return grpc::Status::CANCELLED;
  }
  for (const auto& [key, value] : context->client_metadata()) {
    if (key == "authorization") all_.tokens_.emplace(value.data(), value.size());
  }
  if (all_.down_) return Down();
  if (request->period() == all_.broken_) return {grpc::StatusCode::INTERNAL, "broken"};
  if (request->kind() == indicator_v1::VALUE_KIND_TARGET && !all_.targets_) {
    return status::ToGrpc(status::PermissionDenied("targets are a superior's", "目标由上级设定"));
  }
  const auto known = all_.answers_.find(request->request_id());
  if (!request->request_id().empty() && known != all_.answers_.end()) {
    *response = known->second;
    return all_.lose_ ? Down() : grpc::Status::OK;
  }
  if (!request->validate_only()) all_.last_ = *request;
  for (int row = 0; row < request->values_size(); ++row) Write(*request, row, response);
  if (!request->validate_only() && request->values(0).indicator() == "indicators/seats") {
    indicator_v1::CheckFinding& finding = *response->add_findings();
    finding.set_severity(indicator_v1::CheckFinding::SEVERITY_WARNING);
    finding.set_indicator("indicators/seats");
    finding.set_reason("CHANGE_ON_YEAR");
  }
  if (!request->validate_only()) {
    response->set_consistency_token(change_log::MakeToken("indicators", all_.version_));
    if (!request->request_id().empty()) all_.answers_[request->request_id()] = *response;
    if (all_.lose_) return Down();
  }
  return grpc::Status::OK;
}

}  // namespace eduplan::plan_items
