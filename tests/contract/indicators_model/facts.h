#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_FACTS_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_FACTS_H_

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/civil_time.h"
#include "eduplan/indicator/v1/indicator.pb.h"
#include "eduplan/indicator/v1/rollup.pb.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "tests/contract/indicators_model/span.h"

namespace eduplan::indicators_model {

namespace v1 = ::eduplan::indicator::v1;
using Rational = boost::multiprecision::number<boost::multiprecision::cpp_rational_backend,
                                               boost::multiprecision::et_off>;
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                              boost::multiprecision::et_off>;
using Day = absl::CivilDay;

// [from, to)
struct Stay {
  Day from = Day::min();
  Day to = Day::max();
  bool Has(Day day) const { return from <= day && day < to; }
};
struct Link {
  std::string parent;
  Stay stay;
};
struct Organization {
  int level = 0;
  Stay stay;
  std::vector<Link> links;
};
// On a day each source's figures pass to others: by key, to whom with which share.
struct Passing {
  Day day;
  std::map<std::string, std::map<std::string, std::map<std::string, Rational>>> by_source;
};
struct Tree {
  std::map<std::string, Organization> organizations;
  std::vector<Passing> passings;  // by day

  bool Exists(const std::string& id, Day day) const;
  std::string Parent(const std::string& id, Day day) const;  // "" for none
  std::vector<std::string> Children(const std::string& id, Day day) const;
  std::vector<std::string> AtAndBelow(const std::string& id, Day day) const;
  // Who has which share on `until` of what `id` was on `since`.
  std::map<std::string, Rational> Heirs(const std::string& id, Day since, Day until,
                                        const std::string& key) const;
};

// A formula as a tree. op: '#' number, 'c' code, 'y' last_year, 'p' previous, + - * /, 'm' min,
// 'M' max, 'a' abs, 'o' coalesce, 'i' if(x > y, u, v).
struct Expression {
  char op = '#';
  int number = 0;
  std::string code;
  std::vector<Expression> arguments;
  std::string Text() const;
};

// An edition.
struct Definition {
  v1::Indicator proto;  // as sent to the service
  Day from = Day::min();
  Expression formula;

  v1::Aggregation aggregation() const { return proto.aggregation(); }
  Day ReferenceDay(const Span& span) const;
};
// By code its editions, the first first.
using Definitions = std::map<std::string, std::vector<Definition>>;

enum class Content { kMissing, kNumber, kNotApplicable, kRateOnly };
struct Entry {
  Content content = Content::kMissing;
  Rational amount = 0;
};

// Of one cell of a seal: as of which steps it counts above; 0: it does not.
struct SealedCell {
  int submitted = 0;
  int approved = 0;
  bool open = false;
};
struct Seal {
  v1::Seal::State state = v1::Seal::STATE_OPEN;
  std::map<std::string, SealedCell> cells;  // every indicator
};

// What has a history by step of the game, which begin at 1.
template <typename T>
class Versions {
 public:
  void Put(int step, T value) { versions_.emplace_back(step, std::move(value)); }
  // Null before the first.
  const T* At(int step) const {
    for (auto version = versions_.rbegin(); version != versions_.rend(); ++version) {
      if (version->first <= step) return &version->second;
    }
    return nullptr;
  }

 private:
  std::vector<std::pair<int, T>> versions_;
};

using ValueKey = std::tuple<std::string, std::string, Span, v1::ValueKind>;  // of whom, what
using SealKey = std::pair<std::string, Span>;

// All that was ever said.
struct Facts {
  Versions<Tree> trees;
  Versions<Definitions> definitions;
  std::map<ValueKey, Versions<Entry>> values;
  std::map<SealKey, Versions<Seal>> seals;
};

}  // namespace eduplan::indicators_model

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_FACTS_H_
