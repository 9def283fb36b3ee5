#include "services/plan_items/importer/formats/html/guard.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/html/ascii.h"
#include "services/plan_items/importer/formats/html/open_elements.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

constexpr size_t kMaxDepth = 512;
constexpr size_t kMaxAttributes = 64;
constexpr size_t kMaxReferences = 1'000'000;
constexpr size_t kNone = std::string_view::npos;

class PageScanner {
 public:
  PageScanner(std::string_view html, size_t max_tags) : html_(html), max_tags_(max_tags) {}

  absl::Status Scan() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '&' && ++references_ > kMaxReferences) {
        return TooMany(kMaxReferences, "character references", "字符引用");
      }
      if (c == '<' && ++markup_ > kMaxReferences)
        return TooMany(kMaxReferences, "signs '<'", "“<”");
      if (c != '<') {
        ++at_;
      } else if (absl::Status status = ReadMarkup(); !status.ok()) {
        return status;
      }
    }
    return absl::OkStatus();
  }

 private:
  absl::Status ReadMarkup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
      SkipComment();
      return absl::OkStatus();
    }
    if (open_.InForeign() && rest.starts_with("<![CDATA[")) {
      at_ = std::min(html_.find("]]>", at_), html_.size());
      return absl::OkStatus();
    }
    const bool closes = rest.starts_with("</");
    const size_t name = at_ + (closes ? 2 : 1);
    if (name < html_.size() && absl::ascii_isalpha(html_[name])) return ReadTag(name, closes);
    // A declaration, a processing instruction or a bogus comment; else a character.
    const bool bogus = rest.starts_with("<!") || rest.starts_with("<?") || closes;
    at_ = bogus ? std::min(html_.find('>', at_), html_.size() - 1) + 1 : at_ + 1;
    return absl::OkStatus();
  }

  // "<!-->" and "<!--->" are whole comments; "--!>" ends one too.
  void SkipComment() {
    size_t dashes = at_ + 2;
    while ((dashes = html_.find("--", dashes)) != kNone) {
      const std::string_view rest = html_.substr(dashes + 2);
      if (rest.starts_with(">") || (rest.starts_with("!>") && dashes > at_ + 3)) {
        at_ = dashes + (rest.starts_with(">") ? 3 : 4);
        return;
      }
      ++dashes;
    }
    at_ = html_.size();
  }

  absl::Status ReadTag(size_t name_begin, bool closes) {
    const size_t begin = at_;
    size_t at = name_begin;
    while (at < html_.size() && !absl::ascii_isspace(html_[at]) && html_[at] != '>' &&
           html_[at] != '/') {
      ++at;
    }
    const std::string_view name = html_.substr(name_begin, at - name_begin);
    size_t attributes = 0;
    at_ = EndOfTag(at, attributes);
    if (++tags_ > max_tags_) return TooMany(max_tags_, "tags", "标签");
    if (attributes > kMaxAttributes)
      return TooMany(kMaxAttributes, "attributes in a tag", "单个标签的属性");
    if (closes) {
      open_.End(name);
      return absl::OkStatus();
    }
    const std::string_view text = html_.substr(begin, at_ - begin);
    const bool raw = open_.OpensRawText(name);
    if (raw) {
      SkipRawText(name);
      return absl::OkStatus();
    }
    open_.Start(name, text, text.ends_with("/>"));
    if (open_.depth() <= kMaxDepth) return absl::OkStatus();
    const std::string shown(name.substr(0, 16));
    return Refuse(absl::StatusCode::kInvalidArgument,
                  absl::StrCat("HTML elements nested deeper than ", kMaxDepth, " on line ", Line(),
                               ": <", shown, ">"),
                  absl::StrCat("网页第", Line(), "行的元素<", shown, ">嵌套超过", kMaxDepth, "层"));
  }

  // Behind the '>', with quoted values read over.
  size_t EndOfTag(size_t at, size_t& attributes) const {
    while (at < html_.size() && html_[at] != '>') {
      if (absl::ascii_isspace(html_[at]) || html_[at] == '/') {
        ++at;
        continue;
      }
      ++attributes;
      // An '=' may be the first character of a name.
      ++at;
      while (at < html_.size() && !absl::ascii_isspace(html_[at]) && html_[at] != '>' &&
             html_[at] != '/' && html_[at] != '=') {
        ++at;
      }
      at = EndOfValue(at);
    }
    return std::min(at + 1, html_.size());
  }

  size_t EndOfValue(size_t at) const {
    const size_t name_end = at;
    while (at < html_.size() && absl::ascii_isspace(html_[at])) ++at;
    if (at >= html_.size() || html_[at] != '=') return name_end;
    ++at;
    while (at < html_.size() && absl::ascii_isspace(html_[at])) ++at;
    if (at >= html_.size() || html_[at] == '>') return at;
    if (html_[at] == '"' || html_[at] == '\'') {
      return std::min(html_.find(html_[at], at + 1), html_.size() - 1) + 1;
    }
    while (at < html_.size() && !absl::ascii_isspace(html_[at]) && html_[at] != '>') ++at;
    return at;
  }

  // A script may have a comment in it, and in that another script.
  void SkipRawText(std::string_view name) {
    const bool script = Lower(name) == "script";
    bool comment = false;
    bool nested = false;
    for (; (at_ = html_.find_first_of("<-", at_)) != kNone; ++at_) {
      const std::string_view rest = html_.substr(at_);
      if (rest.starts_with("-->")) {
        comment = nested = false;
      } else if (script && rest.starts_with("<!--")) {
        comment = true;
        at_ += 1;
      } else if (comment && IsTagOf(rest.substr(1), "script")) {
        nested = true;
      } else if (rest.starts_with("</") && IsTagOf(rest.substr(2), name)) {
        if (!nested) break;
        nested = false;
      }
    }
    // Its end tag is nothing that was open.
    at_ = at_ == kNone ? kNone : html_.find('>', at_);
    at_ = at_ == kNone ? html_.size() : at_ + 1;
  }

  static bool IsTagOf(std::string_view text, std::string_view name) {
    if (!StartsWithIgnoringCase(text, Lower(name))) return false;
    const std::string_view rest = text.substr(name.size());
    return !rest.empty() && (absl::ascii_isspace(rest[0]) || rest[0] == '/' || rest[0] == '>');
  }

  size_t Line() const {
    return 1 + static_cast<size_t>(std::count(
                   html_.begin(), html_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  }

  absl::Status TooMany(size_t limit, const char* what, const char* chinese) const {
    return Refuse(absl::StatusCode::kInvalidArgument,
                  absl::StrCat("the HTML has more than ", limit, " ", what, " (line ", Line(), ")"),
                  absl::StrCat("网页中的", chinese, "超过", limit, "个（第", Line(), "行）"));
  }

  std::string_view html_;
  size_t max_tags_;
  size_t at_ = 0;
  size_t tags_ = 0;
  size_t references_ = 0;
  size_t markup_ = 0;
  OpenElements open_;
};

}  // namespace

absl::Status CheckPage(std::string_view html, size_t max_tags) {
  return PageScanner(html, max_tags).Scan();
}

}  // namespace eduplan::importer
