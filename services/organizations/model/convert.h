#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CONVERT_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CONVERT_H_

#include <string>
#include <string_view>

#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/model/draft.h"
#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// The message for a record; level, code, name and parents are those of `day`. For a day on which it
// does not exist the last ones before, or else the first.
void ToProto(const Record& record, std::string_view day,
             eduplan::organization::v1::Organization* organization);

// A new record of `id`; the draft's parents are ids by now.
Record NewRecord(const Draft& draft, std::string_view id, int64_t sequence, int64_t time);

// A day of a record.
google::type::Date DateOf(std::string_view day);

// "organizations/" + id, and back: the id, or the text itself if it has no such prefix.
std::string NameOf(std::string_view id);
std::string_view IdOf(std::string_view name);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_CONVERT_H_
