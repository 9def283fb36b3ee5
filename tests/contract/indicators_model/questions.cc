
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/contract/indicators_model/game.h"

namespace eduplan::indicators_model {
namespace {

// Every event of a game is before it, and it is before the test's run.
constexpr Day kToday(2025, 1, 1);

// "-" for nothing, else the number in one form.
std::string Form(const std::optional<Rational>& number) {
  return number ? number->str() : "-";
}

std::string Form(const std::string& decimal) {
  if (decimal.empty()) return "-";
  const size_t point = decimal.find('.');
  if (point == std::string::npos) return Rational(Integer(decimal)).str();
  Rational scale = 1;
  for (size_t i = point + 1; i < decimal.size(); ++i) scale *= 10;
  std::string digits = decimal.substr(0, point) + decimal.substr(point + 1);
  const bool negative = digits[0] == '-';
  digits.erase(0, std::min(digits.find_first_not_of("-0"), digits.size()));
  if (digits.empty()) return "0";
  const Rational size = Rational(Integer(digits)) / scale;
  return Rational(negative ? Rational(-size) : size).str();
}

bool Exact(v1::Aggregation aggregation) {
  return aggregation != v1::AGGREGATION_RATIO && aggregation != v1::AGGREGATION_WEIGHTED_MEAN &&
         aggregation != v1::AGGREGATION_MEAN && aggregation != v1::AGGREGATION_SHARE_TRUE &&
         aggregation != v1::AGGREGATION_FORMULA;
}

std::optional<Rational> Shown(const Definition& definition, const std::optional<Rational>& value) {
  if (!value) return value;
  if (Exact(definition.aggregation())) return Rounded(*value, 6);
  return RoundedHonestly(*value, definition.proto.decimals(), definition.proto.unit() == "%");
}

std::vector<std::string> Seen(const v1::RollupCell& cell, bool compared) {
  const v1::Completeness& counts = cell.completeness();
  std::vector<std::string> seen = {
      "value " + Form(cell.value()),
      "numerator " + Form(cell.numerator()),
      "denominator " + Form(cell.denominator()),
      absl::StrCat("counts ", counts.expected(), " ", counts.reported(), " ", counts.missing(), " ",
                   counts.not_applicable(), " ", counts.rate_only()),
      "cumulative " + Form(cell.cumulative()),
      absl::StrCat("incomplete ", cell.incomplete(), " estimated ", cell.estimated()),
      "pending " + Form(cell.pending()),
      "declared " + Form(cell.declared())};
  if (!compared) return seen;
  const v1::CellComparison& with = cell.comparison();
  for (const std::string& one :
       {"target " + Form(with.target()) + " of " + with.target_period(),
        "attainment " + Form(with.attainment()), "pace " + Form(with.pace()),
        "ahead " + Form(with.ahead()), "previous " + Form(with.previous()),
        "previous difference " + Form(with.previous_difference()),
        "previous growth " + Form(with.previous_growth()), "last year " + Form(with.last_year()),
        "last year difference " + Form(with.last_year_difference()),
        "last year growth " + Form(with.last_year_growth()),
        absl::StrCat("comparable ", with.comparable_boundaries())}) {
    seen.push_back(one);
  }
  return seen;
}

// Difference and growth, as they are shown.
std::pair<std::string, std::string> Moved(const Definition& definition,
                                          const std::optional<Rational>& value,
                                          const std::optional<Rational>& base) {
  if (!value || !base) return {"-", "-"};
  const Rational moved = *value - *base;
  if (definition.proto.unit() == "%") {
    return {Form(Rounded(moved, std::max(1, definition.proto.decimals()))), "-"};
  }
  return {Form(Rounded(moved, 6)),
          *base > 0 ? Form(Rounded(moved * 100 / *base, 1)) : std::string("-")};
}

}  // namespace

Facet Question::ToFacet() const {
  Facet facet = {.view = view, .figures = figures};
  if (hierarchy == v1::HIERARCHY_CURRENT) facet.on = kToday;
  return facet;
}

std::optional<Rational> Game::Own(const Question& question, const std::string& organization,
                                  const std::string& code, const Span& span,
                                  v1::ValueKind kind) const {
  const auto found = facts_.values.find({organization, code, span, kind});
  const Entry* entry = found == facts_.values.end() ? nullptr : found->second.At(question.step);
  if (entry == nullptr || entry->content != Content::kNumber) return std::nullopt;
  return entry->amount;
}

void Game::ExpectComparison(const Question& question, const std::string& organization,
                            const Span& span, const std::string& code, Totals& totals,
                            std::vector<std::string>* expected) {
  const Total total = totals.Of(code, span);
  const Definition& definition = *total.definition;
  std::optional<Rational> target = Own(question, organization, code, span, v1::VALUE_KIND_TARGET);
  std::optional<Rational> attained = total.value;
  Span of = span;
  if (!target) {
    of = span.whole();
    target = Own(question, organization, code, of, v1::VALUE_KIND_TARGET);
    if (target) attained = totals.Attained(code, span);
  }
  std::optional<Rational> pace;
  std::optional<Rational> attainment;
  std::optional<Rational> ahead;
  if (target) {
    const bool paced = definition.proto.temporal_kind() != v1::TEMPORAL_KIND_STOCK;
    const Rational gone =
        Rational(span.beyond() - of.first()) * 100 / Rational(of.beyond() - of.first());
    if (paced) pace = Rounded(gone, 1);
    if (attained && *target != 0) {
      const Rational exact = *attained * 100 / *target;
      attainment = RoundedHonestly(exact, 1, true);
      if (paced) ahead = Rounded(exact - gone, 1);
    }
  }
  expected->push_back("target " + Form(Shown(definition, target)) + " of " +
                      (target ? of.text() : ""));
  expected->push_back("attainment " + Form(attainment));
  expected->push_back("pace " + Form(pace));
  expected->push_back("ahead " + Form(ahead));
  const std::optional<Rational> previous = totals.Of(code, span.before()).value;
  const auto by_previous = Moved(definition, total.value, previous);
  expected->push_back("previous " + Form(Shown(definition, previous)));
  expected->push_back("previous difference " + by_previous.first);
  expected->push_back("previous growth " + by_previous.second);
  Facet then = question.ToFacet();
  if (!then.on) then.of = span;
  Totals of_last_year(facts_, question.step, organization, then);
  const Total last_year = of_last_year.Of(code, span.year_before());
  const auto by_year = Moved(definition, total.value, last_year.value);
  expected->push_back("last year " + Form(Shown(definition, last_year.value)));
  expected->push_back("last year difference " + by_year.first);
  expected->push_back("last year growth " + by_year.second);
  bool comparable = false;
  if (then.of && last_year.definition != nullptr) {
    const Tree& tree = *facts_.trees.At(question.step);
    const auto below = [&](const Span& one) {
      const auto all = tree.AtAndBelow(organization, last_year.definition->ReferenceDay(one));
      return std::set<std::string>(all.begin(), all.end());
    };
    comparable = last_year.sum.estimated || below(span) != below(span.year_before());
  }
  expected->push_back(absl::StrCat("comparable ", comparable));
}

std::vector<std::string> Game::Expected(const Question& question, const std::string& organization,
                                        const Span& span, const std::string& code, Totals& totals,
                                        bool compared) {
  const Total total = totals.Of(code, span);
  const Definition& definition = *total.definition;
  const Sum& sum = total.sum;
  std::optional<Rational> numerator;
  std::optional<Rational> denominator;
  if (!total.incomplete && sum.counted() > 0) {
    const v1::Aggregation by = definition.aggregation();
    const bool divided = by == v1::AGGREGATION_RATIO || by == v1::AGGREGATION_WEIGHTED_MEAN;
    const bool counted = by == v1::AGGREGATION_MEAN || by == v1::AGGREGATION_SHARE_TRUE;
    if (divided || counted) numerator = sum.a;
    if (divided) denominator = sum.b;
    if (counted) denominator = sum.counted();
  }
  std::optional<Rational> pending;
  if (question.view != v1::VIEW_LIVE) {
    Facet facet = question.ToFacet();
    facet.as_if_filed = true;
    Totals now(facts_, question.step, organization, facet);
    pending = Rational(now.Of(code, span).value.value_or(Rational(0)) -
                       total.value.value_or(Rational(0)));
    pending = *pending == 0 ? std::nullopt : std::optional<Rational>(Rounded(*pending, 6));
  }
  std::vector<std::string> expected = {
      "value " + Form(Shown(definition, total.value)),
      "numerator " + Form(numerator),
      "denominator " + Form(denominator),
      absl::StrCat("counts ", sum.expected, " ", sum.reported, " ", sum.missing(), " ",
                   sum.not_applicable, " ", sum.rate_only),
      "cumulative " + Form(Shown(definition, total.cumulative)),
      absl::StrCat("incomplete ", total.incomplete, " estimated ", sum.estimated),
      "pending " + Form(pending),
      "declared " + Form(Own(question, organization, code, span, v1::VALUE_KIND_DECLARED))};
  if (compared) ExpectComparison(question, organization, span, code, totals, &expected);
  return expected;
}

void Game::Compare(const Question& question, const std::string& organization, const Span& span,
                   bool compared, const v1::Rollup& answer) {
  Totals totals(facts_, question.step, organization, question.ToFacet());
  size_t defined = 0;
  for (const std::string& code : codes_) {
    if (totals.Of(code, span).definition != nullptr) ++defined;
  }
  ASSERT_EQ(static_cast<size_t>(answer.cells_size()), defined);
  for (const v1::RollupCell& cell : answer.cells()) {
    const std::string code = cell.indicator().substr(cell.indicator().find('/') + 1);
    const Definition& definition = *totals.Of(code, span).definition;
    ASSERT_EQ(absl::StrJoin(Seen(cell, compared), "\n"),
              absl::StrJoin(Expected(question, organization, span, code, totals, compared), "\n"))
        << "at step " << step_ << ", asked of " << organization << " for " << span.text()
        << " as of step " << question.step << ", view " << question.view << ", hierarchy "
        << question.hierarchy << ", figures " << question.figures << "\n"
        << definition.proto.DebugString() << cell.DebugString();
  }
}

void Game::AskOne(const Question& question) {
  const std::string organization = RandomOrganization();
  const Span span = RandomSpan();
  const bool compared = chance_->Percent(60);
  v1::GetRollupRequest request;
  request.set_name(absl::StrCat("organizations/", organization, "/rollups/", span.text()));
  request.set_view(question.view);
  request.set_hierarchy(question.hierarchy);
  request.set_figures(question.figures);
  if (question.read_time) *request.mutable_read_time() = *question.read_time;
  if (compared) {
    for (const auto with :
         {v1::COMPARISON_TARGET, v1::COMPARISON_PREVIOUS_PERIOD, v1::COMPARISON_LAST_YEAR}) {
      request.add_compare(with);
    }
  }
  const auto answer = CallAny<v1::RollupService>(&v1::RollupService::Stub::GetRollup, request);
  if (question.read_time && absl::IsNotFound(answer.status())) {
    EXPECT_FALSE(facts_.trees.At(question.step)->organizations.contains(organization));
    return;
  }
  ASSERT_THAT(answer, test::IsOk()) << request.DebugString();
  Compare(question, organization, span, compared, *answer);
  if (!question.read_time) moments_.emplace_back(step_, answer->as_of().time());
}

void Game::AskTable(const Question& question) {
  const Tree& tree = *facts_.trees.At(question.step);
  v1::QueryRollupsRequest request;
  std::vector<std::string> organizations = {"p", "city0", RandomOrganization()};
  std::erase_if(organizations,
                [&](const std::string& id) { return !tree.organizations.contains(id); });
  if (organizations.size() == 3 && (organizations[2] == "p" || organizations[2] == "city0")) {
    organizations.pop_back();
  }
  std::vector<Span> spans = {RandomSpan(), RandomSpan()};
  if (spans[0] == spans[1]) spans.pop_back();
  for (const std::string& id : organizations) {
    request.add_organizations(absl::StrCat("organizations/", id));
  }
  for (const Span& span : spans) request.add_periods(span.text());
  request.set_view(question.view);
  request.set_hierarchy(question.hierarchy);
  request.set_figures(question.figures);
  if (question.read_time) *request.mutable_read_time() = *question.read_time;
  const auto table = CallAny<v1::RollupService>(&v1::RollupService::Stub::QueryRollups, request);
  ASSERT_THAT(table, test::IsOk()) << request.DebugString();
  ASSERT_EQ(static_cast<size_t>(table->rollups_size()), organizations.size() * spans.size());
  for (size_t i = 0; i < organizations.size(); ++i) {
    for (size_t j = 0; j < spans.size(); ++j) {
      const v1::Rollup& rollup = table->rollups(static_cast<int>(i * spans.size() + j));
      ASSERT_EQ(rollup.as_of().sequence(), table->as_of().sequence());
      Compare(question, organizations[i], spans[j], false, rollup);
      if (HasFatalFailure()) return;
    }
  }
}

void Game::Ask() {
  Question question = {.step = step_, .read_time = {}};
  question.view =
      chance_->Of<v1::View>({v1::VIEW_LIVE, v1::VIEW_LIVE, v1::VIEW_SUBMITTED, v1::VIEW_APPROVED});
  if (chance_->Percent(35)) question.hierarchy = v1::HIERARCHY_CURRENT;
  if (chance_->Percent(25)) question.figures = v1::FIGURES_VERIFIED;
  if (!moments_.empty() && chance_->Percent(25)) {
    const auto& [step, time] = chance_->Of(moments_);
    question.step = step;
    question.read_time = time;
  }
  if (chance_->Percent(75)) {
    AskOne(question);
  } else {
    AskTable(question);
  }
}

}  // namespace eduplan::indicators_model
