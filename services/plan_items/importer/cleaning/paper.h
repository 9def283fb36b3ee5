// The parts of an official paper (GB/T 9704) that stand around its text: red head, number,
// addressees, a covering notice, attachment note, signature, date and imprint. They are read and
// left out of the text; they are no clutter of a page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/cleaning/lines.h"

namespace eduplan::importer {

struct Paper {
  std::string document_number;          // As printed, without white space.
  std::vector<std::string> recipients;  // As printed.
  std::string issue_date;               // "2021-06-25"
  std::u32string issuer;                // Of the red head; folded.
  std::u32string signature;             // Who signs at the end; folded.
};

// Sets the kind of the lines that are parts of a paper to LineKind::kPaper, signature and date at
// the end excepted.
Paper TakePaper(std::u32string_view source, std::vector<Line>& lines);

// The same for signature and date at the end of the text, which stands on lines [body, tail).
void TakeSignature(std::vector<Line>& lines, size_t body, size_t tail, Paper& paper);

// Parts of TakePaper.

// Attachment note, remarks and imprint.
void TakePaperEnd(std::vector<Line>& lines, Paper& paper);

// Signature and date in one line or two of which the last is `at`: who signs and how many lines
// that is; 0 lines if it is no date. Bodies may sign together.
struct SignedDate {
  std::u32string signature;
  std::string day;  // "" if masked.
  size_t first = 0;
  bool found = false;
};
SignedDate ReadSignedDate(const std::vector<Line>& lines, size_t at);

}  // namespace eduplan::importer
