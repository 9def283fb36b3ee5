#ifndef EDUPLAN_TESTS_UNIT_INDICATORS_ROLLUP_FIXTURE_H_
#define EDUPLAN_TESTS_UNIT_INDICATORS_ROLLUP_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/indicators/model/present.h"
#include "services/indicators/model/rollup.h"

namespace eduplan::indicators {

// A small tree, catalogue and table of entries for tests of the pure rollup.
class RollupWorld {
 public:
  static constexpr int kProvince = 2, kCity = 3, kCounty = 4, kSchool = 6;

  void Add(const std::string& id, int level, const std::string& parent) {
    nodes_.push_back({.id = id, .states = {{.level = level, .name = id}}});
    if (!parent.empty()) edges_.push_back({.child = id, .parent = parent});
  }
  void Define(const std::string& code, v1::Aggregation aggregation,
              v1::TemporalKind kind = v1::TEMPORAL_KIND_FLOW, const std::string& numerator = "",
              const std::string& denominator = "", const std::string& unit = "", int decimals = 0) {
    v1::Indicator proto;
    proto.set_code(code);
    proto.set_display_name(code);
    proto.set_aggregation(aggregation);
    proto.set_temporal_kind(kind);
    proto.set_numerator(numerator);
    proto.set_denominator(denominator);
    proto.set_unit(unit);
    proto.set_decimals(decimals);
    proto.set_ordinal(static_cast<int>(definitions_.size()) + 1);
    definitions_.push_back(MakeDefinition(proto, "").value());
    catalogue_ = std::make_shared<Catalogue>("v", definitions_);
  }
  void Number(const std::string& organization, const std::string& code, const std::string& value) {
    Enter(organization, code, {Entry::Content::kNumber, ParseDecimal(value).value()});
  }
  void NotApplicable(const std::string& organization, const std::string& code) {
    Enter(organization, code, {Entry::Content::kNotApplicable, 0});
  }
  void RateOnly(const std::string& organization, const std::string& code,
                const std::string& value) {
    Enter(organization, code, {Entry::Content::kRateOnly, ParseDecimal(value).value()});
  }
  void Enter(const std::string& organization, const std::string& code, const Entry& entry) {
    puts_.push_back({organization, code, entry});
  }

  const Catalogue& catalogue() const { return *catalogue_; }
  std::shared_ptr<const tree::Forest> forest() const {
    return tree::Forest::Build(nodes_, edges_, 1);
  }

  EntryTable Entries() const {
    EntryTable table(catalogue_->definitions().size());
    for (const auto& [organization, code, entry] : puts_) {
      table.Set(organization, catalogue_->IndexOf(code), entry);
    }
    return table;
  }
  States StatesOf(const std::string& root) const {
    const auto tree = forest();
    const calendar::Period period = calendar::Period::Parse("2021-H1").value();
    const EntryTable entries = Entries();
    return ComputeStates({.catalogue = catalogue_.get(),
                          .forest = tree.get(),
                          .entries = &entries,
                          .period = &period},
                         tree->Find(root), [](tree::Forest::Index) { return nullptr; });
  }
  State StateOf(const std::string& root, const std::string& code) const {
    return StatesOf(root)[catalogue_->IndexOf(code)];
  }
  std::string ValueOf(const std::string& root, const std::string& code) const {
    const Definition& definition = *catalogue_->Find(code);
    return PresentValue(definition, ExactValue(definition, StateOf(root, code)));
  }

 private:
  std::vector<tree::Node> nodes_;
  std::vector<tree::Edge> edges_;
  std::vector<Definition> definitions_;
  std::shared_ptr<Catalogue> catalogue_;
  struct Put {
    std::string organization;
    std::string code;
    Entry entry;
  };
  std::vector<Put> puts_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_TESTS_UNIT_INDICATORS_ROLLUP_FIXTURE_H_
