#include "services/plan_items/importer/cleaning/tail.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>

#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

constexpr size_t kProse = 40;

// What websites say of themselves.
bool SpeaksOfSite(std::u32string_view line) {
  static const RE2 kRe(
      "本站|本网|网站|版权|转载|下载|会员|(?i:vip)|侵权|上传|注明出处|免责|客服|微信号|公众号|举报|"
      "评论|点赞|收藏|登录|浏览器|网友|投稿|点击|阅读全文|订阅|举报");
  return RE2::PartialMatch(ToUtf8(line.substr(0, 200)), kRe);
}

// 1.某某局工作总结: a link among others.
bool LooksLikeLink(const Line& line) {
  FlatText text;
  for (char32_t c : line.folded.substr(0, 16)) text.chars.push_back(c);
  text.gap.assign(text.chars.size(), Gap::kNone);
  const Marker marker = ReadMarker(text, 0);
  if (marker.end == 0 || marker.kind < MarkerKind::kNumber) return false;
  std::u32string_view rest = std::u32string_view(line.folded).substr(marker.end);
  while (!rest.empty() && rest.front() == U' ') rest.remove_prefix(1);
  return LooksLikeTitle(rest);
}

bool BelongsToDocument(const Line& line) {
  if (line.kind != LineKind::kContent || SpeaksOfSite(line.folded)) return false;
  if (line.in_table) return true;
  if (line.starts_item) return !LooksLikeLink(line);
  return IsProse(line) || EndsSentence(line.folded.back());
}

// What stands behind the last sentence of a document whose lines end in sentences: short lines
// that end in none and are neither items nor parts of an official paper.
bool HangsOn(const Line& line) {
  constexpr size_t kLongest = 30;
  static const RE2 kPaper(
      "单位|责任|科室|时限|附件|抄送|联系|主送|\\d月|[一二三四五六七八九十]月|月底");
  return line.kind != LineKind::kPaper && !line.in_table && !line.starts_item &&
         line.folded.size() <= kLongest && !EndsSentence(line.folded.back()) &&
         !IsIssuerLine(line.folded) && !RE2::PartialMatch(ToUtf8(line.folded), kPaper);
}

size_t DropHangersOn(const std::vector<Line>& lines, size_t body, size_t tail) {
  constexpr size_t kFewest = 2;
  size_t first = tail;
  size_t hanging = 0;
  while (first > body && HangsOn(lines[first - 1])) {
    --first;
    hanging += lines[first].kind == LineKind::kContent ? 1 : 0;
  }
  if (first == body || !EndsSentence(lines[first - 1].folded.back())) return tail;
  size_t closed = 0;
  size_t open = 0;
  for (size_t i = body; i < first; ++i) {
    if (lines[i].kind == LineKind::kContent && IsProse(lines[i])) {
      ++(EndsSentence(lines[i].folded.back()) ? closed : open);
    }
  }
  const bool said = tail < lines.size() || hanging >= kFewest;
  return said && closed > 4 * open ? first : tail;
}

}  // namespace

bool IsProse(const Line& line) {
  return line.folded.size() >= kProse && line.folded.find_first_of(U"。,;") != std::u32string::npos;
}

size_t FindTail(const std::vector<Line>& lines, size_t body) {
  size_t tail = lines.size();
  for (size_t i = lines.size(); i-- > body;) {
    if (lines[i].kind == LineKind::kTailClutter) tail = i;
    if (lines[i].kind == LineKind::kPaywall && tail == lines.size()) tail = i;
    if (BelongsToDocument(lines[i])) break;
  }
  return DropHangersOn(lines, body, tail);
}

}  // namespace eduplan::importer
