#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_TOTALS_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_TOTALS_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/indicators_model/facts.h"

namespace eduplan::indicators_model {

// What contributors come to, in full numbers.
struct Sum {
  Rational a = 0;  // values, numerators, products, how many are true; the least or greatest
  Rational b = 0;  // denominators or weights
  std::vector<Rational> values;
  int expected = 0;
  int reported = 0;
  int not_applicable = 0;
  int rate_only = 0;
  bool estimated = false;

  int missing() const { return expected - reported; }
  int counted() const { return reported - rate_only; }
  bool heard() const { return reported + not_applicable > 0; }
};

// Whether a figure can be divided among those who go on with it, and adds over time.
bool Passes(v1::Aggregation aggregation);

// One total of one organization.
struct Total {
  const Definition* definition = nullptr;  // null: not defined then
  Sum sum;
  std::optional<Rational> value;
  std::optional<Rational> cumulative;
  bool incomplete = false;
};

// Whose figures, which figures, on which boundaries.
struct Facet {
  v1::View view = v1::VIEW_LIVE;
  v1::Figures figures = v1::FIGURES_FILED;
  std::optional<Day> on;     // CURRENT
  std::optional<Span> of;    // last year on the boundaries of this period
  bool as_if_filed = false;  // all right below that filed filed what stands now
};

// The totals of an organization as known at a step of the game, worked out anew for each question
// by going through everything that was said.
class Totals {
 public:
  Totals(const Facts& facts, int step, std::string organization, Facet facet)
      : facts_(facts),
        step_(step),
        organization_(std::move(organization)),
        facet_(facet),
        tree_(*facts.trees.At(step)),
        definitions_(*facts.definitions.At(step)) {}

  Total Of(const std::string& code, const Span& span);
  // For a target: what has been done by the end of the period.
  std::optional<Rational> Attained(const std::string& code, const Span& span);

 private:
  // As of which step each indicator that a contribution is made of counts; 0: not.
  using AsOf = std::map<std::string, int>;

  AsOf Now(const std::string& code, const Span& span) const;
  const Definition* At(const std::string& code, const Span& span) const;
  const Sum& Reported(const std::string& code, const Span& span);
  void Visit(const std::string& node, const AsOf& counts_as_of, bool covered,
             const std::string& code, const Span& span, Sum* sum);
  void Add(const std::string& node, const AsOf& counts_as_of, bool own_part,
           const std::string& code, const Span& span, Sum* sum);
  AsOf CountsAbove(const std::string& node, const Span& span, const AsOf& above,
                   bool as_if_filed) const;
  AsOf InheritedAsOf(const std::string& source, const std::string& code, const Span& span) const;
  Entry Figure(const std::string& organization, const std::string& code, const Span& span,
               int as_of) const;
  Sum Contribution(const std::string& organization, const std::string& code, const Span& span,
                   const AsOf& as_of) const;
  Sum Inherited(Sum whole, const std::string& source, const std::string& heir,
                const std::string& code, const Span& span) const;
  // What an heir has of an amount of indicator `code`, part of one whose days are `days_of`'s.
  Rational Share(const Rational& amount, const std::string& source, const std::string& heir,
                 const Definition& days_of, const std::string& code, const Span& span) const;
  void OverTime(const std::string& code, const Span& span, Total* total);
  void Flow(const std::string& code, const Span& span, Total* total);
  void Stock(const std::string& code, const Span& span, Total* total);
  void ToDate(const std::string& code, const Span& span, Total* total);
  std::optional<Rational> Evaluate(const Expression& expression, const Span& span);
  void CountOperands(const Expression& expression, const Span& span, Total* total);

  const Facts& facts_;
  int step_;
  std::string organization_;
  Facet facet_;
  const Tree& tree_;
  const Definitions& definitions_;
  std::map<std::pair<std::string, Span>, Sum> reported_;  // worked out already
};

// Rounded half away from zero.
Rational Rounded(const Rational& value, int decimals);
// The same with more digits (at most 6) while it would be 0 or, of a percentage, 100 and is not.
Rational RoundedHonestly(const Rational& value, int decimals, bool percentage);

}  // namespace eduplan::indicators_model

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_TOTALS_H_
