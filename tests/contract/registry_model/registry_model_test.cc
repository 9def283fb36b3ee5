// Random histories through the registry and through a naive model of it: the same is taken and
// refused, and what is read for any day, as known at any moment, is the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "services/organizations/model/convert.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"
#include "tests/contract/registry_model/play.h"

namespace eduplan::registry_model {
namespace {

using organizations::IdOf;
using organizations::Root;
using test::IsOk;

constexpr int kEvents = 1000;
constexpr int kReads = 60;

class RegistryModelTest : public PlayedHistory {
 protected:
  // Everything known at a moment for a day, and the trees of that day.
  void ReadAndCompare(const Model::Moment& moment, int64_t micros, absl::CivilDay day) {
    SCOPED_TRACE(text::Cat("for ", api::ToText(day), " as known at ", micros));
    const google::protobuf::Timestamp read_time = api::ToProto(api::FromMicros(micros));
    v1::ListOrganizationsRequest list;
    list.set_page_size(1000);
    *list.mutable_at() = api::ToProto(day);
    *list.mutable_read_time() = read_time;
    const auto listed = Call(Root(), &Stub::ListOrganizations, list);
    ASSERT_THAT(listed, IsOk());
    ASSERT_EQ(listed->organizations_size(), moment.picture.size());
    for (const v1::Organization& organization : listed->organizations()) {
      Compare(moment.picture, day, organization);
    }
    CompareTrees(moment.picture, read_time, day);
    CompareOne(moment.picture, read_time, day);
  }

  // EDUPLAN_TEST_SEED, if set, takes the place of the seed: for a search that never ends.
  void PlayAndRead(uint32_t seed) {
    if (const char* wanted = std::getenv("EDUPLAN_TEST_SEED"); wanted != nullptr) {
      seed = static_cast<uint32_t>(std::strtoul(wanted, nullptr, 10));
    }
    SCOPED_TRACE(text::Cat("seed ", seed));
    std::printf("seed %u\n", seed);
    const absl::Time begin = absl::Now();
    History history(seed, model());
    Chance chance(seed + 1);
    // Now and then as soon as it is known, and at the end as it was known at any moment.
    for (int n = 0; n < kEvents && !HasFailure(); n += 50) {
      Play(&history, 50);
      if (!HasFailure()) {
        const Model::Moment& last = model().moments().back();
        ReadAndCompare(last, last.micros, RandomDay(&chance));
      }
    }
    const absl::Time played = absl::Now();
    for (int n = 0; n < kReads && !HasFailure(); ++n) {
      const auto& moments = model().moments();
      const auto index = static_cast<size_t>(chance.Below(static_cast<int>(moments.size()) - 1));
      const int64_t between = moments[index + 1].micros - moments[index].micros;
      const int64_t after = chance.Percent(50) ? 0 : chance.Below(static_cast<int>(between));
      ReadAndCompare(moments[index], moments[index].micros + after, RandomDay(&chance));
    }
    std::printf("played in %.1f s, read in %.1f s\n", absl::ToDoubleSeconds(played - begin),
                absl::ToDoubleSeconds(absl::Now() - played));
    if (!HasFailure()) {
      ExpectEnoughOfEverything(20, 2);
    }
  }

 private:
  // One organization of those known today, by its name and by the code that it bears on the day.
  void CompareOne(const Picture& picture, const google::protobuf::Timestamp& read_time,
                  absl::CivilDay day) {
    const int index = static_cast<int>(read_time.nanos() / 1000 % model().now().size());
    v1::GetOrganizationRequest get;
    get.set_name(ResourceName(model().now().row(index).id));
    *get.mutable_at() = api::ToProto(day);
    *get.mutable_read_time() = read_time;
    const auto got = Call(Root(), &Stub::GetOrganization, get);
    if (index >= picture.size()) {
      EXPECT_THAT(got, test::StatusIs(absl::StatusCode::kNotFound)) << get.ShortDebugString();
      return;
    }
    ASSERT_THAT(got, IsOk()) << get.ShortDebugString();
    Compare(picture, day, *got);
    const int at = days().At(day);
    if (!picture.row(index).ExistsOn(at) || picture.row(index).on(at).code().empty()) {
      return;
    }
    v1::ResolveOrganizationRequest resolve;
    resolve.set_code(picture.row(index).on(at).code());
    *resolve.mutable_at() = get.at();
    *resolve.mutable_read_time() = read_time;
    const auto resolved = Call(Root(), &Stub::ResolveOrganization, resolve);
    ASSERT_THAT(resolved, IsOk()) << resolve.ShortDebugString();
    EXPECT_EQ(resolved->organization().name(), get.name());
    Compare(picture, day, resolved->organization());
  }

  void CompareTrees(const Picture& picture, const google::protobuf::Timestamp& read_time,
                    absl::CivilDay day) {
    const int at = days().At(day);
    for (int root = 0; at >= 0 && root < picture.size(); ++root) {
      if (!picture.row(root).ExistsOn(at) || picture.row(root).on(at).parent != kNobody) {
        continue;
      }
      for (const bool administrative : {false, true}) {
        v1::GetSubtreeRequest request;
        request.set_name(ResourceName(picture.row(root).id));
        *request.mutable_at() = api::ToProto(day);
        *request.mutable_read_time() = read_time;
        request.set_relation(administrative ? v1::Placement::RELATION_ADMINISTRATIVE
                                            : v1::Placement::RELATION_REPORTING);
        const auto subtree = Call(Root(), &Stub::GetSubtree, request);
        ASSERT_THAT(subtree, IsOk()) << request.ShortDebugString();
        std::vector<std::string> ids;
        for (const v1::Organization& organization : subtree->organizations()) {
          ids.emplace_back(IdOf(organization.name()));
        }
        EXPECT_EQ(absl::StrJoin(ids, " "),
                  absl::StrJoin(picture.Subtree(root, at, administrative), " "))
            << request.ShortDebugString();
      }
    }
  }
};
EDUPLAN_OVER_DATABASES(RegistryModelTest);

TEST_P(RegistryModelTest, EveryDayAsKnownAtEveryMomentIsTheModels) {
  PlayAndRead(20260101);
}

// On the quicker database there is time for one more.
class AnotherHistoryTest : public RegistryModelTest {};
INSTANTIATE_TEST_SUITE_P(Sqlite, AnotherHistoryTest, ::testing::Values(test::DatabaseKind::kSqlite),
                         test::DatabaseName);

TEST_P(AnotherHistoryTest, EveryDayAsKnownAtEveryMomentIsTheModels) {
  PlayAndRead(7);
}

}  // namespace
}  // namespace eduplan::registry_model
