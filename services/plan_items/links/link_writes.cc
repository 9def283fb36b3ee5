#include "services/plan_items/links/link_writes.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/escaping.h"
#include "services/plan_items/linking/unit.h"
#include "services/plan_items/links/withdrawals.h"
#include "services/plan_items/validate.h"
#include "services/platform/api/digest.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using Withdrawal = v1::Link::Withdrawal;

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

// A value to be made missing again, if it is the one that was written.
indicator_v1::ValueInput Withdraw(const v1::Link& link, const v1::Link::WrittenValue& value) {
  indicator_v1::ValueInput input;
  input.set_indicator(value.indicator());
  input.set_clear(true);
  input.set_evidence(EvidenceOf(link));
  input.set_expected_version(value.version());
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

// What one request is made of.
struct Group {
  std::vector<StoredLink*> written;
  std::vector<std::pair<StoredLink*, int>> withdrawn;  // of its withdrawals which
};
using GroupKey = std::tuple<int64_t, std::string, int>;  // decision, period, kind

std::map<GroupKey, Group> GroupsOf(std::span<StoredLink*> links) {
  std::map<GroupKey, Group> groups;
  for (StoredLink* stored : links) {
    const v1::Link& link = stored->link;
    if (NeedsWrite(*stored) && stored->write_id.empty()) {
      groups[{link.sequence(), link.period(), link.value_kind()}].written.push_back(stored);
    }
    stored->withdraw_ids.resize(link.withdrawals_size());
    for (int i = 0; i < link.withdrawals_size(); ++i) {
      if (link.withdrawals(i).state() != Withdrawal::STATE_PENDING) continue;
      if (!stored->withdraw_ids[i].empty()) continue;
      const v1::Link::WrittenValue& value = link.withdrawals(i).value();
      groups[{link.sequence(), value.period(), value.value_kind()}].withdrawn.emplace_back(stored,
                                                                                           i);
    }
  }
  return groups;
}

// Adds what is withdrawn to what is written. What figures gave up and another one takes over in the
// same request is replaced: one that expects nothing there knows the version that goes.
void AddWithdrawals(const Group& group, LinkWrite& write) {
  struct Given {
    const v1::Link* link = nullptr;
    v1::Link::WrittenValue value;
  };
  // Of two figures that wrote the same place the later one's stands.
  std::map<std::string, Given> given_up;
  for (const auto& [stored, place] : group.withdrawn) {
    const v1::Link::WrittenValue& value = stored->link.withdrawals(place).value();
    Given& given = given_up[value.indicator()];
    if (value.version() >= given.value.version()) given = {&stored->link, value};
  }
  for (const auto& [indicator, given] : given_up) {
    const int row = RowOf(write, indicator);
    if (row < 0) {
      *write.add_values() = Withdraw(*given.link, given.value);
      continue;
    }
    indicator_v1::ValueInput& written = *write.mutable_values(row);
    if (written.has_expected_version() && written.expected_version() == 0) {
      written.set_expected_version(given.value.version());
    }
  }
}

std::string ReasonOf(const PlanId& plan, const Group& group) {
  if (group.withdrawn.empty()) return text::Cat("自", plan.Name(), "导入");
  return text::Cat(group.written.empty() ? "撤回自" : "更正自", plan.Name(), "导入的数据");
}

LinkWrite MakeWrite(const PlanId& plan, const linking::Linker& definitions, const GroupKey& key,
                    const Group& group) {
  LinkWrite write;
  write.set_parent(text::Cat("organizations/", plan.organization));
  write.set_period(std::get<1>(key));
  write.set_kind(ToIndicators(static_cast<v1::LinkValueKind>(std::get<2>(key))));
  write.set_reason(ReasonOf(plan, group));
  write.set_partial_success(true);
  std::string decisions;
  for (StoredLink* stored : group.written) {
    stored->write_row = write.values_size();
    *write.add_values() = ValueOf(stored->link, definitions);
    text::Append(&decisions, "\n", stored->link.measurement_id(), " ", stored->link.sequence());
  }
  for (const auto& [stored, place] : group.withdrawn) {
    const v1::Link::WrittenValue& value = stored->link.withdrawals(place).value();
    text::Append(&decisions, "\n-", value.indicator(), " ", stored->link.measurement_id(), " ",
                 stored->link.sequence());
  }
  AddWithdrawals(group, write);
  write.set_request_id(IdOf(plan, write, decisions));
  for (StoredLink* stored : group.written) stored->write_id = write.request_id();
  for (const auto& [stored, place] : group.withdrawn) {
    stored->withdraw_ids[place] = write.request_id();
  }
  return write;
}

}  // namespace

bool NeedsWrite(const StoredLink& stored) {
  return WritesValue(stored.link) && stored.write_row != kAnswered &&
         stored.link.state() == v1::Link::STATE_PENDING;
}

bool NeedsRequest(const StoredLink& stored) {
  if (NeedsWrite(stored) && stored.write_id.empty()) return true;
  for (int i = 0; i < stored.link.withdrawals_size(); ++i) {
    if (stored.link.withdrawals(i).state() != Withdrawal::STATE_PENDING) continue;
    if (stored.withdraw_ids[i].empty()) return true;
  }
  return false;
}

std::vector<std::string> RequestsOf(const StoredLink& stored) {
  std::vector<std::string> ids;
  if (NeedsWrite(stored) && !stored.write_id.empty()) ids.push_back(stored.write_id);
  for (int i = 0; i < stored.link.withdrawals_size(); ++i) {
    if (stored.link.withdrawals(i).state() != Withdrawal::STATE_PENDING) continue;
    const std::string& id = stored.withdraw_ids[i];
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

int RowOf(const LinkWrite& write, std::string_view indicator) {
  for (int row = 0; row < write.values_size(); ++row) {
    if (write.values(row).indicator() == indicator) return row;
  }
  return -1;
}

std::vector<LinkWrite> MakeWrites(const PlanId& plan, const linking::Linker& definitions,
                                  std::span<StoredLink*> links) {
  std::vector<LinkWrite> writes;
  for (const auto& [key, group] : GroupsOf(links)) {
    writes.push_back(MakeWrite(plan, definitions, key, group));
  }
  return writes;
}

}  // namespace eduplan::plan_items
