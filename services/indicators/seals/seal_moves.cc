#include "services/indicators/seals/seal_moves.h"

#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using v1::Seal;

std::string_view Chinese(Seal::State state) {
  switch (state) {
    case Seal::STATE_SUBMITTED:
      return "已上报";
    case Seal::STATE_APPROVED:
      return "已审定";
    default:
      return "填报中";
  }
}

absl::Status NoWay(const FiledVersion& before, std::string_view english, std::string_view chinese) {
  const std::string from = Seal::State_Name(before.state);
  return status::Error(absl::StatusCode::kFailedPrecondition, "INVALID_TRANSITION")
      .Message(text::Cat("a seal in ", from, before.open.empty() ? "" : " with open cells",
                         " cannot be ", english),
               text::Cat("“", Chinese(before.state), "”的数据不能", chinese))
      .Field("target", "not reachable")
      .With("from", from);
}

FiledVersion Next(const FiledVersion& before, int64_t now) {
  FiledVersion next = before;
  next.valid_from = now;
  next.valid_to = std::numeric_limits<int64_t>::max();
  next.change_id.clear();
  return next;
}

// Leaves only the overrides that say something else than the version itself.
void DropIdle(FiledVersion* version) {
  std::erase_if(version->overrides, [&](const auto& entry) {
    return entry.second == FiledSequences{version->submitted, version->approved};
  });
}

void Override(const std::string& code, const FiledSequences& sequences, FiledVersion* version) {
  version->overrides[code] = sequences;
}

}  // namespace

absl::StatusOr<FiledVersion> Submitted(const FiledVersion& before, int64_t now) {
  if (before.state != Seal::STATE_OPEN && before.open.empty()) {
    return NoWay(before, "submitted: nothing in it is open", "再次上报：没有待更正的指标");
  }
  FiledVersion next = Next(before, now);
  next.state = Seal::STATE_SUBMITTED;
  next.submitted = now;
  for (auto& [code, sequences] : next.overrides) sequences.submitted = now;
  next.open.clear();
  DropIdle(&next);
  return next;
}

absl::StatusOr<FiledVersion> Approved(const FiledVersion& before, int64_t now) {
  if (before.state == Seal::STATE_OPEN) return NoWay(before, "approved", "审定，须先上报");
  FiledVersion next = Next(before, now);
  next.state = Seal::STATE_APPROVED;
  if (before.state == Seal::STATE_APPROVED) {
    next.overrides.clear();
    for (const auto& [code, meanwhile] : before.open) Override(code, before.Of(code), &next);
    next.submitted = next.approved = now;
  } else {
    next.approved = next.submitted;
    for (auto& [code, sequences] : next.overrides) sequences.approved = sequences.submitted;
  }
  DropIdle(&next);
  return next;
}

absl::StatusOr<FiledVersion> Returned(const FiledVersion& before,
                                      std::span<const std::string> codes, int64_t now) {
  if (before.state == Seal::STATE_OPEN) return NoWay(before, "returned", "退回，尚未上报");
  FiledVersion next = Next(before, now);
  if (codes.empty()) {
    next.state = Seal::STATE_OPEN;
    next.submitted = next.approved;
    for (auto& [code, sequences] : next.overrides) sequences.submitted = sequences.approved;
    next.open.clear();
  }
  for (const std::string& code : codes) {
    const int64_t approved = before.Of(code).approved;
    Override(code, {approved, approved}, &next);
    next.open[code] = approved > 0 ? Seal::MEANWHILE_KEEP : Seal::MEANWHILE_WITHDRAW;
  }
  DropIdle(&next);
  return next;
}

absl::StatusOr<FiledVersion> Recalled(const FiledVersion& before, const FiledVersion* earlier,
                                      int64_t now) {
  if (before.state != Seal::STATE_SUBMITTED) {
    return NoWay(before, "recalled by its filer", "由填报单位撤回");
  }
  if (before.approved == 0) return Returned(before, {}, now);
  if (earlier == nullptr) {
    return NoWay(before, "recalled by its filer: the review has begun",
                 "由填报单位撤回：审核已经开始");
  }
  return Next(*earlier, now);
}

absl::StatusOr<FiledVersion> Reopened(const FiledVersion& before,
                                      std::span<const std::string> codes, Seal::Meanwhile meanwhile,
                                      int64_t now) {
  if (before.state == Seal::STATE_OPEN) {
    return NoWay(before, "reopened", "下达更正单：尚未上报，可直接修改");
  }
  FiledVersion next = Next(before, now);
  for (const std::string& code : codes) {
    if (meanwhile == Seal::MEANWHILE_WITHDRAW) {
      next.open[code] = Seal::MEANWHILE_WITHDRAW;
      Override(code, {}, &next);
    } else {
      next.open.emplace(code, Seal::MEANWHILE_KEEP);
    }
  }
  DropIdle(&next);
  return next;
}

}  // namespace eduplan::indicators
