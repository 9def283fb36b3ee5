#ifndef EDUPLAN_SERVICES_PLATFORM_STATUS_TEXT_H_
#define EDUPLAN_SERVICES_PLATFORM_STATUS_TEXT_H_

#include <string>
#include <string_view>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace eduplan::text {

// Debian's Abseil is built with a string_view class of its own, which std::string_view does not
// convert to. This is the one bridge between them.
inline absl::string_view ToAbsl(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view ToStd(absl::string_view text) {
  return {text.data(), text.size()};
}

// absl::StrCat that takes std::string_view too.
template <typename... Parts>
std::string Cat(const Parts&... parts) {
  const auto convert = [](const auto& part) -> decltype(auto) {
    if constexpr (std::is_convertible_v<decltype(part), std::string_view>) {
      return ToAbsl(part);
    } else {
      return absl::AlphaNum(part);
    }
  };
  return absl::StrCat(convert(parts)...);
}

// Appends them.
template <typename... Parts>
void Append(std::string* to, const Parts&... parts) {
  to->append(Cat(parts...));
}

}  // namespace eduplan::text

#endif  // EDUPLAN_SERVICES_PLATFORM_STATUS_TEXT_H_
