#include "services/organizations/writing/outgoing.h"

#include <gmock/gmock.h>

#include "eduplan/organization/v1/organization.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/organizations/model/convert.h"
#include "tests/support/matchers.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(OutgoingTest, ObjectsOfAnArrayAreTakenApart) {
  EXPECT_THAT(ObjectsOf(R"({"a":[{"b":{"c":[{"d":1}]}},{},{"e":"}{\"]\\"}]})"),
              ElementsAre(R"({"b":{"c":[{"d":1}]}})", "{}", R"({"e":"}{\"]\\"})"));
  EXPECT_THAT(ObjectsOf("{}"), IsEmpty());
  EXPECT_THAT(ObjectsOf(R"({"a":[]})"), IsEmpty());
}

TEST(OutgoingTest, EachIsWhatItWouldBeAlone) {
  std::vector<Record> records;
  for (int i = 0; i < 1203; ++i) {
    Record record;
    record.id = "c" + std::to_string(i);
    record.names = {{"\"{[甲}\\\n" + std::to_string(i), kOfficial, {.from = "2000-01-01"}}};
    record.standings = {{4, 1, {.from = "2000-01-01"}}};
    records.push_back(record);
  }
  const auto outgoing = OutgoingOf(records, "2021-01-01");
  ASSERT_THAT(outgoing, IsOk());
  ASSERT_EQ(outgoing->size(), records.size());
  for (size_t i = 0; i < records.size(); ++i) {
    eduplan::organization::v1::Organization organization;
    ToProto(records[i], "2021-01-01", &organization);
    std::string alone;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(organization, &alone).ok());
    EXPECT_EQ((*outgoing)[i].name, organization.name());
    EXPECT_EQ((*outgoing)[i].json, alone);
  }
}

}  // namespace
}  // namespace eduplan::organizations
