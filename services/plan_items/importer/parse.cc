#include "services/plan_items/importer/parse.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/cleaning/clean.h"
#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/extent.h"
#include "services/plan_items/importer/figures/figures.h"
#include "services/plan_items/importer/formats/format.h"
#include "services/plan_items/importer/formats/read.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/items.h"
#include "services/plan_items/importer/outline/markers.h"
#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/outline/resumed.h"
#include "services/plan_items/importer/traditional.h"
#include "services/plan_items/importer/understanding/duties.h"
#include "services/plan_items/importer/understanding/findings.h"
#include "services/plan_items/importer/understanding/issue_period.h"
#include "services/plan_items/importer/understanding/issuer.h"
#include "services/plan_items/importer/understanding/out_of_period.h"
#include "services/plan_items/importer/understanding/periods.h"
#include "services/plan_items/importer/understanding/repeats.h"
#include "services/plan_items/importer/understanding/secrecy.h"
#include "services/plan_items/importer/understanding/sections.h"
#include "services/plan_items/importer/understanding/spans.h"
#include "services/plan_items/importer/understanding/understand.h"

namespace eduplan::importer {
namespace {

// The title, and those of papers that follow in the same document: a summary, then a plan.
std::u32string AllTitles(const CleanText& clean) {
  constexpr size_t kMost = 4;
  const FlatText& text = clean.body;
  std::u32string titles = clean.title;
  for (size_t k = 0; k < std::min(kMost, text.title_ends.size()); ++k) {
    const size_t end = text.title_ends[k];
    size_t begin = end;
    while (begin > 0 && (begin == end || text.gap[begin] != Gap::kLine)) --begin;
    titles += U"," + std::u32string(text.view(begin, end));
  }
  return titles;
}

void SetOrigins(const SourceText& source, ParsedPlan& plan) {
  for (OutlineNode& n : plan.outline) n.origin = OriginOf(source, n.start, n.end);
  for (Measurement& m : plan.measurements) m.origin = OriginOf(source, m.start, m.end);
  for (Finding& f : plan.findings) {
    if (f.origin.page == 0) f.origin = OriginOf(source, f.start, f.end);
  }
}

// As the title names it; else as the line below it, head and signature do, which also complete what
// it names in part (教育局).
std::u32string IssuerFrom(const CleanText& clean) {
  std::u32string issuer = IssuerOf(clean.title);
  for (const std::u32string& name : {clean.byline, clean.paper.issuer, clean.paper.signature}) {
    const bool completes = name.size() > issuer.size() && name.ends_with(issuer);
    if (completes || (!name.empty() && IsPlaceOnly(issuer))) issuer = name;
  }
  return issuer;
}

void FillPaper(const CleanText& clean, ParsedPlan& plan) {
  plan.issuer = ToUtf8(IssuerFrom(clean));
  plan.document_number = clean.paper.document_number;
  plan.recipients = clean.paper.recipients;
  plan.issue_date = clean.paper.issue_date;
}

// Traditional characters are read as simplified ones; what is quoted stays as printed.
CleanText CleanAny(const SourceText& source) {
  if (!IsTraditional(source.chars)) return Clean(source);
  SourceText simplified = source;
  simplified.chars = Simplified(source.chars);
  CleanText clean = Clean(simplified);
  clean.body.source = source.chars;
  return clean;
}

// A table has no full stop.
bool EndsInTable(const SourceText& source, const FlatText& text) {
  if (text.size() == 0) return false;
  const size_t last = text.origin.back();
  return std::any_of(source.tables.begin(), source.tables.end(),
                     [&](const Table& table) { return table.begin <= last && last < table.end; });
}

absl::StatusOr<ParsedPlan> ReadText(const SourceText& source, const Limits& limits) {
  absl::Status secrecy = limits.read_classified ? absl::OkStatus() : CheckSecrecy(source);
  if (!secrecy.ok()) return secrecy;
  CleanText clean = CleanAny(source);
  const FlatText& text = clean.body;
  if (text.size() == 0 && clean.title.empty()) {
    return absl::InvalidArgumentError("the document has no text");
  }
  auto markers = FindMarkers(text, limits.max_depth);
  if (!markers.ok()) return markers.status();
  if (markers->size() > limits.max_nodes) {
    return absl::ResourceExhaustedError(absl::StrCat("more than ", limits.max_nodes, " items"));
  }
  auto nodes = BuildOutline(text, *markers, limits.max_depth);
  if (!nodes.ok()) return nodes.status();
  const std::vector<Resumed> resumed = TakeResumed(text, *nodes);

  ParsedPlan plan;
  plan.title = ToUtf8(clean.title);
  FillPaper(clean, plan);
  plan.issuer_level = IssuerLevelOf(clean.title, IssuerFrom(clean), text.chars);
  const std::u32string titles = AllTitles(clean);
  plan.document_kind = DocumentKindOf(titles, text, *nodes);
  plan.periods = PeriodsOf(titles, text, *nodes);
  if (plan.periods.empty() && !NamesSpan(titles)) {
    plan.periods = PeriodsOfIssue(titles, plan.document_kind, plan.issue_date);
  }
  const size_t first = nodes->empty() ? text.size() : nodes->front().marker.begin;
  plan.preamble_section_kind = SectionOfPreamble(text.view(0, first), plan.document_kind);
  FillOutline(text, *nodes, resumed, SectionsOf(text, *nodes, plan.document_kind, plan.periods),
              plan);
  std::vector<uint8_t> names = MarkNames(text);
  FillDuties(text, *nodes, resumed, plan, names);
  absl::Status measured = FillMeasurements(text, *nodes, resumed, names, limits, plan);
  if (!measured.ok()) return measured;
  FindNumberingFaults(*nodes, plan);
  FindRepeats(plan);
  CheckShares(plan);
  FindDatesOutOfPeriod(text, *nodes, resumed, names, plan);
  CheckTitle(clean.title, text, *nodes, plan);
  ReportClutter(clean.clutter, plan);
  ReportSilentPages(source, plan);
  plan.truncated = clean.paywall || (!EndsInTable(source, text) && StopsInside(text, *nodes));
  if (plan.truncated) ReportTruncation(text, plan);
  std::stable_sort(plan.findings.begin(), plan.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.start < b.start; });
  if (plan.findings.size() > limits.max_findings) plan.findings.resize(limits.max_findings);
  SetOrigins(source, plan);
  return plan;
}

absl::Status CheckBytes(size_t size, const Limits& limits) {
  if (size <= limits.max_bytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("the document has ", size, " bytes; at most ", limits.max_bytes, " are read"));
}

}  // namespace

absl::StatusOr<ParsedPlan> Parse(const Source& source, const Limits& limits) {
  if (absl::Status status = CheckBytes(source.bytes.size(), limits); !status.ok()) return status;
  const auto format = DetectFormat(source);
  if (!format.ok()) return format.status();
  const auto text = ReadSource(source, *format, limits);
  if (!text.ok()) return text.status();
  if (absl::Status status = CheckExtent(*text, limits); !status.ok()) return status;
  auto plan = ReadText(*text, limits);
  if (plan.ok()) {
    plan->format = NameOf(format->kind);
    plan->charset = text->charset;
  }
  return plan;
}

absl::StatusOr<ParsedPlan> Parse(std::string_view bytes, const Limits& limits) {
  return Parse(Source{.bytes = bytes}, limits);
}

absl::StatusOr<ParsedPlan> ParseText(std::u32string text, const Limits& limits) {
  const SourceText source{.chars = std::move(text)};
  if (absl::Status status = CheckExtent(source, limits); !status.ok()) return status;
  return ReadText(source, limits);
}

}  // namespace eduplan::importer
