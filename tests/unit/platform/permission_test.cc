#include "services/platform/auth/permission.h"

#include <gtest/gtest.h>

#include <string>

namespace eduplan::auth {
namespace {

// For whom an action is allowed: S itself, A ancestor, D descendant, O other.
struct RoleRow {
  Role role;
  const char* allowed[9];  // by Action
};

// clang-format off
constexpr RoleRow kTable[] = {
    //                       read    shared  file    submit  review  tree    catalog render  synchronize
    {Role::kReporter,      {"SA..", "SADO", "S...", "S...", "....", "....", "....", "SA..", "...."}},
    {Role::kChecker,       {"SA..", "SADO", "....", "....", "....", "....", "....", "SA..", "...."}},
    {Role::kSigner,        {"SA..", "SADO", "....", "S...", "....", "....", "....", "SA..", "...."}},
    {Role::kReviewer,      {"SA..", "SADO", "....", "....", ".A..", "....", "....", "SA..", "...."}},
    {Role::kAdministrator, {"SA..", "SADO", "....", "....", "....", "SA..", "SADO", "SA..", "...."}},
    {Role::kAuditor,       {"SA..", "SADO", "....", "....", "....", "....", "....", "....", "...."}},
    {Role::kIntegrator,    {"SA..", "SADO", "SA..", "SA..", "....", "....", "....", "SA..", "...."}},
    {Role::kService,       {"SADO", "SADO", "SADO", "SADO", "SADO", "....", "....", "SADO", "SADO"}},
};
// clang-format on

constexpr Action kActions[] = {Action::kRead,
                               Action::kReadShared,
                               Action::kFile,
                               Action::kSubmit,
                               Action::kReview,
                               Action::kManageTree,
                               Action::kManageCatalogue,
                               Action::kRender,
                               Action::kSynchronize};
constexpr Relation kRelations[] = {Relation::kSelf, Relation::kAncestor, Relation::kDescendant,
                                   Relation::kOther};

uint32_t Bit(Role role) {
  return static_cast<uint32_t>(role);
}

TEST(Permission, EveryRoleActionAndRelationIsAsTheTableSays) {
  for (const RoleRow& row : kTable) {
    Principal principal{.subject = "x", .organization = "330481", .roles = Bit(row.role)};
    for (size_t action = 0; action < 9; ++action) {
      for (size_t relation = 0; relation < 4; ++relation) {
        absl::Status status = Authorize(principal, kActions[action], kRelations[relation]);
        EXPECT_EQ(status.ok(), row.allowed[action][relation] != '.')
            << RoleName(row.role) << ", action " << action << ", relation " << relation;
        EXPECT_TRUE(status.ok() || absl::IsPermissionDenied(status));
      }
    }
  }
}

TEST(Permission, EverywhereStandsAboveAllAndNeedsTheRoleStill) {
  for (const RoleRow& row : kTable) {
    Principal principal{.subject = "x", .organization = "*", .roles = Bit(row.role)};
    for (size_t action = 0; action < 9; ++action) {
      for (Relation relation : kRelations) {
        EXPECT_EQ(Authorize(principal, kActions[action], relation).ok(),
                  row.allowed[action][1] != '.')
            << RoleName(row.role) << ", action " << action;
      }
    }
  }
}

TEST(Permission, WithoutARoleNothingIsAllowed) {
  for (const char* organization : {"330481", "*", ""}) {
    Principal principal{.subject = "x", .organization = organization};
    for (Action action : kActions) {
      EXPECT_FALSE(Authorize(principal, action, Relation::kSelf).ok());
    }
  }
}

TEST(Permission, SeveralRolesAllowWhatAnyOfThemAllows) {
  Principal principal{.subject = "x",
                      .organization = "330000",
                      .roles = Bit(Role::kAuditor) | Bit(Role::kReviewer)};
  EXPECT_TRUE(Authorize(principal, Action::kReview, Relation::kAncestor).ok());
  EXPECT_TRUE(Authorize(principal, Action::kRender, Relation::kSelf).ok());
  EXPECT_FALSE(Authorize(principal, Action::kReview, Relation::kSelf).ok());
}

TEST(Permission, AnEmptyOrganizationStandsNowhere) {
  Principal principal{.subject = "x", .organization = "", .roles = Bit(Role::kAdministrator)};
  EXPECT_FALSE(Authorize(principal, Action::kManageTree, Relation::kOther).ok());
}

TEST(Role, NamesAndBitsBelongTogether) {
  for (Role role : kAllRoles) {
    EXPECT_EQ(RoleBit(RoleName(role)), Bit(role));
  }
  EXPECT_EQ(RoleBit("root"), 0u);
  EXPECT_EQ(RoleBit(""), 0u);
}

}  // namespace
}  // namespace eduplan::auth
