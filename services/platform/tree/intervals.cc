#include "services/platform/tree/intervals.h"

#include <algorithm>
#include <set>

namespace eduplan::tree {
namespace {

// A stretch of days on which a link, named by its place, holds.
struct Piece {
  Span days;
  int link;
};

void AddPieces(std::span<const Span> own, std::span<const Span> other, const Span& window, int link,
               std::vector<Piece>* pieces) {
  for (size_t i = 0, j = 0; i < own.size() && j < other.size();) {
    const Span days = {std::max({own[i].from, other[j].from, window.from}),
                       std::min({own[i].to, other[j].to, window.to})};
    if (days.from < days.to) {
      pieces->push_back({days, link});
    }
    (own[i].to < other[j].to) ? ++i : ++j;
  }
}

// Goes through the days on which something begins or ends; of what holds, the first link counts.
std::vector<Above> Sweep(const std::vector<Piece>& pieces, std::span<const Link> links) {
  struct Event {
    Day day;
    bool begins;  // ends come first: pieces of one link may follow one another
    int link;
    bool operator<(const Event& other) const {
      return day != other.day ? day < other.day : begins < other.begins;
    }
  };
  std::vector<Event> events;
  events.reserve(2 * pieces.size());
  for (const Piece& piece : pieces) {
    events.push_back({piece.days.from, true, piece.link});
    events.push_back({piece.days.to, false, piece.link});
  }
  std::sort(events.begin(), events.end());
  std::vector<Above> result;
  std::set<int> holding;
  Index current = kNoIndex;
  Day since = 0;
  for (size_t i = 0; i < events.size();) {
    const Day day = events[i].day;
    for (; i < events.size() && events[i].day == day; ++i) {
      if (events[i].begins) {
        holding.insert(events[i].link);
      } else {
        holding.erase(events[i].link);
      }
    }
    const Index next = holding.empty() ? kNoIndex : links[*holding.begin()].parent;
    if (next == current) {
      continue;
    }
    if (current != kNoIndex) {
      result.push_back({{since, day}, current});
    }
    current = next;
    since = day;
  }
  return result;
}

}  // namespace

void SortLinks(std::vector<Link>* links, absl::FunctionRef<std::string_view(Index)> id) {
  if (links->size() < 2) {
    return;
  }
  std::sort(links->begin(), links->end(), [&](const Link& a, const Link& b) {
    if (a.relation != b.relation) return a.relation > b.relation;
    if (a.days.from != b.days.from) return a.days.from < b.days.from;
    if (a.parent != b.parent) return id(a.parent) < id(b.parent);
    return a.days.to > b.days.to;
  });
}

std::vector<Above> ParentsThatCount(std::span<const Span> own, std::span<const Link> links,
                                    absl::FunctionRef<std::span<const Span>(Index)> existence) {
  std::vector<Piece> pieces;
  for (size_t i = 0; i < links.size(); ++i) {
    AddPieces(own, existence(links[i].parent), links[i].days, static_cast<int>(i), &pieces);
  }
  if (pieces.size() == 1) {
    return {{pieces[0].days, links[pieces[0].link].parent}};
  }
  return Sweep(pieces, links);
}

void VisitParents(std::span<const Link> links, std::span<const Above> counting,
                  absl::FunctionRef<void(Index parent, const Span& days)> visit) {
  for (const Above& above : counting) {
    visit(above.parent, above.days);
  }
  if (links.size() == 1 && counting.size() == 1) {
    return;
  }
  std::set<Index> told;
  for (const Above& above : counting) {
    told.insert(above.parent);
  }
  for (const Link& link : links) {
    if (told.insert(link.parent).second) {
      visit(link.parent, {0, 0});
    }
  }
}

}  // namespace eduplan::tree
