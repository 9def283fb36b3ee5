#include "services/indicators/values/targets.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/indicators/values/cell_checks.h"
#include "services/indicators/values/target_parts.h"
#include "services/indicators/values/value_writer.h"
#include "services/indicators/values/values.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using status::InvalidField;

constexpr int kMostParts = 5000;

std::string PlaceOf(int part) {
  return text::Cat("parts[", part, "]");
}

// Those right below on the indicator's reference day, by id.
std::vector<TargetPart> PartsOf(const tree::Forest& forest, const std::string& organization,
                                const Definition& definition, const Period& period) {
  const tree::Day day = tree::ToDay(definition.ReferenceDay(period));
  const tree::Forest::Index node = forest.Find(organization);
  std::vector<TargetPart> parts;
  if (node == tree::Forest::kNone) return parts;
  for (const tree::Forest::Index child : forest.Children(node, day)) {
    parts.push_back({std::string(forest.Id(child)), std::string(forest.At(child, day).name)});
  }
  return parts;
}

// The targets of the organization and of all who ever stood right below it.
absl::StatusOr<TargetTable> ReadTargets(sql::Transaction& transaction, const tree::Forest& forest,
                                        const std::string& organization, const Period& period) {
  std::vector<std::string> organizations = {organization};
  const tree::Forest::Index node = forest.Find(organization);
  if (node != tree::Forest::kNone) {
    for (const tree::Forest::Index child : forest.EverChildren(node)) {
      organizations.emplace_back(forest.Id(child));
    }
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      std::vector<ValueRow> rows,
      ReadValues(transaction, period.text(), organizations, kCurrent, v1::VALUE_KIND_TARGET));
  TargetTable table;
  for (ValueRow& row : rows) {
    if (row.entry.content == Entry::Content::kNumber ||
        row.entry.content == Entry::Content::kRateOnly) {
      table.Set(std::move(row.organization), std::move(row.indicator), row.entry.amount);
    }
  }
  return table;
}

// The ids of the parts, each once.
absl::StatusOr<std::vector<std::string>> OrganizationsOf(
    const v1::DecomposeTargetRequest& request) {
  if (request.parts().empty()) {
    return InvalidField("parts", "NO_PARTS", "at least one part is required",
                        "至少须有一个分解对象")
        .Build();
  }
  if (request.parts_size() > kMostParts) {
    return InvalidField("parts", "TOO_MANY_PARTS", "a target has at most 5,000 parts",
                        "分解对象不超过5000个")
        .Build();
  }
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (int i = 0; i < request.parts_size(); ++i) {
    const std::string field = text::Cat(PlaceOf(i), ".organization");
    EDUPLAN_ASSIGN_OR_RETURN(std::string id,
                             api::ParseId(request.parts(i).organization(), "organizations", field));
    if (!seen.insert(id).second) {
      return InvalidField(field, "DUPLICATE_PART", text::Cat(id, " is given twice"),
                          text::Cat(id, "重复"))
          .With("organization", text::Cat("organizations/", id))
          .Build();
    }
    ids.push_back(std::move(id));
  }
  return ids;
}

absl::Status CheckRightBelow(const std::vector<TargetPart>& parts,
                             const std::vector<std::string>& ids, const std::string& parent) {
  for (size_t i = 0; i < ids.size(); ++i) {
    const bool below = std::any_of(parts.begin(), parts.end(), [&](const TargetPart& part) {
      return part.organization == ids[i];
    });
    if (below) continue;
    return InvalidField(text::Cat(PlaceOf(static_cast<int>(i)), ".organization"), "NOT_RIGHT_BELOW",
                        text::Cat(ids[i], " does not stand right below ", parent,
                                  " on the day that counts for the indicator"),
                        text::Cat(ids[i], "在该指标的区划时点不是", parent, "的直接下级"))
        .With("organization", text::Cat("organizations/", ids[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<CellWrite>> CellsOf(const v1::DecomposeTargetRequest& request,
                                               const std::vector<std::string>& ids,
                                               const EnteredIndicator& entered,
                                               const Period& period) {
  const Definition& definition = *entered.definition;
  const bool ratio = definition.aggregation() == v1::AGGREGATION_RATIO;
  std::vector<CellWrite> cells;
  for (int i = 0; i < request.parts_size(); ++i) {
    const std::string place = PlaceOf(i);
    CellWrite cell = {.row = i,
                      .place = place,
                      .organization = ids[i],
                      .period = period.text(),
                      .indicator = entered.index};
    EDUPLAN_ASSIGN_OR_RETURN(cell.entry.amount, ReadAmount(definition, request.parts(i).value(), "",
                                                           Place{place}, "value"));
    // As the target of a ratio is written everywhere: one rate, without its parts.
    cell.entry.content = ratio ? Entry::Content::kRateOnly : Entry::Content::kNumber;
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace

absl::StatusOr<v1::DecomposeTargetResponse> Targets::Decompose(
    const server::Call& call, const v1::DecomposeTargetRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string parent,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, parent).status());
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids, OrganizationsOf(request));
  for (const std::string& id : ids) {
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kReview, id).status());
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  EDUPLAN_RETURN_IF_ERROR(CheckReason(v1::VALUE_KIND_TARGET, request.reason()));
  v1::DecomposeTargetResponse response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response.Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const WriteMoment moment,
                             ReadMoment(change.sql(), catalogue_, replica_));
    EDUPLAN_ASSIGN_OR_RETURN(const EnteredIndicator entered,
                             FindEntered(*moment.catalogue, request.indicator(),
                                         v1::VALUE_KIND_TARGET, &period, Place{""}));
    const std::vector<TargetPart> parts =
        PartsOf(*moment.forest, parent, *entered.definition, period);
    EDUPLAN_RETURN_IF_ERROR(CheckRightBelow(parts, ids, parent));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<CellWrite> cells,
                             CellsOf(request, ids, entered, period));
    EDUPLAN_RETURN_IF_ERROR(WriteCells(change, *moment.catalogue, *moment.forest, cells,
                                       {.kind = v1::VALUE_KIND_TARGET, .reason = request.reason()})
                                .status());
    EDUPLAN_ASSIGN_OR_RETURN(const TargetTable targets,
                             ReadTargets(change.sql(), *moment.forest, parent, period));
    *response.mutable_decomposition() =
        indicators::Decompose(*entered.definition, parent, parts, targets);
    response.set_consistency_token(change_log::MakeToken("indicators", change.sequence()));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::CheckTargetsResponse> Targets::Check(const server::Call& call,
                                                        const v1::CheckTargetsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string parent,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, parent).status());
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  v1::CheckTargetsResponse response;
  const auto read = [&](sql::Transaction& transaction) -> absl::Status {
    response.Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(transaction));
    EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(transaction));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<int> selected,
                             catalogue->Select(request.indicators()));
    EDUPLAN_ASSIGN_OR_RETURN(const TargetTable targets,
                             ReadTargets(transaction, *forest, parent, period));
    for (const int index : selected) {
      const Definition* definition = catalogue->At(index, period);
      if (definition == nullptr) continue;
      const std::vector<TargetPart> parts = PartsOf(*forest, parent, *definition, period);
      const bool any = targets.Find(parent, definition->code).has_value() ||
                       std::any_of(parts.begin(), parts.end(), [&](const TargetPart& part) {
                         return targets.Find(part.organization, definition->code).has_value();
                       });
      if (!any && request.indicators().empty()) continue;
      *response.add_decompositions() = indicators::Decompose(*definition, parent, parts, targets);
    }
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(read));
  return response;
}

}  // namespace eduplan::indicators
