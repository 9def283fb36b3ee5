#ifndef EDUPLAN_SERVICES_PLATFORM_API_RESOURCE_NAME_H_
#define EDUPLAN_SERVICES_PLATFORM_API_RESOURCE_NAME_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace eduplan::api {

// Ids of "a/{x}/b/{y}" given the collections {"a", "b"}; each id is [A-Za-z0-9._~-]{1,128}.
// INVALID_ARGUMENT naming `field` otherwise.
absl::StatusOr<std::vector<std::string>> ParseName(
    std::string_view name, std::initializer_list<std::string_view> collections,
    std::string_view field = "name");
// ParseName for one collection.
absl::StatusOr<std::string> ParseId(std::string_view name, std::string_view collection,
                                    std::string_view field = "name");

// A lower-case ULID: 48 bits of milliseconds, 80 random bits; sorts by time.
std::string NewUlid();
bool IsUlid(std::string_view id);
// True for the 36-character text form of a UUID.
bool IsUuid(std::string_view text);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_RESOURCE_NAME_H_
