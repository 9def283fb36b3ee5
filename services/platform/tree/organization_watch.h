#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_ORGANIZATION_WATCH_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_ORGANIZATION_WATCH_H_

#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/platform/tree/replica.h"

namespace eduplan::tree {

// Adds what a message of the registry's stream says to `*delta`. This and the follower that calls
// it are the only places of platform that know a proto of a service: every consumer of the tree
// needs the same translation, and so the forest and the replica stay free of domain words.
void AddToDelta(const eduplan::organization::v1::WatchOrganizationsResponse& message, Delta* delta);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_ORGANIZATION_WATCH_H_
