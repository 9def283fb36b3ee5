#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_SUCCESSIONS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_SUCCESSIONS_H_

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/platform/tree/facts.h"

namespace eduplan::tree {

// Always in lowest terms.
using Fraction = boost::multiprecision::cpp_rational;

// One who goes on with a share of what another was.
struct Heir {
  std::string id;
  Fraction share;  // above 0; those of all heirs add up to 1
  friend bool operator==(const Heir&, const Heir&) = default;
};

// Brings successions to the form that is kept: in the order in which they count, which is by day
// and within a day as recorded; one for each event, source and target, of which the last given
// counts; with one share for each key, by key, and without shares that are none.
void Normalize(std::vector<Succession>* successions);

// Every succession that is known. Immutable and thread-safe; does no I/O.
class Successions {
 public:
  Successions() = default;
  explicit Successions(std::vector<Succession> successions);
  Successions(const Successions&) = delete;
  Successions& operator=(const Successions&) = delete;
  // These with more, which replace those of the same events.
  std::shared_ptr<const Successions> With(std::span<const Succession> more) const;

  // Normal.
  const std::vector<Succession>& all() const { return all_; }

  // Who, on day `until`, goes on with what `id` was on day `since`, by id: follows the events that
  // took effect after `since` and at the latest on `until`, one after the other. Where a source has
  // no shares by `key`, those by kDefaultKey count; without any a sole target takes all, and of
  // several none. Without events, `id` alone.
  std::vector<Heir> HeirsOf(std::string_view id, Day since, Day until, std::string_view key) const;

  // All who on any day went on with a part of it, or of which it went on with a part; at any
  // distance, each once, by id, without itself.
  std::vector<std::string> EverHeirs(std::string_view id) const;
  std::vector<std::string> SourcesOf(std::string_view id) const;

  size_t MemoryBytes() const;

 private:
  // An event: what passes on at once.
  struct Step {
    Day day;
    uint32_t begin;  // in all_
    uint32_t end;
  };
  using Parts = std::map<std::string_view, Fraction>;  // by holder
  using Neighbours = absl::flat_hash_map<std::string_view, std::vector<std::string_view>>;

  // Passes on what the sources of a step hold; returns who holds something from it.
  std::vector<std::string_view> Take(const Step& step, std::string_view key, Parts* parts) const;
  static std::vector<std::string> Reach(const Neighbours& neighbours, std::string_view id);

  std::vector<Succession> all_;
  std::vector<Step> steps_;
  // Views into all_.
  absl::flat_hash_map<std::string_view, std::vector<uint32_t>> steps_of_;  // by source, in order
  Neighbours targets_;
  Neighbours sources_;
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_SUCCESSIONS_H_
