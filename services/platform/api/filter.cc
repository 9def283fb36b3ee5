#include "services/platform/api/filter.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

// filter  = [ term { "AND" term } ]
// term    = field op literal
// field   = letter { letter | digit | "_" | "." }
// op      = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":"
// literal = '"' { char | '\"' | '\\' } '"'  |  run without spaces, quotes and parentheses

namespace eduplan::api {
namespace {

constexpr size_t kMostTerms = 20;
constexpr size_t kMostBytes = 4096;

class FilterParser {
 public:
  FilterParser(std::string_view text, std::span<const std::string_view> fields)
      : text_(text), fields_(fields) {}

  absl::StatusOr<std::vector<Term>> Parse() {
    if (text_.size() > kMostBytes) return Wrong("is longer than 4096 bytes", "超过 4096 字节");
    std::vector<Term> terms;
    SkipSpace();
    bool more = at_ < text_.size();
    while (more) {
      if (terms.size() == kMostTerms) return Wrong("has more than 20 terms", "条件超过 20 个");
      Term term;
      if (absl::Status s = ParseTerm(term); !s.ok()) return s;
      terms.push_back(std::move(term));
      SkipSpace();
      more = at_ < text_.size();
      if (more && !TakeAnd()) return Wrong("expects AND", "应为 AND");
    }
    return terms;
  }

 private:
  absl::Status ParseTerm(Term& term) {
    const size_t begin = at_;
    while (at_ < text_.size() && (absl::ascii_isalnum(text_[at_]) || text_[at_] == '_' ||
                                  (text_[at_] == '.' && at_ > begin))) {
      ++at_;
    }
    if (at_ == begin || absl::ascii_isdigit(text_[begin])) {
      at_ = begin;
      return Wrong("expects a field name", "应为字段名");
    }
    term.field = text_.substr(begin, at_ - begin);
    if (std::find(fields_.begin(), fields_.end(), term.field) == fields_.end()) {
      return UnknownField(term.field, begin);
    }
    SkipSpace();
    if (!TakeOperator(term.op)) return Wrong("expects an operator", "应为比较运算符");
    SkipSpace();
    return ParseLiteral(term.literal);
  }

  absl::Status ParseLiteral(std::string& literal) {
    if (at_ < text_.size() && text_[at_] == '"') return ParseQuoted(literal);
    const size_t end = std::min(text_.find_first_of(" \t\r\n\"()", at_), text_.size());
    if (end == at_) return Wrong("expects a value", "应为取值");
    literal = text_.substr(at_, end - at_);
    at_ = end;
    return absl::OkStatus();
  }

  absl::Status ParseQuoted(std::string& literal) {
    const size_t begin = at_++;
    for (; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      if (c == '"') {
        ++at_;
        return absl::OkStatus();
      }
      if (c == '\\') {
        if (++at_ == text_.size()) break;
        c = text_[at_];
        if (c != '"' && c != '\\') return Wrong("has an unknown escape", "含未知的转义");
      }
      literal.push_back(c);
    }
    at_ = begin;
    return Wrong("has a quote that does not close", "引号未闭合");
  }

  bool TakeOperator(Term::Op& op) {
    static constexpr std::pair<std::string_view, Term::Op> kOperators[] = {
        {"!=", Term::Op::kNotEqual},
        {"<=", Term::Op::kLessOrEqual},
        {">=", Term::Op::kGreaterOrEqual},
        {"=", Term::Op::kEqual},
        {"<", Term::Op::kLess},
        {">", Term::Op::kGreater},
        {":", Term::Op::kHas}};
    for (const auto& [text, value] : kOperators) {
      if (!text_.substr(at_).starts_with(text)) continue;
      at_ += text.size();
      op = value;
      return true;
    }
    return false;
  }

  // "AND" between spaces.
  bool TakeAnd() {
    if (!absl::ascii_isspace(text_[at_ - 1]) || !text_.substr(at_).starts_with("AND")) return false;
    if (at_ + 3 < text_.size() && !absl::ascii_isspace(text_[at_ + 3])) return false;
    at_ += 3;
    SkipSpace();
    return true;
  }

  void SkipSpace() {
    while (at_ < text_.size() && absl::ascii_isspace(text_[at_])) ++at_;
  }

  absl::Status Wrong(std::string_view english, std::string_view chinese) const {
    const std::string position = text::Cat(at_ + 1);
    return status::InvalidField("filter", "FILTER_INVALID",
                                text::Cat("filter ", english, " at position ", position),
                                text::Cat("filter 第 ", position, " 个字节处", chinese))
        .With("position", position);
  }

  static absl::Status UnknownField(std::string_view field, size_t begin) {
    const std::string shown = Excerpt(field);
    return status::InvalidField("filter", "FILTER_FIELD_UNKNOWN",
                                text::Cat("\"", shown, "\" is not a field that can be filtered by"),
                                text::Cat("“", shown, "”不是可用于筛选的字段"))
        .With("filter_field", shown)
        .With("position", text::Cat(begin + 1));
  }

  std::string_view text_;
  std::span<const std::string_view> fields_;
  size_t at_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<Term>> ParseFilter(std::string_view filter,
                                              std::span<const std::string_view> fields) {
  return FilterParser(filter, fields).Parse();
}

}  // namespace eduplan::api
