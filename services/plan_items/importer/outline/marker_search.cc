#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

// Whether a mark may stand here at all, given what is before it. Asked before the mark is read, so
// that a long row of digits is read once.
bool AtBoundary(const FlatText& text, size_t at, size_t last_end) {
  if (at == 0 || at == last_end || text.gap[at] != Gap::kNone) return true;
  const char32_t before = text.chars[at - 1];
  // 2023年,一是…;二是…: alone it will be no item.
  if (before == U',' && text.At(at, U"一是")) return true;
  return EndsSentence(before) || before == U':';
}

// In a run-on text a mark may follow a word: "…工作总结一、…". 统一、 and 第一、 are words.
bool MayRunOn(const FlatText& text, size_t at) {
  const char32_t before = text.chars[at - 1];
  if (!text.run_on || (!IsHan(before) && !IsOneOf(before, U"》”)"))) return false;
  if (IsOneOf(text.chars[at], U"xX×")) return false;
  return !IsOneOf(before, U"统唯同专单万任第逐其十百初高小周星之某每百分图表款附件年月日");
}

// 一是 after 原因 or 意义 and a comma lists reasons; such a list is not of work.
bool ListsReasons(const FlatText& text, size_t at) {
  size_t from = at;
  while (from > 0 && at - from < 30 && !EndsSentence(text.chars[from - 1])) --from;
  return Contains(text.view(from, at), {U"原因", U"理由", U"意义", U"好处", U"考虑", U"在于"});
}

class Finder {
 public:
  Finder(const FlatText& text, int max_depth) : text_(text), max_depth_(max_depth) {}

  absl::StatusOr<std::vector<Marker>> Find() {
    auto table = text_.tables.begin();
    for (size_t i = 0; i < text_.size(); ++i) {
      while (table != text_.tables.end() && table->end <= i) ++table;
      if (table != text_.tables.end() && table->begin <= i) {
        i = table->end - 1;
        continue;
      }
      const bool at_boundary = AtBoundary(text_, i, last_end_);
      if (!at_boundary && !MayRunOn(text_, i)) continue;
      Marker marker = ReadMarker(text_, i);
      const bool opens_line = i == 0 || text_.gap[i] == Gap::kLine;
      if (marker.end == 0 && opens_line && chapters_) marker = ReadChapterTitle(text_, i);
      if (marker.end == 0 && opens_line) marker = ReadUncertainMarker(text_, i);
      if (marker.end == 0) continue;
      marker.weak = !at_boundary;
      if (marker.weak && marker.kind == MarkerKind::kDecimal) continue;
      marker.at_line = i == 0 || text_.gap[i] == Gap::kLine || i == last_end_;
      if (!marker.at_line && !MayStandInside(marker)) continue;
      marker.after_title = marker.at_line && FollowsTitle(i);
      marker.after_colon = !marker.at_line && text_.chars[i - 1] == U':';
      marker.indent = Indent(text_.SourceBegin(i));
      if (marker.kind == MarkerKind::kDecimal && marker.form > max_depth_) return TooDeep(marker);
      chain_ = i == last_end_ ? chain_ + 1 : 1;
      if (chain_ > max_depth_) return TooDeep(marker);
      chapters_ = chapters_ || (marker.at_line && marker.kind == MarkerKind::kHanComma);
      last_end_ = marker.end;
      found_.push_back(marker);
      i = marker.end - 1;
    }
    AcceptSoleTopic();
    return std::move(found_);
  }

 private:
  // Where other lines open items a single one without a mark may be anything.
  void AcceptSoleTopic() {
    const auto opens = [](const Marker& marker) { return marker.at_line; };
    const auto sole = std::find_if(found_.begin(), found_.end(), opens);
    if (sole == found_.end() || std::find_if(sole + 1, found_.end(), opens) != found_.end()) return;
    if (StandsBetweenParagraphs(text_, *sole)) sole->uncertain = false;
  }

  bool MayStandInside(const Marker& marker) const {
    const bool masked = marker.number == 0 && marker.kind != MarkerKind::kInline;
    if (masked || marker.kind == MarkerKind::kDecimal) return false;
    if (marker.kind != MarkerKind::kInline) return true;
    return marker.number != 1 || !ListsReasons(text_, marker.begin);
  }

  bool FollowsTitle(size_t at) const {
    return std::binary_search(text_.title_ends.begin(), text_.title_ends.end(), at);
  }

  size_t Indent(size_t at) const {
    size_t from = at;
    while (from > 0 && text_.source[from - 1] != U'\n' && IsSpace(text_.source[from - 1])) --from;
    return from == 0 || text_.source[from - 1] == U'\n' ? at - from : 0;
  }

  absl::Status TooDeep(const Marker& marker) const {
    const std::u32string_view shown =
        text_.view(marker.begin, std::min(marker.end, marker.begin + 16));
    return absl::InvalidArgumentError(absl::StrCat(
        "nesting deeper than ", max_depth_, " levels on line ",
        LineOf(text_.source, text_.SourceBegin(marker.begin)), ": marker ", ToUtf8(shown)));
  }

  const FlatText& text_;
  const int max_depth_;
  std::vector<Marker> found_;
  size_t last_end_ = static_cast<size_t>(-1);
  int chain_ = 0;
  bool chapters_ = false;  // 一、 opened a line.
};

}  // namespace

absl::StatusOr<std::vector<Marker>> FindMarkers(const FlatText& text, int max_depth) {
  return Finder(text, max_depth).Find();
}

}  // namespace eduplan::importer
