#include "services/organizations/reading/tree_reader.h"

#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/reading/forest_facts.h"
#include "services/organizations/reading/tree_walk.h"
#include "services/organizations/store/store.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;
using Index = tree::Forest::Index;

constexpr std::string_view kCollection = "organizations";

// Nobody of this name stands there on the day.
absl::Status NotThere(std::string_view id, std::string_view day) {
  return status::NotFound(NameOf(id)).With("at", day);
}

// Those of a subtree that are wanted, in the order of the tree.
struct Wanted {
  v1::Level level = v1::LEVEL_UNSPECIFIED;  // unspecified: any
  v1::OrganizationKind kind = v1::ORGANIZATION_KIND_UNSPECIFIED;
  bool root = true;

  bool Takes(const tree::Forest::View& view) const {
    return (level == v1::LEVEL_UNSPECIFIED || view.level == level) &&
           (kind == v1::ORGANIZATION_KIND_UNSPECIFIED || view.kind == kind);
  }
};

// At most `most` ids that the walk comes by, and whether there would be more.
std::vector<std::string> Collect(TreeWalk walk, const tree::Forest& forest, Index root,
                                 tree::Day at, const Wanted& wanted, size_t most, bool* more) {
  std::vector<std::string> ids;
  *more = false;
  for (Index node = walk.Next(); node != tree::Forest::kNone && !*more; node = walk.Next()) {
    if ((node == root && !wanted.root) || !wanted.Takes(forest.At(node, at))) {
      continue;
    }
    *more = ids.size() == most;
    if (!*more) {
      ids.emplace_back(forest.Id(node));
    }
  }
  return ids;
}

// Hands over the records of the ids as of the listing.
absl::Status LoadEach(sql::Database& database, const Listing& listing,
                      const std::vector<std::string>& ids,
                      absl::FunctionRef<void(const Record&)> use) {
  std::vector<Record> records;
  EDUPLAN_RETURN_IF_ERROR(database.Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(records, Store(transaction, listing.moment.as_of).Load(ids));
    return absl::OkStatus();
  }));
  for (const Record& record : records) {
    use(record);
  }
  return absl::OkStatus();
}

// Behind the last one of the page before.
absl::StatusOr<TreeWalk> WalkOf(const tree::Forest& forest, Index root, tree::Day at, int deepest,
                                const Listing& listing) {
  TreeWalk walk(forest, root, at, deepest);
  if (!listing.last.empty()) {
    const Index last = forest.Find(listing.last);
    if (last == tree::Forest::kNone || !walk.Resume(last)) {
      return WrongPage();
    }
  }
  return walk;
}

}  // namespace

absl::StatusOr<TreeReader::Place> TreeReader::Find(std::string_view id, int relation,
                                                   const Listing& listing) {
  Place place;
  EDUPLAN_ASSIGN_OR_RETURN(place.forest, forests_.At(listing.moment, relation));
  place.index = place.forest->Find(id);
  place.at = TreeDay(listing.day);
  if (place.index == tree::Forest::kNone || !place.forest->Exists(place.index, place.at)) {
    return NotThere(id, listing.day);
  }
  return place;
}

absl::Status TreeReader::Subtree(const v1::GetSubtreeRequest& request, absl::Time deadline,
                                 v1::GetSubtreeResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Listing listing, ListingOf(moments_, request, day, deadline));
  EDUPLAN_ASSIGN_OR_RETURN(const Place place, Find(id, RelationOf(request.relation()), listing));
  EDUPLAN_ASSIGN_OR_RETURN(TreeWalk walk, WalkOf(*place.forest, place.index, place.at,
                                                 request.deepest_level(), listing));
  const bool paged = request.page_size() > 0;
  bool more = false;
  const std::vector<std::string> ids =
      Collect(std::move(walk), *place.forest, place.index, place.at,
              {.level = request.level(), .kind = request.kind()},
              paged ? static_cast<size_t>(listing.size) : kLargestSubtree, &more);
  if (more && !paged) {
    return status::Error(absl::StatusCode::kResourceExhausted, "SUBTREE_TOO_LARGE")
        .Message(
            "more than 50,000 organizations; give page_size or deepest_level, or ask for parts",
            "超过50000个机构，请分页、限定 deepest_level 或分部分查询");
  }
  if (more) {
    response->set_next_page_token(NextPage(request, listing, ids.back()));
  }
  return LoadEach(database_, listing, ids, [&](const Record& record) {
    ToProto(record, listing.day, response->add_organizations());
  });
}

absl::Status TreeReader::Children(const v1::ListChildrenRequest& request, absl::Time deadline,
                                  v1::ListChildrenResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Listing listing, ListingOf(moments_, request, day, deadline));
  EDUPLAN_ASSIGN_OR_RETURN(const Place place, Find(id, RelationOf(request.relation()), listing));
  const tree::Forest& forest = *place.forest;
  const std::vector<Index> children = forest.Children(place.index, place.at);
  response->set_total_size(static_cast<int>(children.size()));
  const auto begin = std::partition_point(children.begin(), children.end(), [&](Index child) {
    return !listing.last.empty() && forest.Id(child) <= listing.last;
  });
  const auto end = begin + std::min<ptrdiff_t>(listing.size, children.end() - begin);
  std::vector<std::string> ids;
  for (auto child = begin; child != end; ++child) {
    ids.emplace_back(forest.Id(*child));
  }
  if (end != children.end()) {
    response->set_next_page_token(NextPage(request, listing, ids.back()));
  }
  return LoadEach(database_, listing, ids, [&](const Record& record) {
    const Index index = forest.Find(record.id);
    v1::Child* child = response->add_children();
    ToProto(record, listing.day, child->mutable_organization());
    child->set_child_count(static_cast<int>(forest.Children(index, place.at).size()));
    int count = -1;  // itself
    forest.VisitSubtree(index, place.at, [&](Index, int) { ++count; });
    child->set_descendant_count(count);
  });
}

absl::Status TreeReader::Ancestors(const v1::ListAncestorsRequest& request, absl::Time /*deadline*/,
                                   v1::ListAncestorsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  return database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    Store store(transaction, kLatest);
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<Record> record, store.Find(id));
    if (!record.has_value() || !record->ExistsOn(day)) {
      return NotThere(id, day);
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                             store.Ancestors(id, RelationOf(request.relation()), day));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(ids));
    for (const Record& above : records) {
      ToProto(above, day, response->add_organizations());
    }
    return absl::OkStatus();
  });
}

absl::Status TreeReader::Participants(const v1::ListParticipantsRequest& request,
                                      absl::Time deadline, v1::ListParticipantsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const calendar::Period period,
                           calendar::Period::Parse(request.period()));
  if (request.level() == v1::LEVEL_UNSPECIFIED) {
    return status::InvalidField("level", "LEVEL_REQUIRED", "a level is required", "层级必填");
  }
  const bool at_start =
      request.reference_point() == v1::ListParticipantsRequest::REFERENCE_POINT_PERIOD_START;
  const std::string day = api::ToText(at_start ? period.start() : period.end() - 1);
  EDUPLAN_ASSIGN_OR_RETURN(const Listing listing, ListingOf(moments_, request, day, deadline));
  EDUPLAN_ASSIGN_OR_RETURN(const Place place, Find(id, kReporting, listing));
  EDUPLAN_ASSIGN_OR_RETURN(TreeWalk walk, WalkOf(*place.forest, place.index, place.at, 0, listing));
  bool more = false;
  const std::vector<std::string> ids =
      Collect(std::move(walk), *place.forest, place.index, place.at,
              {.level = request.level(), .kind = request.kind(), .root = false},
              static_cast<size_t>(listing.size), &more);
  *response->mutable_at() = DateOf(listing.day);
  if (more) {
    response->set_next_page_token(NextPage(request, listing, ids.back()));
  }
  return LoadEach(database_, listing, ids, [&](const Record& record) {
    ToProto(record, listing.day, response->add_organizations());
  });
}

}  // namespace eduplan::organizations
