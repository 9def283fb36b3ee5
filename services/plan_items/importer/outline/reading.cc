#include "services/plan_items/importer/outline/reading.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "services/plan_items/importer/outline/costs.h"

namespace eduplan::importer {
namespace {

constexpr size_t kBeam = 12;
// The search commits to its best state after so many marks, which bounds its memory.
constexpr size_t kWindow = 65536;
// Kinds of marks that one text is told to have; what is beyond shares the last slot.
constexpr int kSlots = 24;

// What is remembered of a kind of mark.
struct SlotFacts {
  int16_t last = 0;    // The number it stood at last; 0: not seen.
  int8_t parent = -2;  // The slot it was last seen inside; -1 at the top, -2 not seen.
};

// An open sequence. Never changed: going on makes a new one.
struct Frame {
  int32_t below = -1;  // The frame of the item around; -1 at the top.
  int32_t place = -1;  // Step of its latest item.
  int16_t slot = 0;
  int16_t number = 0;
  int16_t depth = 1;
  bool lonely = true;
  bool in_line = false;  // Opened behind a colon inside a line.
  uint32_t indent = 0;
};

// One decision about one mark.
struct Step {
  int32_t before = -1;
  int32_t frame = -1;  // -1: the mark is no item.
  uint32_t marker = 0;
};

struct State {
  float cost = 0;
  int32_t step = -1;
  int32_t frame = -1;  // The innermost open sequence.
  uint64_t hash = 0;   // Of what decides about the future.
  std::array<SlotFacts, kSlots> slots{};
};

struct Move {
  float cost = 0;
  uint32_t state = 0;
  int32_t below = -1;    // The frame whose latest item is around it.
  int32_t goes_on = -1;  // The frame it continues; -1: it opens one.
  bool skip = false;
};

class Search {
 public:
  Search(const std::vector<Marker>& markers, int max_depth)
      : markers_(markers), max_depth_(max_depth) {}

  std::vector<Place> Run() {
    states_.push_back({});
    for (size_t i = 0; i < markers_.size() && !too_deep_; ++i) {
      Advance(i);
      if ((i + 1) % kWindow == 0) Commit(Best());
    }
    if (too_deep_) {
      Commit(states_.front());
    } else {
      for (State& state : states_) state.cost += Closing(state.frame);
      Commit(Best());
    }
    return std::move(places_);
  }

 private:
  static bool IsChapterTitle(const Marker& marker) {
    return marker.kind == MarkerKind::kTopic && marker.form == 3;
  }

  // Kinds that are told apart: 1.2 and 1.2.3 are two, as are 一是 and 一要.
  int SlotOf(const Marker& marker) {
    const int kind = IsChapterTitle(marker)
                         ? static_cast<int>(MarkerKind::kHanComma) * 128
                         : static_cast<int>(marker.kind) * 128 + std::min(marker.form, 127);
    return slots_.try_emplace(kind, std::min<int>(static_cast<int>(slots_.size()), kSlots - 1))
        .first->second;
  }

  static int RankOf(const Marker& marker) {
    if (IsChapterTitle(marker)) return static_cast<int>(MarkerKind::kHanComma) * 128;
    const int kind = static_cast<int>(marker.kind) * 128;
    return marker.kind == MarkerKind::kDecimal ? kind + std::min(marker.form, 127) : kind;
  }

  void Advance(size_t i) {
    const Marker& marker = markers_[i];
    const int slot = SlotOf(marker);
    ranks_[static_cast<size_t>(slot)] = RankOf(marker);
    moves_.clear();
    for (uint32_t s = 0; s < states_.size(); ++s) Consider(marker, slot, s);
    Keep(i, slot);
  }

  // All that may become of the mark in a state.
  void Consider(const Marker& marker, int slot, uint32_t s) {
    const State& state = states_[s];
    moves_.push_back({.cost = state.cost + Lost(marker), .state = s, .skip = true});
    float closing = 0;
    int32_t child = -1;  // The frame right inside the item that is looked at.
    for (int32_t below = state.frame;; below = frames_[static_cast<size_t>(below)].below) {
      if (below < 0 || frames_[static_cast<size_t>(below)].depth <= max_depth_) {
        const float opening =
            Opening(marker, slot, state, below, child) + (child < 0 ? 0 : Loneliness(child));
        moves_.push_back({.cost = state.cost + closing + opening, .state = s, .below = below});
      }
      if (below < 0) break;
      if (child >= 0) closing += Loneliness(child);
      const Frame& frame = frames_[static_cast<size_t>(below)];
      if (frame.slot == slot) {
        moves_.push_back({.cost = state.cost + closing + GoingOn(marker, frame),
                          .state = s,
                          .below = frame.below,
                          .goes_on = below});
      }
      child = below;
    }
  }

  static float Lost(const Marker& marker) {
    if (marker.uncertain || marker.weak) return costs::kLostUncertain;
    if (marker.kind == MarkerKind::kInline) return costs::kLostInline;
    if (marker.kind == MarkerKind::kDecimal) return costs::kLostDecimal;
    return marker.at_line ? costs::kLostLine : costs::kLostInside;
  }

  static float MarkItself(const Marker& marker) {
    if (marker.uncertain) return costs::kBareNumber;
    return marker.weak ? costs::kRunOnMark : 0;
  }

  static float GoingOn(const Marker& marker, const Frame& frame) {
    float cost = MarkItself(marker);
    if (marker.at_line && marker.indent != frame.indent) cost += costs::kIndentDiffers;
    if (frame.in_line && marker.at_line) cost += costs::kLeavesLine;
    if (marker.number == 0) return cost + costs::kMasked;
    const int step = marker.number - frame.number;
    if (step == 1) return cost;
    if (step == 0) return cost + costs::kRepeat;
    if (step < 0) return cost + (marker.number == 1 ? costs::kLostLine : costs::kBack);
    return cost + costs::kGap +
           costs::kGapStep * static_cast<float>(std::min(step - 2, costs::kGapSteps));
  }

  // `below`: the frame whose latest item would be around it; `child`: the sequence that stands open
  // right inside that item and would end.
  float Opening(const Marker& marker, int slot, const State& state, int32_t below,
                int32_t child) const {
    float cost = MarkItself(marker);
    const SlotFacts& facts = state.slots[static_cast<size_t>(slot)];
    if (marker.number == 0) {
      cost += costs::kMasked;
    } else if (marker.number != 1) {
      const int step = facts.last == 0 ? 0 : marker.number - facts.last;
      cost += step == 1 ? costs::kRunsOn : step > 1 ? costs::kRunsOnWithGap : costs::kOpensLate;
    }
    if (child >= 0) {
      cost +=
          frames_[static_cast<size_t>(child)].slot == slot ? costs::kRestart : costs::kOtherKind;
    }
    const int parent = below < 0 ? -1 : frames_[static_cast<size_t>(below)].slot;
    const bool known = facts.parent == parent;
    if (facts.parent != -2 && !known) {
      const bool anywhere =
          marker.kind == MarkerKind::kInline || marker.kind == MarkerKind::kBullet;
      cost += anywhere ? costs::kOtherParentInline : costs::kOtherParent;
    }
    return below >= 0 ? cost + OutOfOrder(marker, slot, below, known) : cost;
  }

  // `known`: the kind stood inside that one before. Headings without a mark and bullets stand at
  // any level.
  float OutOfOrder(const Marker& marker, int slot, int32_t below, bool known) const {
    const Frame& around = frames_[static_cast<size_t>(below)];
    float cost = 0;
    const bool ordered = !Is(MarkerKind::kTopic, slot) && !Is(MarkerKind::kBullet, slot) &&
                         !Is(MarkerKind::kTopic, around.slot);
    if (ordered && !known && around.slot != slot &&
        ranks_[static_cast<size_t>(slot)] <= RankOfFrame(around)) {
      cost += costs::kInverted;
    }
    for (int32_t f = below; f >= 0; f = frames_[static_cast<size_t>(f)].below) {
      const Frame& frame = frames_[static_cast<size_t>(f)];
      if (frame.slot != slot) continue;
      cost += f == below && marker.after_colon && marker.number == 1
                  ? costs::kInsideItselfAfterColon
                  : costs::kInsideItself;
      if (f == below && marker.at_line && marker.indent > frame.indent) {
        cost += costs::kIndentedInside;
      }
      break;
    }
    return cost;
  }

  bool Is(MarkerKind kind, int slot) const {
    return ranks_[static_cast<size_t>(slot)] / 128 == static_cast<int>(kind);
  }

  int RankOfFrame(const Frame& frame) const { return ranks_[static_cast<size_t>(frame.slot)]; }

  float Loneliness(int32_t frame) const {
    const Frame& closed = frames_[static_cast<size_t>(frame)];
    if (!closed.lonely) return 0;
    return RankOfFrame(closed) >= static_cast<int>(MarkerKind::kInline) * 128 ? costs::kLonelyInline
                                                                              : costs::kLonely;
  }

  float Closing(int32_t from) const {
    float cost = 0;
    for (int32_t f = from; f >= 0; f = frames_[static_cast<size_t>(f)].below) {
      cost += Loneliness(f);
    }
    return cost;
  }

  // Makes the states of the cheapest moves, one of each that have the same future.
  void Keep(size_t i, int slot) {
    const size_t looked_at = std::min(moves_.size(), 4 * kBeam);
    std::partial_sort(moves_.begin(), moves_.begin() + static_cast<std::ptrdiff_t>(looked_at),
                      moves_.end(), [](const Move& a, const Move& b) { return a.cost < b.cost; });
    next_.clear();
    for (size_t m = 0; m < looked_at && next_.size() < kBeam; ++m) {
      State state = Apply(moves_[m], i, slot);
      const bool known = std::any_of(next_.begin(), next_.end(),
                                     [&](const State& other) { return other.hash == state.hash; });
      if (!known) next_.push_back(state);
    }
    states_.swap(next_);
    const int32_t frame = states_.front().frame;
    too_deep_ = frame >= 0 && frames_[static_cast<size_t>(frame)].depth > max_depth_;
  }

  State Apply(const Move& move, size_t i, int slot) {
    State state = states_[move.state];
    state.cost = move.cost;
    const auto step = static_cast<int32_t>(steps_.size());
    if (move.skip) {
      steps_.push_back({state.step, -1, static_cast<uint32_t>(i)});
      state.step = step;
      return state;
    }
    const Marker& marker = markers_[i];
    Frame frame{.below = move.below, .place = step, .slot = static_cast<int16_t>(slot)};
    frame.indent = static_cast<uint32_t>(marker.indent);
    frame.depth = static_cast<int16_t>(
        move.below < 0 ? 1 : frames_[static_cast<size_t>(move.below)].depth + 1);
    const int before = move.goes_on < 0 ? 0 : frames_[static_cast<size_t>(move.goes_on)].number;
    frame.number = static_cast<int16_t>(marker.number > 0 ? std::min(marker.number, INT16_MAX - 1)
                                                          : before + 1);
    frame.lonely = move.goes_on < 0;
    frame.in_line =
        move.goes_on < 0 ? marker.after_colon : frames_[static_cast<size_t>(move.goes_on)].in_line;
    SlotFacts& facts = state.slots[static_cast<size_t>(slot)];
    facts.last = frame.number;
    facts.parent =
        static_cast<int8_t>(move.below < 0 ? -1 : frames_[static_cast<size_t>(move.below)].slot);
    steps_.push_back({state.step, static_cast<int32_t>(frames_.size()), static_cast<uint32_t>(i)});
    state.step = step;
    state.frame = static_cast<int32_t>(frames_.size());
    frames_.push_back(frame);
    state.hash = Hash(state);
    return state;
  }

  uint64_t Hash(const State& state) const {
    uint64_t hash = 14695981039346656037ULL;
    const auto mix = [&hash](uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    for (int32_t f = state.frame; f >= 0; f = frames_[static_cast<size_t>(f)].below) {
      const Frame& frame = frames_[static_cast<size_t>(f)];
      mix(static_cast<uint64_t>(frame.slot) << 20 | static_cast<uint64_t>(frame.number) << 1 |
          static_cast<uint64_t>(frame.lonely));
    }
    return hash;
  }

  const State& Best() const {
    return *std::min_element(states_.begin(), states_.end(),
                             [](const State& a, const State& b) { return a.cost < b.cost; });
  }

  // Takes the decisions of a state for good and forgets all others.
  void Commit(State state) {
    std::vector<int32_t> taken;
    for (int32_t s = state.step; s >= 0; s = steps_[static_cast<size_t>(s)].before) {
      if (steps_[static_cast<size_t>(s)].frame >= 0) taken.push_back(s);
    }
    std::vector<int> place_of(steps_.size(), -1);
    for (auto s = taken.rbegin(); s != taken.rend(); ++s) {
      const Step& step = steps_[static_cast<size_t>(*s)];
      const Frame& frame = frames_[static_cast<size_t>(step.frame)];
      int parent = -1;
      if (frame.below >= 0) {
        const int32_t around = frames_[static_cast<size_t>(frame.below)].place;
        parent = around >= 0 ? place_of[static_cast<size_t>(around)] : open_places_[~around];
      }
      place_of[static_cast<size_t>(*s)] = static_cast<int>(places_.size());
      places_.push_back({.marker = step.marker, .parent = parent, .depth = frame.depth});
    }
    Reopen(state, place_of);
  }

  // The open sequences alone, renumbered; their latest items are known by places from now on.
  void Reopen(State& state, const std::vector<int>& place_of) {
    std::vector<Frame> kept;
    for (int32_t f = state.frame; f >= 0; f = frames_[static_cast<size_t>(f)].below) {
      kept.push_back(frames_[static_cast<size_t>(f)]);
    }
    std::reverse(kept.begin(), kept.end());
    std::map<int32_t, int> open;
    for (size_t k = 0; k < kept.size(); ++k) {
      const int32_t place = kept[k].place;
      const int known = place >= 0 ? place_of[static_cast<size_t>(place)] : open_places_[~place];
      kept[k].below = static_cast<int32_t>(k) - 1;
      kept[k].place = ~static_cast<int32_t>(k);
      open[static_cast<int32_t>(k)] = known;
    }
    open_places_ = std::move(open);
    frames_ = std::move(kept);
    steps_.clear();
    state.step = -1;
    state.frame = static_cast<int32_t>(frames_.size()) - 1;
    states_.assign(1, state);
  }

  const std::vector<Marker>& markers_;
  const int max_depth_;
  std::map<int, int> slots_;
  std::array<int, kSlots> ranks_{};
  std::vector<Frame> frames_;
  std::vector<Step> steps_;
  std::vector<State> states_;
  std::vector<State> next_;
  std::vector<Move> moves_;
  std::vector<Place> places_;
  // Places of the items that were open when the search last committed; Frame::place is the
  // complement of the key.
  std::map<int32_t, int> open_places_;
  bool too_deep_ = false;
};

}  // namespace

std::vector<Place> ChooseReading(const std::vector<Marker>& markers, int max_depth) {
  return Search(markers, max_depth).Run();
}

}  // namespace eduplan::importer
