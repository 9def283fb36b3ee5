// What a reading gives: the plan that stands in a document.
//
// Nothing is invented: a masked figure (xx所, **名) stays masked, a text that stops in the middle
// is marked truncated.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/plan_items/importer/source_text.h"

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

// What a figure says of its quantity: how much it is, or by how much it changed (增长12%,
// 提高2.5个百分点).
enum class Change { kLevel, kIncrease, kDecrease };

enum class Severity { kInfo, kWarning, kError };

// Offsets below count Unicode code points of the decoded source text (without a byte order mark;
// for HTML: of the text extracted from it), from 0, `end` exclusive.

struct OutlineNode {
  std::string path;     // By position among its siblings: "1.2.3".
  int level = 0;        // Depth from 1, the number of parts in `path`.
  std::string marker;   // As printed: 一、 （一） 1. （1） ① 一是.
  std::string heading;  // Without the marker and without closing punctuation.
  SectionKind section_kind = SectionKind::kUnspecified;  // Its own or the nearest ancestor's.
  std::string text;                                      // Below the heading and behind its lists.
  size_t start = 0;                                      // The marker.
  size_t end = 0;                                        // Where its own text ends.
  std::vector<std::string> lead_units = {};              // 责任单位, 牵头单位, as printed.
  std::vector<std::string> assisting_units = {};         // 配合单位
  std::string due_date = {};                             // "2021-06-30", or "" if none is said.
  std::string due_text = {};                             // As printed: 6月底前.
  Origin origin = {};

  bool operator==(const OutlineNode&) const = default;
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
  std::string base_value =
      {};  // Of `value` without 万, 亿, 千…: 1.2万人 is 12000 人. "" if masked.
  std::string base_unit = {};
  Change change = Change::kLevel;
  std::string per = {};             // 每学期, 每校, 人均: what it is for each of; or "".
  std::string row_heading = {};     // Of a cell of a table.
  std::string column_heading = {};  // Of a cell of a table.
  Origin origin = {};

  bool operator==(const Measurement&) const = default;
};

struct Finding {
  // PARTS_DO_NOT_ADD_UP, SAME_QUANTITY_TWICE, NUMBERING_GAP, NUMBERING_REPEAT, TRUNCATED_TAIL,
  // DATE_OUT_OF_PERIOD, TITLE_CONTRADICTS_BODY, CLUTTER_REMOVED,
  // PAGE_WITHOUT_TEXT.
  std::string code = {};
  Severity severity = Severity::kInfo;
  std::string message_en = {};
  std::string message_zh = {};
  std::string item_path = {};  // "" if it is about the whole document.
  size_t start = 0;
  size_t end = 0;
  Origin origin = {};

  bool operator==(const Finding&) const = default;
};

struct ParsedPlan {
  std::string title;
  std::string issuer;
  std::string issuer_level;  // "province", "city", "county", "township", "school" or "" if the text
                             // does not tell.
  DocumentKind document_kind = DocumentKind::kUnspecified;
  std::vector<std::string> periods;  // "2021", "2021-H1", "2021-2022"; "20XX" as printed.
  std::string preamble;
  SectionKind preamble_section_kind = SectionKind::kUnspecified;
  std::vector<OutlineNode> outline;  // In document order, as are the lists below.
  std::vector<Measurement> measurements;
  std::vector<Finding> findings;
  bool truncated = false;
  std::string document_number = {};          // 发文字号, as printed: 云教〔2021〕1号.
  std::vector<std::string> recipients = {};  // 主送机关
  std::string issue_date = {};               // 成文日期, "2021-06-25".
  std::string format = {};                   // "txt", "html", "docx", "pdf", "doc", "xml".
  std::string charset = {};                  // Of a text: "UTF-8", "GB18030", "UTF-16LE".

  bool operator==(const ParsedPlan&) const = default;
};

}  // namespace eduplan::importer
