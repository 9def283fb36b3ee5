#include "services/plan_items/workflow.h"

#include <iterator>
#include <string>

#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using Plan = v1::Plan;

constexpr MoveRule kRules[] = {
    {Move::kSubmit, "submit", "submitted", "上报", Plan::STATE_DRAFT, Plan::STATE_RETURNED,
     Plan::STATE_SUBMITTED, auth::Action::kSubmit, false},
    {Move::kReturn, "return", "returned", "退回", Plan::STATE_SUBMITTED, Plan::STATE_SUBMITTED,
     Plan::STATE_RETURNED, auth::Action::kReview, true},
    {Move::kApprove, "approve", "approved", "审核通过", Plan::STATE_SUBMITTED,
     Plan::STATE_SUBMITTED, Plan::STATE_APPROVED, auth::Action::kReview, false},
    {Move::kPublish, "publish", "published", "发布", Plan::STATE_APPROVED, Plan::STATE_APPROVED,
     Plan::STATE_PUBLISHED, auth::Action::kReview, false},
    {Move::kDelete, "delete", "deleted", "删除", Plan::STATE_DRAFT, Plan::STATE_DRAFT,
     Plan::STATE_DELETED, auth::Action::kFile, false},
};

std::string_view ChineseName(Plan::State state) {
  switch (state) {
    case Plan::STATE_DRAFT:
      return "草稿";
    case Plan::STATE_SUBMITTED:
      return "已上报";
    case Plan::STATE_RETURNED:
      return "已退回";
    case Plan::STATE_APPROVED:
      return "已审核";
    case Plan::STATE_PUBLISHED:
      return "已发布";
    case Plan::STATE_DELETED:
      return "已删除";
    default:
      return "未知";
  }
}

}  // namespace

const MoveRule& RuleOf(Move move) {
  return kRules[static_cast<size_t>(move)];
}

absl::StatusOr<Plan::State> StateAfter(Move move, Plan::State from) {
  const MoveRule& rule = RuleOf(move);
  if (from == rule.from || from == rule.or_from) return rule.to;
  const std::string& now = Plan::State_Name(from);
  return status::Error(absl::StatusCode::kFailedPrecondition, "INVALID_TRANSITION")
      .Message(text::Cat("cannot ", rule.verb, " a plan in ", now),
               text::Cat("计划目前为“", ChineseName(from), "”，不能", rule.chinese))
      .Field("name", text::Cat("the plan is in ", now))
      .With("move", rule.verb)
      .With("state", now);
}

absl::Status CheckTextMayChange(Plan::State state) {
  if (state == Plan::STATE_DRAFT || state == Plan::STATE_RETURNED) return absl::OkStatus();
  const std::string& now = Plan::State_Name(state);
  return status::Error(absl::StatusCode::kFailedPrecondition, "PLAN_FILED")
      .Message(text::Cat("the text of a plan in ", now, " cannot be changed"),
               text::Cat("计划目前为“", ChineseName(state), "”，内容不能修改"))
      .Field("name", text::Cat("the plan is in ", now))
      .With("state", now);
}

}  // namespace eduplan::plan_items
