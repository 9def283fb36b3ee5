#include "services/indicators/checks/checks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "services/indicators/model/present.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using tree::Forest;
using Amounts = std::map<std::string, int64_t, std::less<>>;  // indicator -> number

Amounts NumbersOf(const std::vector<ValueRow>& rows) {
  Amounts numbers;
  for (const ValueRow& row : rows) {
    if (row.entry.content == Entry::Content::kNumber) numbers[row.indicator] = row.entry.amount;
  }
  return numbers;
}

bool Concerned(const Definition& definition, const std::set<std::string>& changed) {
  if (changed.empty() || changed.contains(definition.code)) return true;
  return std::any_of(definition.rules.begin(), definition.rules.end(), [&](const Rule& rule) {
    return std::any_of(changed.begin(), changed.end(),
                       [&](const std::string& code) { return rule.Mentions(code); });
  });
}

// Months of the accumulation year that end before `period` does, latest first, with the coarser
// periods that end there.
std::vector<Period> EarlierPeriods(const Period& period, absl::CivilDay from) {
  std::vector<Period> earlier;
  for (absl::CivilMonth end(period.end() - 1); absl::CivilDay(end) > from; --end) {
    const std::string month = text::Cat(end.year() - (end.month() == 1 ? 1 : 0), "-",
                                        end.month() == 1   ? "12"
                                        : end.month() < 11 ? text::Cat("0", end.month() - 1)
                                                           : text::Cat(end.month() - 1));
    const absl::StatusOr<Period> last = Period::Parse(month);
    if (!last.ok()) break;
    for (Period& other : last->EndingTogether()) earlier.push_back(std::move(other));
  }
  return earlier;
}

// Number of the latest earlier period of the same accumulation.
absl::StatusOr<std::optional<int64_t>> Previous(sql::Transaction& transaction,
                                                const Definition& definition,
                                                const std::string& organization,
                                                const Period& period) {
  if (period.is_school()) return std::nullopt;
  std::vector<std::string> texts;
  for (const Period& earlier : EarlierPeriods(period, definition.AccumulationStart(period))) {
    texts.push_back(earlier.text());
  }
  if (texts.empty()) return std::nullopt;
  sql::Params params = {organization, definition.code};
  params.insert(params.end(), texts.begin(), texts.end());
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          text::Cat("SELECT period, amount FROM value_versions WHERE organization = $1 AND "
                    "indicator = $2 AND valid_to = 9223372036854775807 AND content = 1 AND "
                    "period IN (",
                    sql::Placeholders(3, texts.size()), ")"),
          params));
  for (const std::string& text : texts) {
    for (const sql::Row& row : rows) {
      if (row[0].text() == text) return row[1].integer();
    }
  }
  return std::nullopt;
}

// Σ of what stands right below an organization above the entry level, for SUM indicators.
absl::StatusOr<std::optional<v1::CheckFinding>> CheckWholeAsOwnPart(
    const Definition& definition, const Forest& forest, Forest::Index node, const Period& period,
    int64_t own, const std::vector<ValueRow>& below) {
  Wide sum = 0;
  const tree::Day day = tree::ToDay(definition.ReferenceDay(period));
  std::map<std::string_view, int64_t> numbers;
  for (const ValueRow& row : below) {
    if (row.indicator == definition.code && row.entry.content == Entry::Content::kNumber) {
      numbers[row.organization] = row.entry.amount;
    }
  }
  VisitParts(forest, node, day, definition.entry_level, [&](Forest::Index index, Part part) {
    const auto found = numbers.find(forest.Id(index));
    if (index != node && part != Part::kDetail && found != numbers.end()) sum += found->second;
    return part == Part::kOwnPart;
  });
  if (sum <= 0 || own < sum) return std::nullopt;
  v1::CheckFinding finding;
  finding.set_severity(v1::CheckFinding::SEVERITY_WARNING);
  finding.set_indicator(definition.proto.name());
  finding.set_reason("WHOLE_AS_OWN_PART");
  finding.set_rule("own part < sum of the organizations below");
  finding.set_found(FormatDecimal(own));
  finding.set_expected(FormatDecimal(sum));
  finding.set_difference(FormatDecimal(Wide(own) - sum));
  finding.set_message(text::Cat("the own part of ", definition.code, " is ", finding.found(),
                                ", not less than the ", finding.expected(),
                                " of those below: was the whole typed?"));
  finding.set_message_zh(text::Cat(definition.proto.display_name(), "本级数", finding.found(),
                                   "不小于下级合计", finding.expected(),
                                   "，是否误将全域数填作本级数？"));
  return finding;
}

absl::StatusOr<std::vector<ValueRow>> ReadBelow(sql::Transaction& transaction, const Forest& forest,
                                                Forest::Index node, const Period& period) {
  std::vector<std::string> organizations;
  forest.VisitSubtree(node, tree::ToDay(period.end() - 1), [&](Forest::Index index, int) {
    if (index != node) organizations.emplace_back(forest.Id(index));
  });
  if (organizations.empty()) return std::vector<ValueRow>();
  return ReadValues(transaction, period.text(), organizations);
}

}  // namespace

absl::StatusOr<std::vector<v1::CheckFinding>> CheckValues(
    sql::Transaction& transaction, const Catalogue& catalogue, const Forest& forest,
    const std::string& organization, const Period& period, const std::set<std::string>& changed) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<ValueRow> rows,
                           ReadValues(transaction, period.text(), {&organization, 1}));
  const Amounts numbers = NumbersOf(rows);
  const auto value = [&](std::string_view code) -> std::optional<int64_t> {
    const auto found = numbers.find(code);
    if (found == numbers.end()) return std::nullopt;
    return found->second;
  };
  const Forest::Index node = forest.Find(organization);
  std::optional<std::vector<ValueRow>> below;  // read once, if needed
  std::vector<v1::CheckFinding> findings;
  for (const Definition& definition : catalogue.definitions()) {
    const std::optional<int64_t> own = value(definition.code);
    if (!own || !Concerned(definition, changed)) continue;
    for (const Rule& rule : definition.rules) {
      const auto figure = [&](std::string_view code, When when) -> Figure {
        const std::optional<int64_t> number = when == When::kNow ? value(code) : std::nullopt;
        if (!number) return {};
        return {.value = FromMillionths(*number)};
      };
      RuleContext context{.figure = figure, .previous = std::nullopt};
      if (rule.kind == Rule::Kind::kNotBelowPrevious) {
        EDUPLAN_ASSIGN_OR_RETURN(const std::optional<int64_t> previous,
                                 Previous(transaction, definition, organization, period));
        if (previous) context.previous = FromMillionths(*previous);
      }
      if (auto finding =
              CheckRule(rule, definition.code, definition.proto.display_name(), context)) {
        findings.push_back(std::move(finding->proto));
      }
    }
    if (definition.aggregation() != v1::AGGREGATION_SUM || node == Forest::kNone || *own == 0 ||
        forest.At(node, tree::ToDay(definition.ReferenceDay(period))).level >=
            definition.entry_level) {
      continue;
    }
    if (!below) {
      EDUPLAN_ASSIGN_OR_RETURN(below, ReadBelow(transaction, forest, node, period));
    }
    EDUPLAN_ASSIGN_OR_RETURN(auto finding,
                             CheckWholeAsOwnPart(definition, forest, node, period, *own, *below));
    if (finding) findings.push_back(*std::move(finding));
  }
  return findings;
}

}  // namespace eduplan::indicators
