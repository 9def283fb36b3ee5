#ifndef EDUPLAN_TESTS_SUPPORT_ZIP_EDIT_H_
#define EDUPLAN_TESTS_SUPPORT_ZIP_EDIT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eduplan::test {

// A file inside a zip; "" if there is none.
std::string PartOf(std::string_view zip, const std::string& name);
// The zip with that file as `content`.
std::string WithPart(std::string_view zip, const std::string& name, std::string_view content);
// A zip with these files by name, deflated.
std::string MakeZip(const std::vector<std::pair<std::string, std::string>>& parts);

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_ZIP_EDIT_H_
