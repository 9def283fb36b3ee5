#ifndef EDUPLAN_TESTS_SUPPORT_ZIP_EDIT_H_
#define EDUPLAN_TESTS_SUPPORT_ZIP_EDIT_H_

#include <string>
#include <string_view>

namespace eduplan::test {

// A file inside a zip; "" if there is none.
std::string PartOf(std::string_view zip, const std::string& name);
// The zip with that file as `content`.
std::string WithPart(std::string_view zip, const std::string& name, std::string_view content);

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_ZIP_EDIT_H_
