#include "services/indicators/catalogue/definition_changes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/platform/api/etag.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kUpdatable[] = {"display_name",
                                           "unit",
                                           "decimals",
                                           "temporal_kind",
                                           "aggregation",
                                           "numerator",
                                           "denominator",
                                           "factor",
                                           "direction",
                                           "rule",
                                           "disclosure",
                                           "assessable",
                                           "entry_level",
                                           "ordinal",
                                           "reference_point",
                                           "accumulates_from",
                                           "formula",
                                           "effective_from",
                                           "disaggregations",
                                           "apportion_key",
                                           "period_families",
                                           "reference_date",
                                           "accumulates_from_date",
                                           "synonyms",
                                           "description"};

// Whether the request says which edition it is about; the latest otherwise.
bool NamesEdition(const v1::UpdateIndicatorRequest& request) {
  const auto& paths = request.update_mask().paths();
  if (paths.empty()) return request.indicator().has_effective_from();
  return std::any_of(paths.begin(), paths.end(), [](const std::string& path) {
    return path == "*" || path == "effective_from" || path.starts_with("effective_from.");
  });
}

// The same definition, whoever wrote it and when.
bool SameContent(v1::Indicator a, v1::Indicator b) {
  for (v1::Indicator* proto : {&a, &b}) {
    proto->clear_etag();
    proto->clear_create_time();
    proto->clear_update_time();
  }
  return a.SerializeAsString() == b.SerializeAsString();
}

// An edition of the code with another unit than another.
bool HasUnits(const Catalogue& before, const Catalogue& after, std::string_view code) {
  std::set<std::string_view> units;
  for (const Catalogue* catalogue : {&before, &after}) {
    const int index = catalogue->IndexOf(code);
    if (index < 0) continue;
    for (const Definition* edition : catalogue->Editions(index))
      units.insert(edition->proto.unit());
  }
  return units.size() > 1;
}

absl::Status UnitInUse(const Definition& old, const Definition& edition,
                       const std::string& period) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "UNIT_IN_USE")
      .Message(
          text::Cat("values of ", edition.code, " stand in ", period, " in ", old.proto.unit(),
                    "; they would be read in ", edition.proto.unit()),
          text::Cat("“", edition.proto.display_name(), "”在", period, "已有以“", old.proto.unit(),
                    "”填报的数据，计量单位不能改为“", edition.proto.unit(), "”"))
      .Field("unit", text::Cat("values stand in ", period))
      .With("indicator", edition.code)
      .With("period", period)
      .With("unit", old.proto.unit());
}

}  // namespace

int64_t SequenceOf(const v1::Indicator& edition) {
  int64_t sequence = 0;
  for (const char c : edition.etag()) {
    if (c >= '0' && c <= '9') sequence = sequence * 10 + (c - '0');
  }
  return sequence;
}

absl::StatusOr<Definition> ChangedEdition(const Catalogue& catalogue,
                                          const v1::UpdateIndicatorRequest& request) {
  const v1::Indicator& asked = request.indicator();
  const int index = catalogue.IndexOf(CodeOf(asked.name()));
  if (index < 0) return status::NotFound(asked.name());
  const Definition* base = &catalogue.definitions()[index];
  bool is_new = false;
  if (NamesEdition(request)) {
    absl::CivilDay day = absl::CivilDay::min();
    if (asked.has_effective_from()) {
      EDUPLAN_ASSIGN_OR_RETURN(day,
                               api::FromProto(asked.effective_from(), "indicator.effective_from"));
    }
    const Definition* edition = catalogue.Find(base->code, day);
    is_new = edition == nullptr;
    if (is_new) edition = catalogue.On(index, day);
    base = edition != nullptr ? edition : catalogue.Editions(index).back();
  }
  EDUPLAN_RETURN_IF_ERROR(
      api::CheckEtag(asked.etag(), SequenceOf(base->proto), base->proto.name()));
  v1::Indicator changed = base->proto;
  EDUPLAN_RETURN_IF_ERROR(api::ApplyMask(request.update_mask(), kUpdatable, asked, &changed));
  if (is_new) changed.clear_create_time();
  return MakeDefinition(std::move(changed), "indicator.");
}

absl::StatusOr<std::vector<Definition>> ChangedRows(const Catalogue& catalogue,
                                                    const DefinitionBatch& batch,
                                                    v1::BatchImportIndicatorsResponse* counts) {
  std::vector<Definition> changed;
  std::map<std::string_view, int> places;  // of codes that are new and have none
  int next = static_cast<int>(catalogue.definitions().size());
  for (const DefinitionRow& row : batch.rows) {
    Definition definition = row.definition;
    v1::Indicator& proto = definition.proto;
    if (proto.ordinal() == 0) {
      const Definition* latest = catalogue.Find(definition.code);
      int& place = places[row.definition.code];
      if (place == 0) place = latest != nullptr ? latest->proto.ordinal() : ++next;
      proto.set_ordinal(place);
    }
    const Definition* old = catalogue.Find(definition.code, definition.effective_from);
    if (old == nullptr) {
      counts->set_created_count(counts->created_count() + 1);
    } else {
      EDUPLAN_RETURN_IF_ERROR(
          api::CheckEtag(proto.etag(), SequenceOf(old->proto), old->proto.name()));
      if (SameContent(old->proto, proto)) {
        counts->set_unchanged_count(counts->unchanged_count() + 1);
        continue;
      }
      counts->set_updated_count(counts->updated_count() + 1);
      *proto.mutable_create_time() = old->proto.create_time();
    }
    changed.push_back(std::move(definition));
  }
  return changed;
}

absl::Status CheckUnits(sql::Transaction& transaction, const Catalogue& before,
                        const Catalogue& after, const std::vector<Definition>& changed) {
  std::set<std::string_view> codes;
  for (const Definition& edition : changed) {
    if (HasUnits(before, after, edition.code)) codes.insert(edition.code);
  }
  for (const std::string_view code : codes) {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction.Query("SELECT DISTINCT period FROM current_values WHERE indicator = $1 AND "
                          "content <> 0 ORDER BY period",
                          {code}));
    for (const sql::Row& row : rows) {
      EDUPLAN_ASSIGN_OR_RETURN(const calendar::Period period,
                               calendar::Period::Parse(row[0].text()));
      const Definition* old = before.At(before.IndexOf(code), period);
      const Definition* edition = after.At(after.IndexOf(code), period);
      if (old == nullptr || edition == nullptr || old->proto.unit() == edition->proto.unit())
        continue;
      return UnitInUse(*old, *edition, period.text());
    }
  }
  return absl::OkStatus();
}

absl::Status WriteEditions(change_log::Change& change, CatalogueStore& store,
                           std::vector<Definition>* editions) {
  for (Definition& edition : *editions) {
    v1::Indicator& proto = edition.proto;
    proto.set_etag(api::MakeEtag(change.sequence()));
    *proto.mutable_update_time() = api::ToProto(change.time());
    if (!proto.has_create_time()) *proto.mutable_create_time() = proto.update_time();
    EDUPLAN_RETURN_IF_ERROR(change.Audit("indicator.define", proto.name(), "{}"));
    EDUPLAN_RETURN_IF_ERROR(
        change.Emit("eduplan.indicator.indicator.defined", proto.name(), "", "{}"));
  }
  return store.Replace(change, *editions);
}

}  // namespace eduplan::indicators
