// Texts as sets of character pairs, which tell how alike two of them are without knowing words.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_GRAMS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_GRAMS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eduplan::comparison {

// Distinct, ascending.
using Grams = std::vector<uint32_t>;

// The letters of well-formed UTF-8: width and case folded, without spaces and punctuation. A run of
// digits is one U'#', so that a corrected number or another year leaves a text as it was.
std::u32string LettersOf(std::string_view text);

// The pairs of neighbouring letters, also of the first and last with nothing, as hashes. Of more
// than `most` those with the smallest hashes, so that alike texts keep the same ones.
Grams GramsOf(std::string_view text, size_t most);

// A number for the text without its spaces; texts with the same are taken as the same.
uint64_t ContentHash(std::string_view text, uint64_t seed = 0);

// How much two texts share, 0 to 1: of twice the pairs they share to all they have.
double Alike(const Grams& a, const Grams& b);
double Alike(std::string_view a, std::string_view b);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_GRAMS_H_
