#include "services/organizations/reading/exporter.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/organizations/files/export_rows.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/reading/forest_facts.h"
#include "services/organizations/reading/tree_walk.h"
#include "services/organizations/store/store.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;
using Index = tree::Forest::Index;
using Request = v1::ExportOrganizationsRequest;

constexpr size_t kAtOnce = 500;
constexpr size_t kPiece = size_t{64} << 10;

// Where the tree begins on a day: everyone who exists and has nobody above, by id.
std::vector<Index> RootsOf(const tree::Forest& forest, tree::Day at) {
  std::vector<Index> roots;
  for (Index index = 0; index < static_cast<Index>(forest.size()); ++index) {
    if (forest.Parent(index, at) == tree::Forest::kNone && forest.Exists(index, at)) {
      roots.push_back(index);
    }
  }
  std::sort(roots.begin(), roots.end(),
            [&](Index a, Index b) { return forest.Id(a) < forest.Id(b); });
  return roots;
}

// Collects what is written and hands it on piece by piece.
class Pieces {
 public:
  Pieces(std::string_view content_type, Exporter::Send send) : send_(send) {
    body_.set_content_type(std::string(content_type));
  }
  void Write(std::string_view text) { body_.mutable_data()->append(text); }
  // False once nobody listens any more.
  bool Pass(bool last) {
    if (listening_ &&
        (body_.data().size() >= kPiece || (last && !(sent_ && body_.data().empty())))) {
      listening_ = send_(body_);
      sent_ = true;
      body_.clear_data();
    }
    return listening_;
  }

 private:
  Exporter::Send send_;
  google::api::HttpBody body_;
  bool sent_ = false;
  bool listening_ = true;
};

// Writes the organizations of one export.
class Writer {
 public:
  Writer(sql::Database& database, int64_t as_of, std::string_view day, bool csv,
         Exporter::Send send)
      : database_(database),
        as_of_(as_of),
        day_(day),
        csv_(csv),
        csv_writer_(day),
        pieces_(csv ? "text/csv; charset=utf-8" : "application/x-ndjson", send) {
    if (csv_) {
      pieces_.Write(CsvHeader());
    }
  }

  // False once nobody listens any more.
  absl::StatusOr<bool> Write(const std::vector<std::string>& ids) {
    std::vector<Record> records;
    EDUPLAN_RETURN_IF_ERROR(database_.Read([&](sql::Transaction& transaction) -> absl::Status {
      Store store(transaction, as_of_);
      EDUPLAN_ASSIGN_OR_RETURN(records, store.Load(ids));
      return csv_ ? LoadParents(store, records) : absl::OkStatus();
    }));
    for (const Record& record : records) {
      if (csv_) {
        pieces_.Write(csv_writer_.Row(record));
      } else {
        v1::Organization organization;
        ToProto(record, day_, &organization);
        EDUPLAN_ASSIGN_OR_RETURN(const std::string line, JsonLine(organization));
        pieces_.Write(line);
      }
      if (!pieces_.Pass(false)) {
        return false;
      }
    }
    return true;
  }
  void Finish() { pieces_.Pass(true); }

 private:
  // All above the records, level by level.
  absl::Status LoadParents(Store& store, std::vector<Record> records) {
    for (int depth = 0; depth < kDeepest; ++depth) {
      const std::vector<std::string> missing = csv_writer_.MissingParents(records);
      if (missing.empty()) {
        return absl::OkStatus();
      }
      EDUPLAN_ASSIGN_OR_RETURN(records, store.Load(missing));
      csv_writer_.AddParents(records);
    }
    return absl::OkStatus();
  }

  sql::Database& database_;
  const int64_t as_of_;
  const std::string day_;
  const bool csv_;
  CsvWriter csv_writer_;
  Pieces pieces_;
};

absl::StatusOr<std::vector<Index>> BeginsOf(const Request& request, const tree::Forest& forest,
                                            std::string_view day) {
  const tree::Day at = TreeDay(day);
  if (request.under().empty()) {
    return RootsOf(forest, at);
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id,
                           api::ParseId(request.under(), "organizations", "under"));
  const Index root = forest.Find(id);
  if (root == tree::Forest::kNone || !forest.Exists(root, at)) {
    return status::NotFound(NameOf(id)).With("at", day);
  }
  return std::vector<Index>{root};
}

}  // namespace

absl::Status Exporter::Export(const Request& request, absl::Time deadline, Send send) {
  if (!Request::Format_IsValid(request.format())) {
    return status::InvalidField("format", "FORMAT_UNKNOWN", "CSV or NDJSON", "应为 CSV 或 NDJSON");
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, moments_.Of(request, 0, deadline));
  EDUPLAN_ASSIGN_OR_RETURN(const ForestCache::ForestPtr forest, forests_.At(moment, kReporting));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Index> begins, BeginsOf(request, *forest, day));
  Writer writer(moments_.changes().database(), moment.as_of, day,
                request.format() != Request::FORMAT_NDJSON, send);
  std::vector<std::string> ids;
  for (const Index begin : begins) {
    if (request.deepest_level() > 0 &&
        forest->At(begin, TreeDay(day)).level > request.deepest_level()) {
      continue;
    }
    TreeWalk walk(*forest, begin, TreeDay(day), request.deepest_level());
    for (Index node = walk.Next(); node != tree::Forest::kNone; node = walk.Next()) {
      ids.emplace_back(forest->Id(node));
      if (ids.size() == kAtOnce) {
        EDUPLAN_ASSIGN_OR_RETURN(const bool listening, writer.Write(std::exchange(ids, {})));
        if (!listening) {
          return absl::OkStatus();
        }
      }
    }
  }
  EDUPLAN_RETURN_IF_ERROR(writer.Write(ids).status());
  writer.Finish();
  return absl::OkStatus();
}

}  // namespace eduplan::organizations
