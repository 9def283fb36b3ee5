#include "services/organizations/model/labels.h"

#include <string>

#include "absl/strings/ascii.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

struct Label {
  std::string_view text;
  int value;
};

constexpr Label kLevels[] = {
    {"NATION", v1::LEVEL_NATION},     {"国家", v1::LEVEL_NATION},
    {"国家级", v1::LEVEL_NATION},     {"PROVINCE", v1::LEVEL_PROVINCE},
    {"省级", v1::LEVEL_PROVINCE},     {"省", v1::LEVEL_PROVINCE},
    {"CITY", v1::LEVEL_CITY},         {"地市级", v1::LEVEL_CITY},
    {"市级", v1::LEVEL_CITY},         {"地级", v1::LEVEL_CITY},
    {"市", v1::LEVEL_CITY},           {"COUNTY", v1::LEVEL_COUNTY},
    {"县级", v1::LEVEL_COUNTY},       {"县", v1::LEVEL_COUNTY},
    {"区县级", v1::LEVEL_COUNTY},     {"县区级", v1::LEVEL_COUNTY},
    {"TOWNSHIP", v1::LEVEL_TOWNSHIP}, {"乡镇级", v1::LEVEL_TOWNSHIP},
    {"乡级", v1::LEVEL_TOWNSHIP},     {"乡镇", v1::LEVEL_TOWNSHIP},
    {"SCHOOL", v1::LEVEL_SCHOOL},     {"学校", v1::LEVEL_SCHOOL},
    {"校级", v1::LEVEL_SCHOOL},
};

constexpr Label kKinds[] = {
    {"BUREAU", v1::ORGANIZATION_KIND_BUREAU}, {"教育行政部门", v1::ORGANIZATION_KIND_BUREAU},
    {"教育局", v1::ORGANIZATION_KIND_BUREAU}, {"SCHOOL", v1::ORGANIZATION_KIND_SCHOOL},
    {"学校", v1::ORGANIZATION_KIND_SCHOOL},   {"幼儿园", v1::ORGANIZATION_KIND_SCHOOL},
    {"ZONE", v1::ORGANIZATION_KIND_ZONE},     {"功能区", v1::ORGANIZATION_KIND_ZONE},
    {"OTHER", v1::ORGANIZATION_KIND_OTHER},   {"其他", v1::ORGANIZATION_KIND_OTHER},
};

template <size_t n>
std::optional<int> Find(const Label (&labels)[n], std::string_view text, std::string_view prefix) {
  const std::string upper = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(text::ToAbsl(text)));
  std::string_view bare = upper;
  if (bare.starts_with(prefix)) {
    bare.remove_prefix(prefix.size());
  }
  for (const Label& label : labels) {
    if (label.text == bare) {
      return label.value;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<v1::Level> ParseLevel(std::string_view text) {
  const std::optional<int> value = Find(kLevels, text, "LEVEL_");
  return value ? std::optional(static_cast<v1::Level>(*value)) : std::nullopt;
}

std::optional<v1::OrganizationKind> ParseKind(std::string_view text) {
  const std::optional<int> value = Find(kKinds, text, "ORGANIZATION_KIND_");
  return value ? std::optional(static_cast<v1::OrganizationKind>(*value)) : std::nullopt;
}

}  // namespace eduplan::organizations
