#include "services/indicators/model/projection.h"

#include <algorithm>
#include <numeric>

#include "services/indicators/model/rational.h"

namespace eduplan::indicators {
namespace {

// MIN, MAX and the others say something of a whole that cannot be said of its parts.
bool Inheritable(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_SUM || aggregation == v1::AGGREGATION_RATIO ||
         aggregation == v1::AGGREGATION_WEIGHTED_MEAN || aggregation == v1::AGGREGATION_MEAN;
}

const tree::Heir* Find(const std::vector<tree::Heir>& heirs, std::string_view id) {
  const auto found = std::find_if(heirs.begin(), heirs.end(),
                                  [&](const tree::Heir& heir) { return heir.id == id; });
  return found == heirs.end() ? nullptr : &*found;
}

// One unit of the last digit shown, in millionths.
int64_t QuantumOf(const Definition& definition) {
  int64_t quantum = kScale;
  for (int i = 0; i < definition.proto.decimals(); ++i) quantum /= 10;
  return quantum;
}

std::string KeyOf(const Definition& definition) {
  return definition.proto.apportion_key().empty() ? "default" : definition.proto.apportion_key();
}

State NotInherited() {
  State state;
  state.expected = 1;
  state.estimated = true;
  return state;
}

}  // namespace

std::vector<Wide> Apportion(const Wide& amount, const std::vector<tree::Heir>& heirs,
                            int64_t quantum) {
  const bool whole = amount % quantum == 0;
  const Wide units = whole ? Wide(amount / quantum) : amount;
  const bool negative = units < 0;
  const tree::Fraction magnitude(boost::multiprecision::cpp_int(negative ? Wide(-units) : units));
  std::vector<Wide> parts(heirs.size());
  std::vector<tree::Fraction> remainders(heirs.size());
  Wide left = negative ? Wide(-units) : units;
  for (size_t i = 0; i < heirs.size(); ++i) {
    const tree::Fraction exact = magnitude * heirs[i].share;
    const boost::multiprecision::cpp_int floor = numerator(exact) / denominator(exact);
    parts[i] = Wide(floor);
    remainders[i] = exact - tree::Fraction(floor);
    left -= parts[i];
  }
  std::vector<size_t> order(heirs.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
  for (size_t i = 0; left > 0 && i < order.size(); ++i, --left) parts[order[i]] += 1;
  for (Wide& part : parts) {
    if (negative) part = -part;
    if (whole) part *= quantum;
  }
  return parts;
}

std::vector<std::string> Projection::SourcesOf(std::string_view heir) const {
  std::vector<std::string> candidates = forest_.successions().SourcesOf(heir);
  candidates.emplace_back(heir);
  std::sort(candidates.begin(), candidates.end());
  std::vector<std::string> sources;
  for (std::string& candidate : candidates) {
    const tree::Forest::Index index = forest_.Find(candidate);
    if (index == tree::Forest::kNone || !forest_.Exists(index, since_)) continue;
    const auto heirs = forest_.successions().HeirsOf(candidate, since_, until_, "default");
    if (Find(heirs, heir) != nullptr) sources.push_back(std::move(candidate));
  }
  return sources;
}

const std::vector<tree::Heir>& Projection::HeirsOf(std::string_view source,
                                                   const std::string& key) {
  const auto [place, added] = heirs_.try_emplace({std::string(source), key});
  if (added) place->second = forest_.successions().HeirsOf(source, since_, until_, key);
  return place->second;
}

Wide Projection::Part(const Wide& amount, std::string_view source, std::string_view heir,
                      int indicator) {
  const Definition& definition = *catalogue_.On(indicator, edition_day_);
  const std::vector<tree::Heir>& heirs = HeirsOf(source, KeyOf(definition));
  const std::vector<Wide> parts = Apportion(amount, heirs, QuantumOf(definition));
  for (size_t i = 0; i < heirs.size(); ++i) {
    if (heirs[i].id == heir) return parts[i];
  }
  return 0;
}

State Projection::Inherited(std::string_view source, std::string_view heir,
                            const Definition& definition, int own, const State& state) {
  const std::vector<tree::Heir>& heirs = HeirsOf(source, KeyOf(definition));
  const tree::Heir* mine = Find(heirs, heir);
  if (mine == nullptr) return State();
  const bool whole = mine->share == 1;
  if (whole && source == heir) return state;
  if (!Inheritable(definition.aggregation())) return NotInherited();
  State part = state;
  part.estimated = true;
  if (whole) return part;
  switch (definition.aggregation()) {
    case v1::AGGREGATION_SUM:
      part.a = Part(state.a, source, heir, own);
      break;
    case v1::AGGREGATION_RATIO:
      part.a = Part(state.a, source, heir, definition.numerator_index);
      part.b = Part(state.b, source, heir, definition.denominator_index);
      break;
    case v1::AGGREGATION_WEIGHTED_MEAN:
      // The value is the same in each part, its weight is divided: a = value × weight.
      if (state.b != 0) {
        part.b = Part(state.b, source, heir, definition.denominator_index);
        part.a = state.a / state.b * part.b;
      }
      break;
    default:
      break;
  }
  return part;
}

std::string Projection::ShareOf(std::string_view source, std::string_view heir,
                                const Definition& definition) {
  const tree::Heir* mine = Find(HeirsOf(source, KeyOf(definition)), heir);
  return mine == nullptr ? "" : ToDecimalText(mine->share);
}

}  // namespace eduplan::indicators
