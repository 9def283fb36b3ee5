// Reads the bytes of a plan, summary or list of key points into a parsed plan. Pure: no I/O, no
// state.
//
//   absl::StatusOr<ParsedPlan> plan = Parse({.bytes = body, .filename = "a.txt"});
//
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/plan.h"

namespace eduplan::importer {

struct Limits {
  size_t max_bytes = size_t{64} << 20;  // Of the file.
  size_t max_chars = 20'000'000;        // Of the text in it, which takes more memory than the file.
  // The whole of a long novel; what has no line ends at all beyond that is none of a plan's
  // formats.
  size_t max_paragraph_chars = 1'000'000;
  size_t max_html_tags = 100'000;     // Of an HTML document; also its depth is bounded (512).
  size_t max_paragraphs = 1'000'000;  // Lines of a text, blocks of a page.
  int max_depth = 64;                 // Of the outline.
  // A plan has some hundreds. What is read must fit into a reply of 64 MiB and a few hundred MB of
  // memory, which a text of 50 MB that is full of figures (600,000) does not.
  size_t max_nodes = 50'000;
  size_t max_measurements = 50'000;
  size_t max_findings = 1'000;   // Later ones are dropped.
  bool read_classified = false;  // Documents that are marked as secret or internal (secrecy.h).
};

struct Source {
  std::string_view bytes;
  std::string_view filename = {};      // Its ending tells the format where the type does not.
  std::string_view content_type = {};  // "text/html; charset=gb18030"; may be empty.
};

// INVALID_ARGUMENT, naming the place, for bytes that are no text in UTF-8, GB18030 or UTF-16, for
// formats that are not read, for an empty document and for nesting beyond limits.max_depth;
// RESOURCE_EXHAUSTED beyond the other limits; PERMISSION_DENIED, naming mark and place and nothing
// else of it, for a document that is marked as secret or internal.
absl::StatusOr<ParsedPlan> Parse(const Source& source, const Limits& limits = {});
absl::StatusOr<ParsedPlan> Parse(std::string_view bytes, const Limits& limits = {});

// The same for text that is already decoded, as pasted into a form.
absl::StatusOr<ParsedPlan> ParseText(std::u32string text, const Limits& limits = {});

}  // namespace eduplan::importer
