#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_NAMES_PINYIN_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_NAMES_PINYIN_H_

#include <string>
#include <string_view>

namespace eduplan::organizations {

// How people type names. Pure, for any thread; characters are looked up in a table that fills as
// they occur, so the first call takes about 0.2 s and later ones a microsecond.

// The first letters of a name's syllables: "金华市教育局" -> "jhsjyj". Letters and digits of the
// name are kept in lower case, anything else is dropped. Characters of several readings get the one
// of place names (重庆 is cq, 长沙 cs), ü is u.
std::string Initials(std::string_view name);

// The same with whole syllables: "jinhuashijiaoyuju".
std::string Pinyin(std::string_view name);

// What names are compared by: compatibility forms and case folded (NFKC_Casefold), no white space.
std::string Fold(std::string_view text);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_NAMES_PINYIN_H_
