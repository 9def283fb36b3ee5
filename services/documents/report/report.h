#ifndef EDUPLAN_SERVICES_DOCUMENTS_REPORT_REPORT_H_
#define EDUPLAN_SERVICES_DOCUMENTS_REPORT_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "eduplan/document/v1/document_service.pb.h"
#include "services/documents/layout/blocks.h"
#include "services/platform/calendar/period.h"

namespace eduplan::documents {

namespace v1 = ::eduplan::document::v1;

// The chapter that an item's text belongs to.
enum class Section { kSummary, kPlan, kProblems };

struct OutlineItem {
  int level = 1;  // depth in the plan it comes from
  Section section = Section::kSummary;
  std::string marker;   // as printed
  std::string heading;  // without the marker
  std::string text;     // lines are paragraphs
};

// What one organization filed about the period.
struct Filing {
  std::string organization;        // its name
  std::string preamble;            // goes before its summary
  std::vector<OutlineItem> items;  // in document order
};

// One indicator's total and how complete it is.
struct IndicatorRow {
  std::string indicator;  // indicators/{code}
  std::string display_name;
  std::string unit;
  std::string total;  // as printed, without the unit; empty: nothing to total
  int expected = 0;
  int reported = 0;
  int missing = 0;
  int not_applicable = 0;
  int rate_only = 0;
  bool incomplete = false;                   // a part of the period is missing altogether
  std::vector<std::string> derived_from{};   // periods it was added up from
  std::vector<std::string> missing_names{};  // may be fewer than `missing`
};

// All that a template says about an organization and a period.
struct Report {
  std::string organization;  // id
  std::string name;
  calendar::Period period;
  absl::Time as_of;  // of the figures; UnixEpoch if nothing was ever reported
  int64_t indicators_sequence = 0;
  std::optional<Filing> own{};
  std::vector<Filing> below{};              // those right below that filed, in tree order
  int expected = 0;                         // how many right below should file
  int drafts = 0;                           // of those that filed, how many are not submitted yet
  std::vector<std::string> not_received{};  // names
  std::vector<IndicatorRow> rows{};         // in catalogue order
};

struct Composed {
  layout::Document document;
  std::string title;
  std::vector<v1::DocumentProvenance::Figure> figures;  // in document order
};

// Whether the filing has anything to say in a chapter.
bool HasSection(const Filing& filing, Section section);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_REPORT_REPORT_H_
