#include "services/indicators/values/value_events.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "nlohmann/json.hpp"
#include "services/indicators/rollups/versions.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/successions.h"

namespace eduplan::indicators {
namespace {

using tree::Forest;

constexpr size_t kMostListed = 200;
using Sheets = std::map<std::pair<std::string_view, std::string_view>,  // organization, period
                        std::vector<const ValueRow*>>;

void AddAbove(const Forest& forest, std::string_view organization, std::set<std::string>* nodes) {
  nodes->insert(std::string(organization));
  const Forest::Index node = forest.Find(organization);
  if (node == Forest::kNone) return;
  for (const Forest::Index above : forest.EverAncestors(node)) {
    nodes->emplace(forest.Id(above));
  }
}

// The nodes whose totals are made of the organization's figures, on whatever boundaries.
std::set<std::string> NodesAbove(const Forest& forest, std::string_view organization) {
  std::set<std::string> nodes;
  AddAbove(forest, organization, &nodes);
  for (const std::string& heir : forest.successions().EverHeirs(organization)) {
    AddAbove(forest, heir, &nodes);
  }
  return nodes;
}

std::string DetailOf(std::string_view period, const std::vector<const ValueRow*>& rows,
                     const WriteOptions& options) {
  nlohmann::json detail = {{"period", period},
                           {"kind", v1::ValueKind_Name(options.kind)},
                           {"count", rows.size()},
                           {"reason", options.reason}};
  if (!options.load.empty()) {
    detail["load"] = options.load;
  } else if (rows.size() <= kMostListed) {
    nlohmann::json& values = detail["values"] = nlohmann::json::array();
    for (const ValueRow* row : rows) {
      values.push_back(
          {{"indicator", row->indicator},
           {"value",
            row->entry.content == Entry::Content::kNumber ? FormatDecimal(row->entry.amount) : ""},
           {"content", static_cast<int>(row->entry.content)}});
    }
  }
  return detail.dump();
}

}  // namespace

absl::Status AnnounceValues(change_log::Change& change, const Forest& forest,
                            const WriteResult& result, const WriteOptions& options,
                            std::vector<sql::Statement>* statements) {
  Sheets sheets;
  std::vector<const ValueRow*>* last = nullptr;
  for (const NewValue& value : result.written) {
    const ValueRow& row = value.row;
    if (last == nullptr || last->back()->organization != row.organization ||
        last->back()->period != row.period) {
      last = &sheets[{row.organization, row.period}];
    }
    last->push_back(&row);
  }
  std::set<VersionKey> keys;
  for (const auto& [place, rows] : sheets) {
    const auto& [organization, period] = place;
    for (const std::string& node : NodesAbove(forest, organization)) keys.emplace(node, period);
    const std::string subject = text::Cat("organizations/", organization, "/values/", period);
    const std::string detail = DetailOf(period, rows, options);
    EDUPLAN_RETURN_IF_ERROR(
        change.Emit("eduplan.indicator.value.updated", subject, organization, detail));
    EDUPLAN_RETURN_IF_ERROR(change.Audit("values.update", subject, detail));
  }
  statements->push_back(
      {"INSERT INTO value_changes (sequence, principal, reason, time_us) VALUES ($1, $2, $3, $4)",
       {change.sequence(), change.principal().Actor(), options.reason,
        api::ToMicros(change.time())}});
  std::vector<sql::Statement> bumps = BumpStatements(keys);
  std::move(bumps.begin(), bumps.end(), std::back_inserter(*statements));
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
