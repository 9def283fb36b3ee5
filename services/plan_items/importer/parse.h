// Reads the bytes of a plan, summary or list of key points into a parsed plan. Pure: no I/O, no
// state.
//
//   absl::StatusOr<ParsedPlan> plan = Parse({.bytes = body, .filename = "a.txt"});
//
// Nothing is invented: a masked figure (xx所, **名) stays masked, a text that stops in the middle
// is marked truncated.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace eduplan::importer {

enum class SectionKind {
  kUnspecified,
  kSummary,
  kPlan,
  kProblems,
  kExperience,
  kSuggestions,
  kGuidingThought,
  kOther,
};

enum class DocumentKind { kUnspecified, kKeyPoints, kPlan, kSummary, kSummaryAndPlan };

enum class Comparator { kEqual, kAtLeast, kAtMost, kMoreThan, kLessThan, kApproximate };

enum class MeasurementKind { kActual, kTarget };

enum class Severity { kInfo, kWarning, kError };

// Offsets below count Unicode code points of the decoded source text (without a byte order mark;
// for HTML: of the text extracted from it), from 0, `end` exclusive.

struct OutlineNode {
  std::string path;     // By position among its siblings: "1.2.3".
  int level = 0;        // Depth from 1, the number of parts in `path`.
  std::string marker;   // As printed: 一、 （一） 1. （1） ① 一是.
  std::string heading;  // Without the marker and without closing punctuation.
  SectionKind section_kind = SectionKind::kUnspecified;  // Its own or the nearest ancestor's.
  std::string text;                                      // Below the heading, up to the next node.
  size_t start = 0;                                      // The marker.
  size_t end = 0;                                        // Where its own text ends.
};

struct Measurement {
  std::string item_path;  // "0": the preamble.
  std::string name;       // The noun phrase around the figure.
  std::string value;      // Decimal; Chinese numerals in digits; "" if masked.
  std::string unit;       // As printed: 万人次, 亿元, %.
  Comparator comparator = Comparator::kEqual;
  MeasurementKind kind = MeasurementKind::kActual;
  bool masked = false;
  std::string part_of;  // Name of the whole (其中…), or "".
  std::string quote;    // The source text from `start` to `end`.
  size_t start = 0;
  size_t end = 0;
};

struct Finding {
  // PARTS_DO_NOT_ADD_UP, NUMBERING_GAP, NUMBERING_REPEAT, TRUNCATED_TAIL, CLUTTER_REMOVED.
  std::string code = {};
  Severity severity = Severity::kInfo;
  std::string message_en = {};
  std::string message_zh = {};
  std::string item_path = {};  // "" if it is about the whole document.
  size_t start = 0;
  size_t end = 0;
};

struct ParsedPlan {
  std::string title;
  std::string issuer;
  std::string
      issuer_level;  // "province", "city", "county", "school" or "" if the text does not tell.
  DocumentKind document_kind = DocumentKind::kUnspecified;
  std::vector<std::string> periods;  // "2021", "2021-H1", "2021-2022"; "20XX" as printed.
  std::string preamble;
  SectionKind preamble_section_kind = SectionKind::kUnspecified;
  std::vector<OutlineNode> outline;  // In document order, as are the lists below.
  std::vector<Measurement> measurements;
  std::vector<Finding> findings;
  bool truncated = false;
};

struct Limits {
  size_t max_bytes = size_t{64} << 20;
  size_t max_html_tags = 50'000;  // Of an HTML document; also its depth is bounded (512).
  int max_depth = 64;             // Of the outline.
  size_t max_nodes = 50'000;
  size_t max_measurements = 50'000;
  size_t max_findings = 1'000;  // Later ones are dropped.
};

struct Source {
  std::string_view bytes;
  std::string_view filename = {};      // Its ending tells the format where the type does not.
  std::string_view content_type = {};  // "text/html; charset=gb18030"; may be empty.
};

// INVALID_ARGUMENT, naming the place, for bytes that are no text in UTF-8, GB18030 or UTF-16, for
// formats that are not read, for an empty document and for nesting beyond limits.max_depth;
// RESOURCE_EXHAUSTED beyond the other limits.
absl::StatusOr<ParsedPlan> Parse(const Source& source, const Limits& limits = {});
absl::StatusOr<ParsedPlan> Parse(std::string_view bytes, const Limits& limits = {});

// The same for text that is already decoded, as pasted into a form.
absl::StatusOr<ParsedPlan> ParseText(std::u32string text, const Limits& limits = {});

}  // namespace eduplan::importer
