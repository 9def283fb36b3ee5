#include "services/indicators/checks/check_run.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "services/indicators/checks/figure_checks.h"
#include "services/platform/api/digest.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Content = Entry::Content;

constexpr size_t kFingerprintBytes = 16;

bool HasTwin(const Definition& definition, const Disaggregation& disaggregation) {
  std::set<std::string> codes;
  for (const Disaggregation::Part& part : disaggregation.parts) codes.insert(part.code);
  return std::any_of(definition.rules.begin(), definition.rules.end(), [&](const Rule& rule) {
    if (rule.kind != Rule::Kind::kHolds || rule.tests[0].relation != Test::Relation::kEqual) {
      return false;
    }
    std::set<std::string> summed;
    for (const Linear::Term& term : rule.tests[0].right.terms) summed.insert(term.code);
    return summed == codes;
  });
}

// True if what the definition says may change with one of the codes.
bool RefersTo(const Definition& definition, const std::set<std::string>& codes) {
  const auto changed = [&](const std::string& code) { return codes.contains(code); };
  if (changed(definition.code) || changed(definition.numerator) ||
      changed(definition.denominator)) {
    return true;
  }
  if (definition.formula) {
    for (const Reference& reference : definition.formula->references()) {
      if (changed(reference.code)) return true;
    }
  }
  for (const Disaggregation& disaggregation : definition.disaggregations) {
    for (const Disaggregation::Part& part : disaggregation.parts) {
      if (changed(part.code)) return true;
    }
  }
  return std::any_of(definition.rules.begin(), definition.rules.end(), [&](const Rule& rule) {
    return std::any_of(codes.begin(), codes.end(),
                       [&](const std::string& code) { return rule.Mentions(code); });
  });
}

}  // namespace

CheckRun::CheckRun(const CheckScope& scope)
    : scope_(scope),
      own_(scope.catalogue, scope.period),
      node_(scope.forest.Find(scope.organization)),
      around_(scope.forest, node_) {}

std::vector<CheckRun::Checked> CheckRun::Select() const {
  const auto& definitions = scope_.catalogue.definitions();
  // What is computed from a changed figure has changed too.
  std::set<std::string> changed = scope_.changed;
  for (const CellWrite& cell : scope_.typed) changed.insert(definitions[cell.indicator].code);
  if (!changed.empty()) {
    const std::set<std::string> given = changed;
    for (const Definition& definition : definitions) {
      const bool computed = definition.formula || definition.aggregation() == v1::AGGREGATION_RATIO;
      if (computed && RefersTo(definition, given)) changed.insert(definition.code);
    }
  }
  std::map<std::string_view, bool> members;  // whether required
  if (scope_.set != nullptr) {
    for (const v1::IndicatorSet::Member& member : scope_.set->members()) {
      members[CodeOf(member.indicator())] = member.required();
    }
  }
  std::vector<Checked> checked;
  for (size_t i = 0; i < definitions.size(); ++i) {
    const int place = static_cast<int>(i);
    const Definition* definition = scope_.catalogue.At(place, scope_.period);
    if (definition == nullptr) continue;
    const auto member = members.find(definition->code);
    if (scope_.set != nullptr && member == members.end()) continue;
    if (!changed.empty() && !RefersTo(*definition, changed)) continue;
    const bool in_set = member != members.end();
    checked.push_back({place, definition, in_set, in_set && member->second});
  }
  return checked;
}

std::set<int> CheckRun::PlacesNeeded(const std::vector<Checked>& checked) const {
  std::set<int> places;
  std::vector<int> open;
  const auto need = [&](int place) {
    if (place >= 0 && places.insert(place).second) open.push_back(place);
  };
  const auto need_code = [&](const std::string& code) { need(scope_.catalogue.IndexOf(code)); };
  for (const Checked& one : checked) {
    need(one.place);
    for (const Rule& rule : one.definition->rules) {
      need_code(rule.where_given);
      for (const Test& test : rule.tests) {
        for (const Linear::Term& term : test.left.terms) need_code(term.code);
        for (const Linear::Term& term : test.right.terms) need_code(term.code);
      }
    }
    for (const Disaggregation& disaggregation : one.definition->disaggregations) {
      for (const Disaggregation::Part& part : disaggregation.parts) need(part.index);
    }
  }
  while (!open.empty()) {
    const int place = open.back();
    open.pop_back();
    const Definition* definition = scope_.catalogue.At(place, scope_.period);
    if (definition == nullptr) continue;
    need(definition->numerator_index);
    need(definition->denominator_index);
    for (const int index : definition->formula_indices) need(index);
  }
  return places;
}

void CheckRun::PutTyped() {
  for (const CellWrite& cell : scope_.typed) {
    const Definition* definition = scope_.catalogue.At(cell.indicator, scope_.period);
    const std::optional<int64_t> stands = own_.FiledNumber(cell.indicator);
    if (cell.must_equal && stands && definition != nullptr) {
      Add({cell.indicator, definition, false, false},
          CheckDenominator(*definition, cell.entry.amount, *stands));
      continue;
    }
    own_.Put(cell);
  }
}

bool CheckRun::IsAsked(const Checked& checked) const {
  if (!checked.member || checked.definition->formula) return false;
  if (node_ == tree::Forest::kNone) return true;
  // Above the entry level the own part is only asked for where nobody stands below.
  const tree::Day day = ReferenceDay(*checked.definition);
  return around_.Level(day) >= checked.definition->entry_level || !around_.HasChildren(day);
}

tree::Day CheckRun::ReferenceDay(const Definition& definition) const {
  return tree::ToDay(definition.ReferenceDay(scope_.period));
}

void CheckRun::Add(const Checked& checked, std::optional<Finding> finding) {
  if (!finding) return;
  // One fault is said once, though a rule and a built-in check may both find it.
  const std::string& reason = finding->proto.reason();
  const bool once =
      reason == "REQUIRED" || reason == "NOT_AN_INTEGER" || reason == "TOO_MANY_DECIMALS";
  for (const auto& [place, other] : findings_) {
    if (once && place == checked.place && other.proto.reason() == reason) return;
  }
  findings_.emplace_back(checked.place, *std::move(finding));
}

absl::StatusOr<std::vector<v1::CheckFinding>> CheckRun::Run(sql::Transaction& transaction) {
  const std::vector<Checked> checked = Select();
  if (checked.empty()) return std::vector<v1::CheckFinding>();
  EDUPLAN_RETURN_IF_ERROR(own_.Read(transaction, scope_.organization, PlacesNeeded(checked)));
  PutTyped();
  for (const Checked& one : checked) CheckOwn(one);
  EDUPLAN_RETURN_IF_ERROR(ReadOthers(transaction, checked));
  for (const Checked& one : checked) CheckAround(one);
  return Finish();
}

void CheckRun::CheckOwn(const Checked& checked) {
  if (checked.required && IsAsked(checked) && own_.FigureOf(checked.place, When::kNow).missing()) {
    Add(checked, RequiredFinding(*checked.definition));
  }
  CheckRules(checked);
  CheckGivenRate(checked);
  const std::optional<int64_t> amount = own_.FiledNumber(checked.place);
  if (!amount) return;
  Add(checked, CheckDecimals(*checked.definition, *amount));
  CheckParts(checked, *amount);
  CheckPast(checked, *amount);
}

void CheckRun::CheckRules(const Checked& checked) {
  const Definition& definition = *checked.definition;
  const bool weighted = definition.aggregation() == v1::AGGREGATION_WEIGHTED_MEAN;
  const auto figure = [&](std::string_view code, When when) {
    const bool weight = weighted && code == kWeightWord;
    return own_.FigureOf(weight ? definition.denominator_index : scope_.catalogue.IndexOf(code),
                         when);
  };
  const CheckedCell& cell = own_.Filed(checked.place);
  const absl::CivilDay end = scope_.period.end();
  RuleContext context = {.figure = figure,
                         .previous = std::nullopt,
                         .asked = IsAsked(checked),
                         .year_end = scope_.period.Whole().end() == end,
                         .has_note = cell.has_note,
                         .has_evidence = cell.has_evidence,
                         .has_as_of = cell.has_as_of};
  if (definition.temporal_kind() == v1::TEMPORAL_KIND_TO_DATE) {
    const std::optional<int64_t> previous = own_.PreviousOfCumulative(definition, checked.place);
    if (previous) context.previous = FromMillionths(*previous);
  }
  for (const Rule& rule : definition.rules) {
    Add(checked, CheckRule(rule, definition.code, definition.proto.display_name(), context));
  }
}

void CheckRun::CheckPast(const Checked& checked, int64_t amount) {
  for (const When past : {When::kLastYear, When::kLastPeriod}) {
    const std::optional<int64_t> base = own_.FiledNumber(checked.place, past);
    if (!base) continue;
    std::optional<Finding> finding = CheckUnitSlip(*checked.definition, amount, *base, past);
    if (!finding) continue;
    Add(checked, std::move(finding));
    return;
  }
}

void CheckRun::CheckParts(const Checked& checked, int64_t amount) {
  for (const Disaggregation& disaggregation : checked.definition->disaggregations) {
    if (!disaggregation.parts_add_up || HasTwin(*checked.definition, disaggregation)) continue;
    std::vector<RuleFigure> parts;
    for (const Disaggregation::Part& part : disaggregation.parts) {
      parts.push_back(own_.FigureOf(part.index, When::kNow));
    }
    Add(checked, CheckPartsAddUp(*checked.definition, disaggregation, amount, parts));
  }
}

void CheckRun::CheckGivenRate(const Checked& checked) {
  const Definition& definition = *checked.definition;
  const Entry& own = own_.Filed(checked.place).entry;
  if (definition.aggregation() != v1::AGGREGATION_RATIO || own.content != Content::kRateOnly) {
    return;
  }
  const std::optional<int64_t> top = own_.FiledNumber(definition.numerator_index);
  const std::optional<int64_t> bottom = own_.FiledNumber(definition.denominator_index);
  if (top && bottom && *bottom != 0) {
    Add(checked, CheckRate(definition, own.amount, *top, *bottom));
  }
}

std::vector<v1::CheckFinding> CheckRun::Finish() const {
  std::vector<const std::pair<int, Finding>*> order;
  for (const auto& finding : findings_) order.push_back(&finding);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::pair(a->second.proto.severity(), a->first) <
           std::pair(b->second.proto.severity(), b->first);
  });
  std::vector<v1::CheckFinding> findings;
  for (const auto* one : order) {
    v1::CheckFinding& finding = findings.emplace_back(one->second.proto);
    const std::string digest = api::Sha256(
        text::Cat(finding.reason(), "\n", finding.rule(), "\n", scope_.organization, "\n",
                  scope_.period.text(), "\n", finding.indicator(), "\n", one->second.figures));
    finding.set_fingerprint(
        absl::BytesToHexString(absl::string_view(digest.data(), kFingerprintBytes)));
  }
  return findings;
}

}  // namespace eduplan::indicators
