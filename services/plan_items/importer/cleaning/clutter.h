// What websites and printers leave around and inside a document, told by the form of a line.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace eduplan::importer {

enum class LineKind {
  kContent,
  kPageNumber,   // — 3 —, 第3页 共8页
  kClutter,      // Navigation, source and date lines, download offers, introductions.
  kTailClutter,  // Copyright, related links: nothing after it belongs to the document.
  kPaywall,      // 剩余…未读: the document goes on where we cannot read.
  kPaper,        // A part of an official paper around its text (paper.h).
};

// `line` is folded and trimmed, of at most a few hundred characters; longer lines are content.
LineKind Classify(std::u32string_view line);

// Pieces of a line (begin, end) that are clutter in the middle of a sentence.
std::vector<std::pair<size_t, size_t>> InlineClutter(std::u32string_view line);

}  // namespace eduplan::importer
