#include "gateway/transcode/http_template.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

// Template  = "/" [ Segments ] [ Verb ] ;
// Segments  = Segment { "/" Segment } ;
// Segment   = "*" | "**" | LITERAL | Variable ;
// Variable  = "{" FieldPath [ "=" Segments ] "}" ;        variables do not nest
// FieldPath = IDENT { "." IDENT } ;
// Verb      = ":" LITERAL { ":" LITERAL } ;
// LITERAL   = one or more of the RFC 3986 pchar except ":" and "*" ;
// IDENT     = ( letter | "_" ) { letter | digit | "_" } ;

namespace eduplan::transcode {
namespace {

constexpr int kMaxSegments = 64;

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  absl::StatusOr<HttpTemplate> Parse() {
    const bool ok = Eat('/') && (AtEnd() || Peek() == ':' || Segments(false)) && Verb() && AtEnd();
    if (!ok) {
      return absl::InvalidArgumentError(
          absl::StrCat("path template \"", text_, "\", column ", at_ + 1, ": ", why_));
    }
    return std::move(result_);
  }

 private:
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  bool Eat(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }
  bool Fail(const char* why) {
    why_ = why;
    return false;
  }

  bool Segments(bool in_variable) {
    do {
      if (!Segment(in_variable)) return false;
    } while (Eat('/'));
    return true;
  }

  bool Segment(bool in_variable) {
    if (Peek() == '{') return in_variable ? Fail("a variable inside a variable") : Variable();
    if (saw_double_) return Fail("** is not the last segment");
    if (result_.segments.size() >= kMaxSegments) return Fail("too many segments");
    HttpTemplate::Segment segment;
    if (Eat('*')) {
      saw_double_ = Eat('*');
      segment.kind =
          saw_double_ ? HttpTemplate::Segment::Kind::kDouble : HttpTemplate::Segment::Kind::kSingle;
    } else if (!Literal(segment.literal)) {
      return false;
    }
    result_.segments.push_back(std::move(segment));
    return true;
  }

  bool Variable() {
    if (saw_double_) return Fail("** is not the last segment");
    ++at_;
    HttpTemplate::Variable variable;
    if (!FieldPath(variable.field_path)) return false;
    variable.first = static_cast<int>(result_.segments.size());
    if (Eat('=')) {
      if (!Segments(true)) return false;
    } else {
      result_.segments.push_back({HttpTemplate::Segment::Kind::kSingle, ""});
    }
    if (!Eat('}')) return Fail("expected }");
    variable.end = static_cast<int>(result_.segments.size());
    variable.to_the_end = saw_double_;
    variable.single_segment = variable.end == variable.first + 1 && !saw_double_;
    const auto same = [&](const auto& v) { return v.field_path == variable.field_path; };
    if (std::any_of(result_.variables.begin(), result_.variables.end(), same)) {
      return Fail("the same variable twice");
    }
    result_.variables.push_back(std::move(variable));
    return true;
  }

  bool FieldPath(std::string& out) {
    do {
      if (!out.empty()) out += '.';
      if (!absl::ascii_isalpha(Peek()) && Peek() != '_') return Fail("expected a field name");
      while (absl::ascii_isalnum(Peek()) || Peek() == '_') out += text_[at_++];
    } while (Eat('.'));
    return true;
  }

  bool Literal(std::string& out) {
    static constexpr absl::string_view kMarks = "-._~!$&'()+,;@%";
    const size_t start = at_;
    while (absl::ascii_isalnum(Peek()) || (!AtEnd() && kMarks.find(Peek()) != kMarks.npos)) ++at_;
    if (at_ == start) return Fail("expected a literal");
    absl::StrAppend(&out, text_.substr(start, at_ - start));
    return true;
  }

  bool Verb() {
    while (Eat(':')) {
      if (!result_.verb.empty()) result_.verb += ':';
      if (!Literal(result_.verb)) return false;
    }
    return true;
  }

  const absl::string_view text_;
  size_t at_ = 0;
  bool saw_double_ = false;
  const char* why_ = "unexpected character";
  HttpTemplate result_;
};

}  // namespace

absl::StatusOr<HttpTemplate> ParseHttpTemplate(absl::string_view text) {
  return Parser(text).Parse();
}

}  // namespace eduplan::transcode
