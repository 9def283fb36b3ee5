#include "services/organizations/writing/outgoing.h"

#include <algorithm>
#include <utility>

#include "eduplan/organization/v1/organization_service.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/organizations/model/convert.h"
#include "services/platform/status/error.h"

namespace eduplan::organizations {
namespace {

// protobuf learns the types of a message anew for every conversion, which takes ten times as long
// as the conversion of an Organization itself: so many go at once.
constexpr size_t kAtOnce = 500;

}  // namespace

std::vector<std::string> ObjectsOf(std::string_view json) {
  std::vector<std::string> objects;
  int depth = 0;
  size_t begin = 0;
  bool quoted = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' && ++depth == 2) {
      begin = i;
    } else if (c == '}' && depth-- == 2) {
      objects.emplace_back(json.substr(begin, i + 1 - begin));
    }
  }
  return objects;
}

absl::StatusOr<std::vector<Outgoing>> OutgoingOf(std::span<const Record> records,
                                                 std::string_view today) {
  std::vector<Outgoing> result;
  result.reserve(records.size());
  while (!records.empty()) {
    const auto some = records.first(std::min(kAtOnce, records.size()));
    records = records.subspan(some.size());
    eduplan::organization::v1::ListOrganizationsResponse together;
    for (const Record& record : some) {
      ToProto(record, today, together.add_organizations());
    }
    std::string json;
    if (!google::protobuf::util::MessageToJsonString(together, &json).ok()) {
      return status::Internal();
    }
    std::vector<std::string> objects = ObjectsOf(json);
    if (objects.size() != some.size()) {
      return status::Internal();
    }
    for (size_t i = 0; i < some.size(); ++i) {
      result.push_back({together.organizations(static_cast<int>(i)).name(), std::move(objects[i])});
    }
  }
  return result;
}

}  // namespace eduplan::organizations
