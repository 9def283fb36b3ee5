#include "services/plan_items/links/link_answers.h"

#include <algorithm>
#include <utility>

#include "services/plan_items/links/link_writes.h"
#include "services/plan_items/links/withdrawals.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using Withdrawal = v1::Link::Withdrawal;
using Answer = absl::StatusOr<indicator_v1::BatchUpdateValuesResponse>;

void Refuse(const std::string& reason, const std::string& english, const std::string& chinese,
            v1::Link& link) {
  link.mutable_refusal()->set_reason(reason);
  link.mutable_refusal()->set_message(english);
  link.mutable_refusal()->set_message_zh(chinese);
}

// Whether that row was refused, and why into the link.
bool IsRefused(const Answer& answer, int row, v1::Link& link) {
  if (!answer.ok()) {
    Refuse(status::ReasonOf(answer.status()), std::string(text::ToStd(answer.status().message())),
           status::ChineseMessageOf(answer.status()), link);
    return true;
  }
  for (const indicator_v1::RowError& error : answer->errors()) {
    if (error.row() != row) continue;
    Refuse(error.reason(), error.message(), error.message_zh(), link);
    return true;
  }
  return false;
}

void TakeWrite(const Answer& answer, const LinkWrite& write, StoredLink& stored) {
  v1::Link& link = stored.link;
  const int row = std::exchange(stored.write_row, kAnswered);
  if (IsRefused(answer, row, link)) return;
  for (const indicator_v1::Value& value : answer->values()) {
    if (value.indicator() == write.values(row).indicator()) {
      link.set_value_version(value.version());
    }
  }
  *link.mutable_written() = PlaceOf(link);
  link.mutable_written()->set_version(link.value_version());
}

void TakeWithdrawal(const Answer& answer, const LinkWrite& write, Withdrawal& withdrawal,
                    v1::Link& link) {
  const int row = RowOf(write, withdrawal.value().indicator());
  const auto superseded = [&](const indicator_v1::RowError& error) {
    return error.row() == row && IsSuperseded(write, error);
  };
  if (answer.ok() && std::any_of(answer->errors().begin(), answer->errors().end(), superseded)) {
    withdrawal.set_state(Withdrawal::STATE_SUPERSEDED);
  } else if (IsRefused(answer, row, link)) {
    withdrawal.set_state(Withdrawal::STATE_REFUSED);
    return;
  } else {
    withdrawal.set_state(Withdrawal::STATE_DONE);
  }
  if (SamePlace(link.written(), withdrawal.value())) link.clear_written();
}

// The state of a decision of which nothing is left to be answered.
void Settle(StoredLink& stored) {
  v1::Link& link = stored.link;
  const auto is = [](Withdrawal::State state) {
    return [state](const Withdrawal& withdrawal) { return withdrawal.state() == state; };
  };
  const auto& all = link.withdrawals();
  if (NeedsWrite(stored) || std::any_of(all.begin(), all.end(), is(Withdrawal::STATE_PENDING))) {
    return;
  }
  if (link.has_refusal()) {
    link.set_state(v1::Link::STATE_REFUSED);
  } else {
    link.set_state(WritesValue(link) ? v1::Link::STATE_APPLIED : v1::Link::STATE_DECIDED);
  }
}

}  // namespace

bool IsSuperseded(const LinkWrite& write, const indicator_v1::RowError& error) {
  return error.reason() == "VERSION_CONFLICT" && write.values(error.row()).clear();
}

void TakeAnswer(const Answer& answer, const LinkWrite& write, StoredLink& stored) {
  const std::string& id = write.request_id();
  const bool writes = NeedsWrite(stored) && stored.write_id == id;
  for (int i = 0; i < stored.link.withdrawals_size(); ++i) {
    Withdrawal& withdrawal = *stored.link.mutable_withdrawals(i);
    if (withdrawal.state() != Withdrawal::STATE_PENDING || stored.withdraw_ids[i] != id) continue;
    TakeWithdrawal(answer, write, withdrawal, stored.link);
  }
  if (writes) TakeWrite(answer, write, stored);
  Settle(stored);
}

v1::LinkFinding ToFinding(const indicator_v1::CheckFinding& finding, const std::string& period) {
  v1::LinkFinding converted;
  converted.set_severity(finding.severity() == indicator_v1::CheckFinding::SEVERITY_ERROR
                             ? v1::LinkFinding::SEVERITY_ERROR
                             : v1::LinkFinding::SEVERITY_WARNING);
  converted.set_indicator(finding.indicator());
  converted.set_period(period);
  converted.set_reason(finding.reason());
  converted.set_message(finding.message());
  converted.set_message_zh(finding.message_zh());
  return converted;
}

}  // namespace eduplan::plan_items
