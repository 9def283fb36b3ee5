#include "services/plan_items/convert.h"

#include <cstdio>

namespace eduplan::plan_items {
namespace {

v1::DocumentKind ToProto(importer::DocumentKind kind) {
  switch (kind) {
    case importer::DocumentKind::kUnspecified:
      break;
    case importer::DocumentKind::kKeyPoints:
      return v1::DOCUMENT_KIND_KEY_POINTS;
    case importer::DocumentKind::kPlan:
      return v1::DOCUMENT_KIND_PLAN;
    case importer::DocumentKind::kSummary:
      return v1::DOCUMENT_KIND_SUMMARY;
    case importer::DocumentKind::kSummaryAndPlan:
      return v1::DOCUMENT_KIND_SUMMARY_AND_PLAN;
  }
  return v1::DOCUMENT_KIND_UNSPECIFIED;
}

v1::SectionKind ToProto(importer::SectionKind kind) {
  switch (kind) {
    case importer::SectionKind::kUnspecified:
      break;
    case importer::SectionKind::kSummary:
      return v1::SECTION_KIND_SUMMARY;
    case importer::SectionKind::kPlan:
      return v1::SECTION_KIND_PLAN;
    case importer::SectionKind::kProblems:
      return v1::SECTION_KIND_PROBLEMS;
    case importer::SectionKind::kExperience:
      return v1::SECTION_KIND_EXPERIENCE;
    case importer::SectionKind::kSuggestions:
      return v1::SECTION_KIND_SUGGESTIONS;
    case importer::SectionKind::kGuidingThought:
      return v1::SECTION_KIND_GUIDING_THOUGHT;
    case importer::SectionKind::kOther:
      return v1::SECTION_KIND_OTHER;
  }
  return v1::SECTION_KIND_UNSPECIFIED;
}

v1::Comparator ToProto(importer::Comparator comparator) {
  switch (comparator) {
    case importer::Comparator::kEqual:
      return v1::COMPARATOR_EQUAL;
    case importer::Comparator::kAtLeast:
      return v1::COMPARATOR_AT_LEAST;
    case importer::Comparator::kAtMost:
      return v1::COMPARATOR_AT_MOST;
    case importer::Comparator::kMoreThan:
      return v1::COMPARATOR_MORE_THAN;
    case importer::Comparator::kLessThan:
      return v1::COMPARATOR_LESS_THAN;
    case importer::Comparator::kApproximate:
      return v1::COMPARATOR_APPROXIMATE;
  }
  return v1::COMPARATOR_UNSPECIFIED;
}

v1::Finding::Severity ToProto(importer::Severity severity) {
  switch (severity) {
    case importer::Severity::kInfo:
      return v1::Finding::SEVERITY_INFO;
    case importer::Severity::kWarning:
      return v1::Finding::SEVERITY_WARNING;
    case importer::Severity::kError:
      return v1::Finding::SEVERITY_ERROR;
  }
  return v1::Finding::SEVERITY_UNSPECIFIED;
}

v1::Change ToProto(importer::Change change) {
  switch (change) {
    case importer::Change::kLevel:
      return v1::CHANGE_LEVEL;
    case importer::Change::kIncrease:
      return v1::CHANGE_INCREASE;
    case importer::Change::kDecrease:
      return v1::CHANGE_DECREASE;
  }
  return v1::CHANGE_UNSPECIFIED;
}

void Convert(const importer::Origin& origin, v1::Origin& out) {
  out.set_page(static_cast<int32_t>(origin.page));
  out.set_paragraph(static_cast<int32_t>(origin.paragraph));
  out.set_byte_begin(static_cast<int64_t>(origin.byte_begin));
  out.set_byte_end(static_cast<int64_t>(origin.byte_end));
  out.set_place(origin.place);
}

// "2021-06-30"; nothing is set for "".
void Convert(const std::string& day, google::type::Date& out) {
  int year = 0;
  int month = 0;
  int date = 0;
  if (std::sscanf(day.c_str(), "%4d-%2d-%2d", &year, &month, &date) != 3) return;
  out.set_year(year);
  out.set_month(month);
  out.set_day(date);
}

void Convert(const importer::OutlineNode& node, v1::OutlineNode& out) {
  out.set_path(node.path);
  out.set_level(node.level);
  out.set_marker(node.marker);
  out.set_heading(node.heading);
  out.set_section_kind(ToProto(node.section_kind));
  out.set_text(node.text);
  out.set_start(static_cast<int32_t>(node.start));
  out.set_end(static_cast<int32_t>(node.end));
  out.mutable_lead_units()->Assign(node.lead_units.begin(), node.lead_units.end());
  out.mutable_assisting_units()->Assign(node.assisting_units.begin(), node.assisting_units.end());
  if (!node.due_date.empty()) Convert(node.due_date, *out.mutable_due_date());
  out.set_due_text(node.due_text);
  Convert(node.origin, *out.mutable_origin());
}

void Convert(const importer::Measurement& measurement, v1::Measurement& out) {
  out.set_item_path(measurement.item_path);
  out.set_name(measurement.name);
  out.set_value(measurement.value);
  out.set_unit(measurement.unit);
  out.set_comparator(ToProto(measurement.comparator));
  out.set_kind(measurement.kind == importer::MeasurementKind::kTarget
                   ? v1::MEASUREMENT_KIND_TARGET
                   : v1::MEASUREMENT_KIND_ACTUAL);
  out.set_masked(measurement.masked);
  out.set_part_of(measurement.part_of);
  out.set_quote(measurement.quote);
  out.set_start(static_cast<int32_t>(measurement.start));
  out.set_end(static_cast<int32_t>(measurement.end));
  out.set_base_value(measurement.base_value);
  out.set_base_unit(measurement.base_unit);
  out.set_change(ToProto(measurement.change));
  out.set_per(measurement.per);
  out.set_row_heading(measurement.row_heading);
  out.set_column_heading(measurement.column_heading);
  Convert(measurement.origin, *out.mutable_origin());
}

void Convert(const importer::Finding& finding, v1::Finding& out) {
  out.set_code(finding.code);
  out.set_severity(ToProto(finding.severity));
  out.set_message(finding.message_en);
  out.set_message_zh(finding.message_zh);
  out.set_item_path(finding.item_path);
  out.set_start(static_cast<int32_t>(finding.start));
  out.set_end(static_cast<int32_t>(finding.end));
  Convert(finding.origin, *out.mutable_origin());
}

}  // namespace

v1::ParsedPlan ToProto(const importer::ParsedPlan& plan) {
  v1::ParsedPlan out;
  out.set_title(plan.title);
  out.set_issuer(plan.issuer);
  out.set_issuer_level(plan.issuer_level);
  out.set_document_kind(ToProto(plan.document_kind));
  out.mutable_periods()->Assign(plan.periods.begin(), plan.periods.end());
  out.set_preamble(plan.preamble);
  out.mutable_outline()->Reserve(static_cast<int>(plan.outline.size()));
  for (const auto& node : plan.outline) Convert(node, *out.add_outline());
  for (const auto& measurement : plan.measurements) Convert(measurement, *out.add_measurements());
  for (const auto& finding : plan.findings) Convert(finding, *out.add_findings());
  out.set_truncated(plan.truncated);
  out.set_document_number(plan.document_number);
  out.mutable_recipients()->Assign(plan.recipients.begin(), plan.recipients.end());
  if (!plan.issue_date.empty()) Convert(plan.issue_date, *out.mutable_issue_date());
  out.set_preamble_section_kind(ToProto(plan.preamble_section_kind));
  out.set_format(plan.format);
  out.set_charset(plan.charset);
  return out;
}

}  // namespace eduplan::plan_items
