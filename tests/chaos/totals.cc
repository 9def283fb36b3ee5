#include "tests/chaos/totals.h"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <string_view>

#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"

namespace eduplan::chaos {
namespace {

namespace v1 = ::eduplan::indicator::v1;

constexpr absl::Duration kTimeout = absl::Seconds(10);

template <typename Request>
void Fill(const Question& question, Request* request) {
  for (const char* code : kCodes) request->add_indicators(code);
  request->set_consistency_token(question.token);
  if (question.read_time) *request->mutable_read_time() = *question.read_time;
}

// A number that cannot have been written where it is no whole number.
int64_t NumberOf(const std::string& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

Cell CellOf(const v1::RollupCell& rollup, bool ratio) {
  Cell cell = {.expected = rollup.completeness().expected(),
               .reported = rollup.completeness().reported()};
  cell.there = !rollup.value().empty();
  if (cell.there) cell.sum = NumberOf(ratio ? rollup.numerator() : rollup.value());
  if (cell.there && ratio) cell.divisor = NumberOf(rollup.denominator());
  return cell;
}

Row RowOf(const v1::Rollup& rollup) {
  constexpr std::string_view kBefore = "organizations/";
  const std::string& name = rollup.name();
  Row row;
  row.organization = name.substr(kBefore.size(), name.find("/rollups/") - kBefore.size());
  for (size_t i = 0; i < kIndicators; ++i) {
    row.cells[i].expected = -1;  // of a cell that is not in the answer
    for (const v1::RollupCell& cell : rollup.cells()) {
      if (cell.indicator() != fmt::format("indicators/{}", kCodes[i])) continue;
      row.cells[i] = CellOf(cell, i == kShare);
    }
  }
  return row;
}

}  // namespace

absl::StatusOr<v1::QueryRollupsResponse> ServiceTotals::Ask(int replica, const Question& question) {
  const auto stub = v1::RollupService::NewStub(world_.replica(replica));
  const client::Outgoing outgoing = world_.Outgoing(kTimeout);
  v1::QueryRollupsResponse answer;
  if (question.organizations.size() == 1) {
    v1::GetRollupRequest request;
    request.set_name(
        fmt::format("organizations/{}/rollups/{}", question.organizations[0], World::kPeriod));
    Fill(question, &request);
    EDUPLAN_RETURN_IF_ERROR(client::Invoke(
        outgoing, client::Idempotency::kNonIdempotent, [&](grpc::ClientContext* context) {
          return stub->GetRollup(context, request, answer.add_rollups());
        }));
    *answer.mutable_as_of() = answer.rollups(0).as_of();
    return answer;
  }
  v1::QueryRollupsRequest request;
  for (const std::string& organization : question.organizations) {
    request.add_organizations("organizations/" + organization);
  }
  request.add_periods(World::kPeriod);
  Fill(question, &request);
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(
      outgoing, client::Idempotency::kNonIdempotent,
      [&](grpc::ClientContext* context) { return stub->QueryRollups(context, request, &answer); }));
  return answer;
}

absl::StatusOr<v1::QueryRollupsResponse> StaleTotals::Ask(int replica, const Question& question) {
  EDUPLAN_ASSIGN_OR_RETURN(v1::QueryRollupsResponse answer, totals_.Ask(replica, question));
  if (question.read_time) return answer;
  int& asked = asked_[question.organizations];
  v1::QueryRollupsResponse& kept = kept_[question.organizations];
  if (asked++ % kEvery == 0) {
    kept = answer;
    return answer;
  }
  if (asked % kEvery != 0) return answer;
  if (what_ == What::kWhole) {
    ++stale_;
    return kept;
  }
  if (answer.rollups_size() > 1) {
    ++stale_;
    *answer.mutable_rollups(0) = kept.rollups(0);
    *answer.mutable_rollups(0)->mutable_as_of() = answer.as_of();
  }
  return answer;
}

void Record(const v1::QueryRollupsResponse& answer, Read* read) {
  read->as_of = {
      .sequence = answer.as_of().sequence(),
      .tree_sequence = answer.as_of().tree_sequence(),
      .time_us = api::ToMicros(
          api::FromProto(answer.as_of().time(), "as_of").value_or(absl::InfinitePast()))};
  std::string bytes;
  for (v1::Rollup rollup : answer.rollups()) {
    read->rows.push_back(RowOf(rollup));
    rollup.clear_as_of();
    rollup.AppendToString(&bytes);
  }
  read->content = std::hash<std::string>()(bytes);
}

}  // namespace eduplan::chaos
