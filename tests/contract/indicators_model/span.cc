#include "tests/contract/indicators_model/span.h"

#include "absl/strings/str_format.h"

namespace eduplan::indicators_model {
namespace {

int CountIn(char kind) {
  switch (kind) {
    case 'H':
    case 'T':
      return 2;
    case 'Q':
      return 4;
    case 'M':
      return 12;
    default:
      return 1;
  }
}

}  // namespace

int Span::first() const {
  switch (kind) {
    case 'S':
      return year * 12 + 8;
    case 'T':
      return number == 1 ? year * 12 + 8 : year * 12 + 13;
    default:
      return year * 12 + (number - 1) * (12 / CountIn(kind));
  }
}

int Span::beyond() const {
  switch (kind) {
    case 'S':
      return first() + 12;
    case 'T':
      return number == 1 ? first() + 5 : first() + 7;
    default:
      return first() + 12 / CountIn(kind);
  }
}

std::string Span::text() const {
  switch (kind) {
    case 'H':
    case 'Q':
      return absl::StrFormat("%d-%c%d", year, kind, number);
    case 'M':
      return absl::StrFormat("%d-%02d", year, number);
    case 'S':
      return absl::StrFormat("%d-%d", year, year + 1);
    case 'T':
      return absl::StrFormat("%d-%d-T%d", year, year + 1, number);
    default:
      return absl::StrFormat("%d", year);
  }
}

Span Span::before() const {
  return number > 1 ? Span{kind, year, number - 1} : Span{kind, year - 1, CountIn(kind)};
}

std::string KindsLike(const Span& span) {
  return span.school() ? "ST" : "YHQM";
}

std::vector<Span> Around(char kind, int year) {
  std::vector<Span> spans;
  for (int y = year - 1; y <= year + 1; ++y) {
    for (int n = 1; n <= CountIn(kind); ++n) spans.push_back({kind, y, n});
  }
  return spans;
}

std::vector<Span> Cut(const Span& span, char kind) {
  std::vector<Span> parts;
  if (kind == span.kind) return parts;
  for (const Span& other : Around(kind, span.year)) {
    if (other.first() >= span.first() && other.beyond() <= span.beyond()) parts.push_back(other);
  }
  return parts;
}

std::vector<Span> EndingAt(const Span& span, int beyond) {
  std::vector<Span> ending;
  for (const char kind : KindsLike(span)) {
    for (const Span& other : Around(kind, span.year)) {
      if (other.beyond() == beyond) ending.push_back(other);
    }
  }
  return ending;
}

}  // namespace eduplan::indicators_model
