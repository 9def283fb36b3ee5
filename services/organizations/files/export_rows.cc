#include "services/organizations/files/export_rows.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/util/json_util.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/facts.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr int kRelations[] = {kAdministrative, kReporting};

// The unbroken time around the day in which it exists, whatever as.
Span LifeAround(const Record& record, std::string_view day) {
  Span life = {"", ""};
  for (const Standing& standing : record.standings) {
    if (life.to != standing.span.from) {
      if (life.Holds(day)) {
        break;
      }
      life.from = standing.span.from;
    }
    life.to = standing.span.to;
  }
  return life;
}

std::string CodeOn(const Record& record, std::string_view day) {
  const DatedCode* best = nullptr;
  for (const DatedCode& code : record.codes) {
    if (code.span.Holds(day) && (best == nullptr || code.scheme < best->scheme)) {
      best = &code;
    }
  }
  return best == nullptr ? "" : best->code;
}

std::string Short(const std::string& name, std::string_view prefix) {
  return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

// RFC 4180.
std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line.append(&cell == cells.data() ? "" : ",");
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      line.append(cell);
    } else {
      text::Append(&line, "\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
    }
  }
  return line.append("\r\n");
}

std::string AliasesOn(const Record& record, std::string_view day) {
  std::string joined;
  for (const DatedName& name : record.names) {
    if (name.type == kAlias && name.span.Holds(day)) {
      text::Append(&joined, joined.empty() ? "" : ";", name.display_name);
    }
  }
  return joined;
}

}  // namespace

std::string CsvHeader() {
  return "\xEF\xBB\xBF"
         "code,name,level,kind,parent,from,to,reporting_parent,aliases\r\n";
}

std::vector<std::string> CsvWriter::MissingParents(const std::vector<Record>& records) const {
  std::vector<std::string> missing;
  absl::flat_hash_set<std::string> seen;
  for (const Record& record : records) {
    for (const int relation : kRelations) {
      std::string parent = ParentOn(record.placements, relation, day_);
      if (!parent.empty() && !parents_.contains(parent) && seen.insert(parent).second) {
        missing.push_back(std::move(parent));
      }
    }
  }
  return missing;
}

void CsvWriter::AddParents(const std::vector<Record>& records) {
  for (const Record& record : records) {
    const std::string code = CodeOn(record, day_);
    parents_[record.id] = {.reference = code.empty() ? NameOf(record.id) : code,
                           .life = LifeAround(record, day_),
                           .parents = {ParentOn(record.placements, kAdministrative, day_),
                                       ParentOn(record.placements, kReporting, day_)}};
  }
}

Span CsvWriter::LifeOf(const Record& record) {
  Span life = LifeAround(record, day_);
  for (const int relation : kRelations) {
    const std::string parent = ParentOn(record.placements, relation, day_);
    if (!parent.empty()) {
      life = Common(life, LifeOf(parent));
    }
  }
  return life;
}

// No deeper than the tree, for each is cut once.
Span CsvWriter::LifeOf(const std::string& parent) {
  const auto found = parents_.find(parent);
  if (found == parents_.end() || !found->second.life.Holds(day_)) {
    return {"", std::string(kForever)};
  }
  Parent& known = found->second;
  if (!known.cut && !known.cutting) {
    known.cutting = true;
    for (const std::string& above : known.parents) {
      if (!above.empty()) {
        known.life = Common(known.life, LifeOf(above));
      }
    }
    known.cut = true;
  }
  return known.life;
}

std::string CsvWriter::ReferenceTo(const std::string& parent) const {
  const auto found = parents_.find(parent);
  return parent.empty() ? "" : found == parents_.end() ? NameOf(parent) : found->second.reference;
}

std::string CsvWriter::Row(const Record& record) {
  const Standing* standing = record.StandingOn(day_);
  const Span life = LifeOf(record);
  const std::string level =
      v1::Level_Name(static_cast<v1::Level>(standing == nullptr ? 0 : standing->level));
  const std::string kind = v1::OrganizationKind_Name(
      static_cast<v1::OrganizationKind>(standing == nullptr ? 0 : standing->kind));
  return CsvLine({CodeOn(record, day_), NameOn(record, day_), Short(level, "LEVEL_"),
                  Short(kind, "ORGANIZATION_KIND_"),
                  ReferenceTo(ParentOn(record.placements, kAdministrative, day_)), life.from,
                  life.to == kForever ? "" : life.to,
                  ReferenceTo(ParentOn(record.placements, kReporting, day_)),
                  AliasesOn(record, day_)});
}

absl::StatusOr<std::string> JsonLine(const v1::Organization& organization) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(organization, &json, options).ok()) {
    return status::Internal();
  }
  // A quotation mark inside of a text is escaped, so that these are found nowhere but where a
  // field of an enum stands.
  absl::StrReplaceAll({{R"("level":"LEVEL_)", R"("level":")"},
                       {R"("kind":"ORGANIZATION_KIND_)", R"("kind":")"},
                       {R"("scheme":"SCHEME_)", R"("scheme":")"},
                       {R"("relation":"RELATION_)", R"("relation":")"},
                       {R"("type":"TYPE_)", R"("type":")"},
                       {R"("state":"STATE_)", R"("state":")"}},
                      &json);
  json.push_back('\n');
  return json;
}

}  // namespace eduplan::organizations
