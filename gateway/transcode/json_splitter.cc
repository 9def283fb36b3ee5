#include "gateway/transcode/json_splitter.h"

#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"

namespace eduplan::transcode {
namespace {

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

absl::Status TooLarge(const TextPlace& place, size_t limit) {
  return Error(absl::StatusCode::kResourceExhausted, "OBJECT_TOO_LARGE",
               absl::StrCat("the object that begins at line ", place.line, ", column ",
                            place.column, " is larger than ", limit, " bytes"),
               absl::StrCat("第 ", place.line, " 行第 ", place.column, " 列开始的对象超过 ", limit,
                            " 字节"));
}

}  // namespace

void JsonSplitter::Add(absl::string_view piece) {
  text_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  text_.append(piece.data(), piece.size());
}

absl::StatusOr<std::optional<JsonSplitter::Object>> JsonSplitter::Next() {
  while (scanned_ < text_.size()) {
    const char c = text_[scanned_];
    if (depth_ == 0) {
      begin_ = scanned_;
      place_ = here_;
      if (!IsSpace(c) && c != '{') {
        return BadJson("INVALID_JSON", here_, "an object is expected", "此处应为对象");
      }
      if (c == '{') depth_ = 1;
      here_.Advance(c);
      ++scanned_;
      continue;
    }
    here_.Advance(c);
    ++scanned_;
    if (scanned_ - begin_ > limit_) return TooLarge(place_, limit_);
    if (!EndsWith(c)) continue;
    const Object object{absl::string_view(text_).substr(begin_, scanned_ - begin_), place_};
    begin_ = scanned_;
    return object;
  }
  if (depth_ == 0) begin_ = scanned_;
  return std::optional<Object>();
}

bool JsonSplitter::EndsWith(char c) {
  if (in_string_) {
    // A string does not go over the end of a line: one that is not closed spoils one line only.
    const bool broken = c == '\n';
    const bool closed = c == '"' && !escaped_;
    escaped_ = c == '\\' && !escaped_;
    in_string_ = !closed && !broken;
    if (broken) depth_ = 0;
    return broken;
  }
  in_string_ = c == '"';
  if (c == '{' || c == '[') ++depth_;
  if (c == '}' || c == ']') --depth_;
  return depth_ == 0;
}

JsonSplitter::Object JsonSplitter::Rest() const {
  return {absl::string_view(text_).substr(begin_), place_};
}

}  // namespace eduplan::transcode
