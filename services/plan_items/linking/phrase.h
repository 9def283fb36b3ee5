#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_PHRASE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_PHRASE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eduplan::plan_items::linking {

// A name as it is compared: full-width letters folded, punctuation and spaces dropped, words that
// say when, where or that something was done left out (上半年全县开展), short forms written out
// (普惠园 is 普惠性幼儿园), a closing 数 or 人数 dropped. At most 100 characters are looked at.
std::u32string Normalize(std::string_view utf8);
std::string ToUtf8(std::u32string_view text);

// The ways in which an indicator's name may be said: without what stands in brackets, with it, and
// with it in place of what stands before: 招聘(引进)教师 is 招聘教师, 招聘引进教师, 引进教师.
std::vector<std::u32string> Spellings(std::string_view utf8);

// Characters and pairs of neighbours, each once: the pair (a, b) is a << 32 | b, a character alone
// b.
using Gram = uint64_t;
std::vector<Gram> GramsOf(std::u32string_view text);
inline bool IsPair(Gram gram) {
  return gram >> 32 != 0;
}

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_PHRASE_H_
