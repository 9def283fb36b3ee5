#ifndef EDUPLAN_TESTS_CONTRACT_TREE_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_TREE_FIXTURE_H_

#include <gtest/gtest.h>

#include <initializer_list>

#include "change_log_schema.h"
#include "google/protobuf/empty.pb.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/replica.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"
#include "tree_schema.h"

namespace eduplan::tree {

// The tables of a consumer, without a registry.
class TreeTest : public test::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(sql::Migrate(database(), schema::change_log()), test::IsOk());
    ASSERT_THAT(sql::Migrate(database(), schema::tree()), test::IsOk());
  }

  // Applies as the follower does; `body` may yet refuse it all.
  absl::StatusOr<Replica::Applied> Apply(
      Replica& replica, const Delta& delta,
      absl::FunctionRef<absl::Status(change_log::Change&)> body = [](change_log::Change&) {
        return absl::OkStatus();
      }) {
    change_log::ChangeLog changes(database());
    const auth::Principal nobody{.subject = "test"};
    google::protobuf::Empty nothing;
    const change_log::WriteRequest write{
        .principal = &nobody, .method = "test", .request_id = "", .request = &nothing};
    Replica::Applied applied;
    EDUPLAN_RETURN_IF_ERROR(changes
                                .Write(write, &nothing,
                                       [&](change_log::Change& change) -> absl::Status {
                                         EDUPLAN_ASSIGN_OR_RETURN(applied,
                                                                  replica.Apply(change, delta));
                                         return body(change);
                                       })
                                .status());
    return applied;
  }

  static Delta Nodes(int64_t sequence, std::initializer_list<const char*> ids) {
    Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
    for (const char* id : ids) delta.nodes.push_back({.id = id, .states = {{.name = id}}});
    return delta;
  }
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_TESTS_CONTRACT_TREE_FIXTURE_H_
