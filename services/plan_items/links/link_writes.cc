#include "services/plan_items/links/link_writes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/escaping.h"
#include "services/plan_items/linking/unit.h"
#include "services/plan_items/links/indicator_source.h"
#include "services/plan_items/validate.h"
#include "services/platform/api/digest.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr size_t kLongestEvidence = 500;  // characters

indicator_v1::ValueKind ToIndicators(v1::LinkValueKind kind) {
  switch (kind) {
    case v1::LINK_VALUE_KIND_TARGET:
      return indicator_v1::VALUE_KIND_TARGET;
    case v1::LINK_VALUE_KIND_DECLARED:
      return indicator_v1::VALUE_KIND_DECLARED;
    default:
      return indicator_v1::VALUE_KIND_FILED;
  }
}

std::string EvidenceOf(const v1::Link& link) {
  const std::string evidence = text::Cat(link.source(), " “", link.quote(), "”");
  return evidence.substr(0, PrefixOf(evidence, kLongestEvidence));
}

// 预计 in the words themselves.
indicator_v1::Basis BasisOf(const v1::Link& link) {
  const bool expected = link.quote().find("预计") != std::string::npos;
  return expected ? indicator_v1::BASIS_EXPECTED : indicator_v1::BASIS_UNSPECIFIED;
}

indicator_v1::ValueInput ValueOf(const v1::Link& link, const linking::Linker& definitions) {
  indicator_v1::ValueInput input;
  input.set_indicator(link.indicator());
  input.set_unit(link.unit());
  const int place = definitions.Find(std::string_view(link.indicator()).substr(11));
  bool ratio = false;
  if (place >= 0) {
    const indicator_v1::Indicator& definition = definitions.candidates()[place];
    ratio = definition.aggregation() == indicator_v1::AGGREGATION_RATIO;
    input.set_unit(linking::UnitFor(link.unit(), definition.unit()));
  }
  if (ratio) {
    input.set_rate_only(link.value());
  } else {
    input.set_value(link.value());
  }
  input.set_basis(BasisOf(link));
  input.set_note(link.note());
  input.set_evidence(EvidenceOf(link));
  if (link.has_expected_version()) input.set_expected_version(link.expected_version());
  return input;
}

// A UUID (version 8 of RFC 9562) of what is written.
std::string IdOf(const PlanId& plan, const LinkWrite& write, const std::string& decisions) {
  std::string digest = api::Sha256(text::Cat(plan.Name(), "\n", write.period(), "\n",
                                             static_cast<int>(write.kind()), decisions));
  digest.resize(16);
  digest[6] = static_cast<char>((digest[6] & 0x0F) | 0x80);
  digest[8] = static_cast<char>((digest[8] & 0x3F) | 0x80);
  const std::string hex = absl::BytesToHexString(digest);
  return text::Cat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-",
                   hex.substr(16, 4), "-", hex.substr(20));
}

}  // namespace

bool WritesValue(const v1::Link& link) {
  return link.verdict() == v1::Link::VERDICT_ACCEPTED &&
         link.value_kind() != v1::LINK_VALUE_KIND_NONE;
}

std::vector<LinkWrite> MakeWrites(const PlanId& plan, const linking::Linker& definitions,
                                  std::span<StoredLink*> links) {
  std::map<std::pair<std::string, int>, std::vector<StoredLink*>> groups;
  for (StoredLink* stored : links) {
    if (!WritesValue(stored->link)) continue;
    groups[{stored->link.period(), stored->link.value_kind()}].push_back(stored);
  }
  std::vector<LinkWrite> writes;
  for (const auto& [group, members] : groups) {
    LinkWrite& write = writes.emplace_back();
    write.set_parent(text::Cat("organizations/", plan.organization));
    write.set_period(group.first);
    write.set_kind(ToIndicators(static_cast<v1::LinkValueKind>(group.second)));
    write.set_reason(text::Cat("自", plan.Name(), "导入"));
    write.set_partial_success(true);
    std::string decisions;
    for (StoredLink* stored : members) {
      stored->write_row = write.values_size();
      *write.add_values() = ValueOf(stored->link, definitions);
      text::Append(&decisions, "\n", stored->link.measurement_id(), " ", stored->link.sequence());
    }
    write.set_request_id(IdOf(plan, write, decisions));
    for (StoredLink* stored : members) stored->write_id = write.request_id();
  }
  return writes;
}

void TakeAnswer(const absl::StatusOr<indicator_v1::BatchUpdateValuesResponse>& answer,
                const LinkWrite& write, StoredLink& stored) {
  v1::Link& link = stored.link;
  const auto refuse = [&](const std::string& reason, const std::string& english,
                          const std::string& chinese) {
    link.set_state(v1::Link::STATE_REFUSED);
    link.mutable_refusal()->set_reason(reason);
    link.mutable_refusal()->set_message(english);
    link.mutable_refusal()->set_message_zh(chinese);
  };
  if (!answer.ok()) {
    if (IsUndecided(answer.status())) return;
    refuse(status::ReasonOf(answer.status()), std::string(text::ToStd(answer.status().message())),
           status::ChineseMessageOf(answer.status()));
    return;
  }
  for (const indicator_v1::RowError& error : answer->errors()) {
    if (error.row() != stored.write_row) continue;
    refuse(error.reason(), error.message(), error.message_zh());
    return;
  }
  link.set_state(v1::Link::STATE_APPLIED);
  const std::string& indicator = write.values(stored.write_row).indicator();
  for (const indicator_v1::Value& value : answer->values()) {
    if (value.indicator() == indicator) link.set_value_version(value.version());
  }
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
