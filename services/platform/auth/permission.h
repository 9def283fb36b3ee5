#ifndef EDUPLAN_SERVICES_PLATFORM_AUTH_PERMISSION_H_
#define EDUPLAN_SERVICES_PLATFORM_AUTH_PERMISSION_H_

#include "absl/status/status.h"
#include "services/platform/auth/principal.h"

namespace eduplan::auth {

// Where the principal's organization stands, seen from the resource's.
enum class Relation {
  kSelf,
  kAncestor,    // it is above the resource's organization
  kDescendant,  // it is below
  kOther,       // neither, or the resource's organization does not exist
};

enum class Action {
  kRead,             // look at an organization's plans, values, rollups and documents
  kReadShared,       // look at what every organization shares: definitions, templates, the registry
  kFile,             // write the organization's own values and plans
  kSubmit,           // file them upward
  kReview,           // return, approve, publish what an organization below filed
  kManageTree,       // create, change, move organizations
  kManageCatalogue,  // define indicators and templates
  kRender,           // write official documents
  kSynchronize,      // follow another service's changes; for services
};

// The one permission function: role × relation × action. OK or PERMISSION_DENIED; it never depends
// on whether a resource exists, so callers use it before they look.
//   kRead: self and ancestors for any role; descendants only for published things (kReadShared).
//   kFile: reporter (self), integrator (self, ancestor). kSubmit: reporter and signer (self),
//   integrator (self, ancestor). kReview: reviewer (ancestor only: nobody reviews its own filing).
//   kManageTree: administrator (self, ancestor). kManageCatalogue: administrator. kRender: any role
//   at self or ancestor but auditor.
//   kReadShared: any role, wherever it stands. kSynchronize: service only.
//   A service may do all but kManageTree and kManageCatalogue, wherever it stands: background work
//   is for everybody. A principal that IsEverywhere stands above every organization, also above
//   those that do not exist: its relation is kAncestor whatever the caller found.
//   Without any role nothing is allowed.
absl::Status Authorize(const Principal& principal, Action action, Relation relation);

}  // namespace eduplan::auth

#endif  // EDUPLAN_SERVICES_PLATFORM_AUTH_PERMISSION_H_
