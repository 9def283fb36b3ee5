#ifndef EDUPLAN_TESTS_CONTRACT_ORGANIZATIONS_CONSUMER_H_
#define EDUPLAN_TESTS_CONTRACT_ORGANIZATIONS_CONSUMER_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/client/client.h"
#include "services/platform/server/bootstrap.h"
#include "services/platform/tree/follower.h"
#include "tests/support/matchers.h"
#include "tree_schema.h"

namespace eduplan::organizations {

// A process that keeps the tree: its own database, replica and follower.
struct Consumer {
  Consumer(const std::string& url, const std::string& key_dir, const std::string& registry,
           tree::Follower::OnApply on_apply = nullptr)
      : foundation(Make(url, key_dir)),
        replica(*foundation.database),
        follower({.service = "eduplan-test",
                  .metrics = foundation.metrics.get(),
                  .stale = absl::Seconds(1)},
                 client::MakeChannel(registry), *foundation.issuer, *foundation.changes,
                 *foundation.leases, replica, std::move(on_apply)) {}

  static server::Foundation Make(const std::string& url, const std::string& key_dir) {
    server::CommonOptions options;
    options.database = url;
    options.key_dir = key_dir;
    options.log_level = "error";
    auto made = server::Foundation::Make("eduplan-test", options, schema::tree());
    EXPECT_THAT(made, test::IsOk());
    return *std::move(made);
  }
  absl::StatusOr<std::shared_ptr<const tree::Forest>> AtLeast(int64_t sequence) {
    return replica.AtLeast(sequence, absl::Now() + absl::Seconds(15));
  }

  server::Foundation foundation;
  tree::Replica replica;
  tree::Follower follower;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_TESTS_CONTRACT_ORGANIZATIONS_CONSUMER_H_
