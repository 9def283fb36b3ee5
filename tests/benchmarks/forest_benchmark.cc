// The tree in memory: 300,000 organizations in the shape of the country, some of them moved.

#include <fmt/format.h>

#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/status/macros.h"
#include "services/platform/tree/forest.h"
#include "tests/benchmarks/report.h"

namespace eduplan::benchmarks {
namespace {

using tree::Day;
using tree::Delta;
using tree::Forest;
using tree::kForever;
using tree::Relation;

constexpr int kProvinces = 31;
constexpr int kCities = 333;
constexpr int kCounties = 2966;
constexpr int kNodes = 300'000;
constexpr int kSchools = kNodes - kProvinces - kCities - kCounties;
constexpr size_t kQuestions = 1 << 20;
const Day kFrom = tree::ToDay(absl::CivilDay(1949, 10, 1));
const Day kMoves = tree::ToDay(absl::CivilDay(1990, 1, 1));  // the first one
const Day kLast = tree::ToDay(absl::CivilDay(2030, 1, 1));

// Who stands below whom is by order, as in the codes of divisions.
struct Country {
  static int ProvinceOf(int city) { return city * kProvinces / kCities; }
  static int CityOf(int county) { return county * kCities / kCounties; }
  static int CountyOf(int school) {
    return static_cast<int>(int64_t{school} * kCounties / kSchools);
  }
  static std::string Province(int n) { return fmt::format("{:02}0000", n + 11); }
  static std::string City(int n) {
    return fmt::format("{:02}{:02}00", ProvinceOf(n) + 11, n % 99 + 1);
  }
  static std::string County(int n) { return fmt::format("c{:05}", n); }
  static std::string School(int n) { return fmt::format("{:010}", 2'100'000'000 + n); }

  Country() {
    facts.sequence = 1;
    for (int n = 0; n < kProvinces; ++n) Add(Province(n), "某某省教育厅", 2, 1);
    for (int n = 0; n < kCities; ++n) {
      Add(City(n), "某某市教育局", 3, 1);
      Place(City(n), Province(ProvinceOf(n)), kFrom, kForever);
    }
    for (int n = 0; n < kCounties; ++n) {
      Add(County(n), "某某县教育局", 4, 1);
      PlaceOrMove(County(n), City(CityOf(n)), n % 50 == 0, City((CityOf(n) + 1) % kCities));
      if (n % 30 == 0)
        Place(County(n), City(CityOf(n) / 2), kMoves, kForever, Relation::kReporting);
    }
    for (int n = 0; n < kSchools; ++n) {
      Add(School(n), fmt::format("某某县第{}小学", n % 100), 6, 2);
      PlaceOrMove(School(n), County(CountyOf(n)), n % 20 == 0,
                  County((CountyOf(n) + 1) % kCounties));
    }
  }
  void Add(const std::string& id, const std::string& name, int level, int kind) {
    name_bytes += name.size();
    facts.nodes.push_back(
        {.id = id,
         .states = {{.from = kFrom, .to = kForever, .level = level, .kind = kind, .name = name}}});
  }
  void Place(const std::string& id, const std::string& parent, Day from, Day to,
             Relation relation = Relation::kAdministrative) {
    facts.edges.push_back({id, parent, relation, from, to});
  }
  void PlaceOrMove(const std::string& id, const std::string& parent, bool moves,
                   const std::string& next) {
    const Day day = kMoves + static_cast<Day>(facts.nodes.size() % (kLast - kMoves));
    Place(id, parent, kFrom, moves ? day : kForever);
    if (moves) Place(id, next, day, kForever);
  }

  Delta facts;
  size_t name_bytes = 0;
};

// A question: is that node above this one on that day? Each node is asked for the province it stood
// in at first and for another.
struct Question {
  Forest::Index ancestor;
  Forest::Index node;
  Day at;
};

class Measurements {
 public:
  Measurements() : forest_(Forest::Build(country_.facts.nodes, country_.facts.edges, 1)) {
    for (int n = 0; n < kProvinces; ++n) {
      provinces_.push_back(forest_->Find(Country::Province(n)));
    }
    for (size_t i = 0; i < kQuestions; ++i) {
      const int school = Below(kSchools);
      const int own = Country::ProvinceOf(Country::CityOf(Country::CountyOf(school)));
      const int asked = i % 2 == 0 ? own : (own + 1 + Below(kProvinces - 1)) % kProvinces;
      questions_.push_back({provinces_[asked], forest_->Find(Country::School(school)),
                            kFrom + Below(kLast - kFrom)});
    }
  }

  absl::Status RunAll(Report& report) {
    // So many deltas that the overlay holds about a third of what it ever holds.
    std::shared_ptr<const Forest> changed = forest_;
    for (int i = 0; i < 800; ++i) changed = changed->With(MoveOfOne());
    for (const auto& [text, forest] : {std::pair("", forest_), {" after 800 deltas", changed}}) {
      EDUPLAN_RETURN_IF_ERROR(report.Run(Figure{.name = fmt::format("tree: is-ancestor{}", text),
                                                .unit = "ns",
                                                .wanted = 100,
                                                .at_most = true,
                                                .measured = [&] { return IsAncestor(*forest); }}));
      EDUPLAN_RETURN_IF_ERROR(
          report.Run(Figure{.name = fmt::format("tree: subtree of a province{}", text),
                            .unit = "M nodes/s",
                            .wanted = 5,
                            .at_most = false,
                            .measured = [&] { return Subtrees(*forest); }}));
    }
    EDUPLAN_RETURN_IF_ERROR(report.Run(Figure{.name = "tree: memory beyond names",
                                              .unit = "bytes",
                                              .wanted = 120,
                                              .at_most = true,
                                              .measured = [&] { return Memory(); }}));
    EDUPLAN_RETURN_IF_ERROR(report.Run(Figure{.name = "tree: delta of one, mean of 10,000",
                                              .unit = "us",
                                              .wanted = 0,
                                              .at_most = true,
                                              .measured = [&] { return Deltas(); }}));
    return report.Run(Figure{.name = "tree: built from all facts",
                             .unit = "ms",
                             .wanted = 0,
                             .at_most = true,
                             .measured = [&] { return Built(); }});
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % n); }

  absl::StatusOr<double> IsAncestor(const Forest& forest) const {
    const absl::Time start = absl::Now();
    size_t yes = 0;
    for (const Question& question : questions_) {
      yes += forest.IsAncestor(question.ancestor, question.node, question.at) ? 1 : 0;
    }
    const absl::Duration taken = absl::Now() - start;
    // Half of the questions name the own province; few schools ever left theirs.
    if (yes < kQuestions * 4 / 10 || yes > kQuestions * 6 / 10) {
      return absl::DataLossError(fmt::format("{} of {} are ancestors", yes, kQuestions));
    }
    return absl::ToDoubleNanoseconds(taken) / kQuestions;
  }

  absl::StatusOr<double> Subtrees(const Forest& forest) {
    const Day at = kFrom + Below(kLast - kFrom);
    const absl::Time start = absl::Now();
    int64_t visited = 0;
    int64_t depths = 0;
    for (const Forest::Index province : provinces_) {
      forest.VisitSubtree(province, at, [&](Forest::Index, int depth) {
        ++visited;
        depths += depth;
      });
    }
    const absl::Duration taken = absl::Now() - start;
    if (visited != kNodes || depths < visited * 2) return absl::DataLossError("nodes are missing");
    return static_cast<double>(visited) / absl::ToDoubleMicroseconds(taken);
  }

  absl::StatusOr<double> Memory() const {
    return static_cast<double>(forest_->MemoryBytes() - country_.name_bytes) / kNodes;
  }

  // A school goes to another county.
  Delta MoveOfOne() {
    const int school = Below(kSchools);
    const std::string id = Country::School(school);
    const Day day = kMoves + Below(kLast - kMoves);
    return {.nodes = {{.id = id,
                       .states = {{.from = kFrom, .level = 6, .kind = 2, .name = "某某县小学"}}}},
            .edges = {{id, Country::County(Country::CountyOf(school)), Relation::kAdministrative,
                       kFrom, day},
                      {id, Country::County(Below(kCounties)), Relation::kAdministrative, day}},
            .sequence = ++sequence_};
  }
  absl::StatusOr<double> Deltas() {
    constexpr int kDeltas = 10'000;
    std::vector<Delta> deltas;
    for (int i = 0; i < kDeltas; ++i) deltas.push_back(MoveOfOne());
    const absl::Time start = absl::Now();
    std::shared_ptr<const Forest> forest = forest_;
    for (const Delta& delta : deltas) forest = forest->With(delta);
    return absl::ToDoubleMicroseconds(absl::Now() - start) / kDeltas;
  }
  absl::StatusOr<double> Built() const {
    const absl::Time start = absl::Now();
    const auto forest = Forest::Build(country_.facts.nodes, country_.facts.edges, 1);
    return absl::ToDoubleMilliseconds(absl::Now() - start);
  }

  const Country country_;
  const std::shared_ptr<const Forest> forest_;
  std::mt19937 random_{20210630};
  std::vector<Forest::Index> provinces_;
  std::vector<Question> questions_;
  int64_t sequence_ = 1;
};

absl::Status Measure(const Options&, Report& report) {
  if (!report.Wants("tree: is-ancestor, subtree of a province, memory beyond names, delta of one, "
                    "mean of 10,000, built from all facts, after 800 deltas")) {
    return absl::OkStatus();
  }
  Measurements measurements;
  return measurements.RunAll(report);
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_forest", eduplan::benchmarks::Measure);
}
