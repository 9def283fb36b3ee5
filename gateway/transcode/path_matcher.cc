#include "gateway/transcode/path_matcher.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/percent.h"

namespace eduplan::transcode {

struct PathMatcher::Search {
  absl::string_view method;
  absl::string_view verb;
  std::vector<absl::string_view> segments;  // the last may hold the unsplit rest of a long path
  int rule = -1;
  std::set<std::string> allowed;
};

namespace {

// Splits after the leading slash into at most `limit` pieces; the last keeps the rest of the path.
std::vector<absl::string_view> Split(absl::string_view path, size_t limit) {
  std::vector<absl::string_view> segments;
  if (path.empty()) return segments;
  while (segments.size() + 1 < limit) {
    const size_t slash = path.find('/');
    if (slash == path.npos) break;
    segments.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  segments.push_back(path);
  return segments;
}

absl::StatusOr<std::string> Value(const HttpTemplate::Variable& variable,
                                  const std::vector<absl::string_view>& segments) {
  const size_t end = variable.to_the_end ? segments.size() : variable.end;
  const size_t first = std::min<size_t>(variable.first, end);
  absl::string_view raw;
  if (first < end) {
    // All segments are views of one string, so the variable's text is one piece of it.
    raw = {segments[first].data(),
           static_cast<size_t>(segments[end - 1].data() + segments[end - 1].size() -
                               segments[first].data())};
  }
  std::string value;
  const auto rule = variable.single_segment ? PercentRule::kAll : PercentRule::kKeepReserved;
  if (const auto bad = PercentDecode(raw, rule, value)) {
    return absl::InvalidArgumentError(
        absl::StrCat("broken percent escape in the path's ", variable.field_path, ", byte ", *bad));
  }
  if (const auto bad = FindInvalidUtf8(value)) {
    return absl::InvalidArgumentError(
        absl::StrCat("invalid UTF-8 in the path's ", variable.field_path, ", byte ", *bad));
  }
  return value;
}

}  // namespace

bool PathMatcher::Accept(Search& search, int node) const {
  for (const Terminal& terminal : nodes_[node].terminals) {
    if (terminal.verb != search.verb) continue;
    if (terminal.method == search.method) {
      search.rule = terminal.rule;
      return true;
    }
    search.allowed.insert(terminal.method);
  }
  return false;
}

// The recursion is as deep as the longest template (at most 64), not as the path. A node stands at
// one depth only, so it is visited once.
bool PathMatcher::Walk(Search& search, int node, size_t depth) const {
  const Node& here = nodes_[node];
  if (depth == search.segments.size()) {
    if (Accept(search, node)) return true;
  } else {
    const absl::string_view segment = search.segments[depth];
    if (const auto it = here.literals.find(segment); it != here.literals.end()) {
      if (Walk(search, it->second, depth + 1)) return true;
    }
    const bool whole = segment.find('/') == segment.npos;
    if (here.single >= 0 && !segment.empty() && whole && Walk(search, here.single, depth + 1)) {
      return true;
    }
  }
  return here.rest >= 0 && Accept(search, here.rest);
}

absl::StatusOr<PathMatch> PathMatcher::Lookup(absl::string_view method,
                                              absl::string_view path) const {
  PathMatch match;
  if (path.empty() || path[0] != '/') return match;
  path.remove_prefix(1);
  Search search{.method = method, .verb = {}, .segments = {}, .rule = -1, .allowed = {}};

  const auto attempt = [&](absl::string_view base, absl::string_view verb) {
    search.verb = verb;
    search.segments = Split(base, longest_template_ + 1);
    return Walk(search, 0, 0) || !search.allowed.empty();
  };
  bool done = false;
  const size_t start = path.size() - std::min(path.size(), longest_verb_ + 1);
  for (size_t at = start; at < path.size() && !done; ++at) {
    const absl::string_view verb = path.substr(at + 1);
    if (path[at] != ':' || !verbs_.contains(verb)) continue;
    done = attempt(path.substr(0, at), verb);
  }
  if (!done) attempt(path, "");

  if (search.rule < 0) {
    if (!search.allowed.empty()) match.outcome = PathMatch::Outcome::kMethodNotAllowed;
    match.allowed = std::move(search.allowed);
    return match;
  }
  match.outcome = PathMatch::Outcome::kFound;
  match.rule = search.rule;
  const HttpTemplate& rule = templates_[search.rule];
  for (size_t i = 0; i < rule.variables.size(); ++i) {
    absl::StatusOr<std::string> value = Value(rule.variables[i], search.segments);
    if (!value.ok()) return value.status();
    match.bindings.push_back({static_cast<int>(i), *std::move(value)});
  }
  return match;
}

int PathMatcherBuilder::Child(int node, const HttpTemplate::Segment& segment) {
  const int next = static_cast<int>(matcher_.nodes_.size());
  PathMatcher::Node& here = matcher_.nodes_[node];
  int* child = nullptr;
  switch (segment.kind) {
    case HttpTemplate::Segment::Kind::kLiteral:
      child = &here.literals.try_emplace(segment.literal, -1).first->second;
      break;
    case HttpTemplate::Segment::Kind::kSingle:
      child = &here.single;
      break;
    case HttpTemplate::Segment::Kind::kDouble:
      child = &here.rest;
      break;
  }
  if (*child >= 0) return *child;
  *child = next;
  matcher_.nodes_.emplace_back();
  return next;
}

absl::Status PathMatcherBuilder::Add(absl::string_view method, HttpTemplate path, int rule) {
  int node = 0;
  for (const auto& segment : path.segments) node = Child(node, segment);
  auto& terminals = matcher_.nodes_[node].terminals;
  for (const auto& terminal : terminals) {
    if (terminal.method == method && terminal.verb == path.verb) {
      return absl::AlreadyExistsError(absl::StrCat("two rules for the same paths: ", method,
                                                   " rule ", rule, " and rule ", terminal.rule));
    }
  }
  terminals.push_back({path.verb, std::string(method), rule});
  matcher_.longest_template_ = std::max(matcher_.longest_template_, path.segments.size());
  matcher_.longest_verb_ = std::max(matcher_.longest_verb_, path.verb.size());
  if (!path.verb.empty()) matcher_.verbs_.insert(path.verb);
  if (matcher_.templates_.size() <= static_cast<size_t>(rule)) matcher_.templates_.resize(rule + 1);
  matcher_.templates_[rule] = std::move(path);
  return absl::OkStatus();
}

}  // namespace eduplan::transcode
