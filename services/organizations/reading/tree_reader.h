#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_TREE_READER_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_TREE_READER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/reading/forest_cache.h"
#include "services/organizations/reading/moment.h"

namespace eduplan::organizations {

// Answers about who stands where. The caller has been authorised. Each function gives up at the
// deadline. Thread-safe.
class TreeReader {
 public:
  TreeReader(Moments& moments, ForestCache& forests)
      : moments_(moments), database_(moments.changes().database()), forests_(forests) {}

  absl::Status Subtree(const eduplan::organization::v1::GetSubtreeRequest& request,
                       absl::Time deadline,
                       eduplan::organization::v1::GetSubtreeResponse* response);
  absl::Status Children(const eduplan::organization::v1::ListChildrenRequest& request,
                        absl::Time deadline,
                        eduplan::organization::v1::ListChildrenResponse* response);
  absl::Status Ancestors(const eduplan::organization::v1::ListAncestorsRequest& request,
                         absl::Time deadline,
                         eduplan::organization::v1::ListAncestorsResponse* response);
  absl::Status Participants(const eduplan::organization::v1::ListParticipantsRequest& request,
                            absl::Time deadline,
                            eduplan::organization::v1::ListParticipantsResponse* response);

 private:
  // A node of the tree on the listing's day; NOT_FOUND unless it exists then.
  struct Place {
    ForestCache::ForestPtr forest;
    tree::Forest::Index index;
    tree::Day at;
  };
  absl::StatusOr<Place> Find(std::string_view id, int relation, const Listing& listing);

  Moments& moments_;
  sql::Database& database_;
  ForestCache& forests_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_TREE_READER_H_
