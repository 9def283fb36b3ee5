// How much of a document of Word is read.
#pragma once

#include <cstddef>

namespace eduplan::importer::word {

// A page has some 15 paragraphs and 600 characters.
inline constexpr size_t kMostParagraphs = 200'000;
inline constexpr size_t kMostCharacters = size_t{16} << 20;
inline constexpr size_t kLongestRun = size_t{4} << 20;  // In bytes.
inline constexpr size_t kMostCells = 200'000;
inline constexpr size_t kMostNotes = 20'000;
inline constexpr size_t kMostHeads = 64;
inline constexpr size_t kLongestMark = 64;  // Of a list, in bytes.
inline constexpr size_t kDeepestFields = 64;
inline constexpr size_t kDeepestStories = 8;  // A text box in a text box.

}  // namespace eduplan::importer::word
