#include <re2/re2.h>

#include <algorithm>

#include "services/plan_items/importer/cleaning/paper.h"
#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/dates.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/organs.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kEndLines = 40;     // The end is looked for among so many lines with content.
constexpr size_t kImprintLines = 8;  // From 抄送 to 印发.
constexpr size_t kAttachments = 20;  // Lines of an attachment note.
constexpr size_t kLongestName = 80;  // Of an attachment, or of who signs.
constexpr size_t kLongestImprint = 200;

// Indices of the last lines with content, first to last.
std::vector<size_t> EndLines(const std::vector<Line>& lines) {
  std::vector<size_t> end;
  for (size_t i = lines.size(); i-- > 0 && end.size() < kEndLines;) {
    if (lines[i].kind == LineKind::kContent) end.push_back(i);
  }
  std::reverse(end.begin(), end.end());
  return end;
}

bool Matches(const std::u32string& compact, const RE2& re, size_t longest) {
  return compact.size() <= longest && RE2::PartialMatch(ToUtf8(compact), re);
}

// 青溪县教育局办公室 2021年3月5日印发
bool IsPrinted(const std::u32string& compact) {
  static const RE2 kRe(
      R"re(^[\p{Han}xX×*]{0,30}[\d〇○零一二三四五六七八九xX×*]{4}年[\d一二三四五六七八九十xX×*]{1,3}月[\d一二三四五六七八九十xX×*]{1,3}日印(?:发|制)(?:\(?共印\d+份\)?)?。?$)re");
  return Matches(compact, kRe, kLongestName);
}

bool IsCopiesTo(const std::u32string& compact) {
  static const RE2 kRe(R"re(^(?:抄送|抄报|分送|发送):)re");
  return Matches(compact, kRe, kLongestImprint);
}

bool IsCopies(const std::u32string& compact) {
  static const RE2 kRe(R"re(^\(?共印\d+份\)?。?$)re");
  return Matches(compact, kRe, kLongestName);
}

bool IsRemark(const std::u32string& compact) {
  static const RE2 kRe(
      R"re(^\((?:此件|此文|联系人|联系电话|信息公开|公开(?:属性|方式|范围)).*\)$)re");
  return Matches(compact, kRe, kLongestName);
}

// 附件:1.…
bool OpensNote(const std::u32string& compact) {
  static const RE2 kRe(R"re(^附件\d{0,2}:.)re");
  return Matches(compact, kRe, kLongestName);
}

// 附件 or 附件1 alone: what follows is an attachment.
bool OpensAttachment(const std::u32string& compact) {
  static const RE2 kRe(R"re(^附件\d{0,2}:?$)re");
  return Matches(compact, kRe, kLongestName);
}

void TakeImprint(const std::vector<size_t>& end, std::vector<Line>& lines) {
  for (size_t k = 0; k < end.size(); ++k) {
    const std::u32string compact = WithoutSpaces(lines[end[k]].folded);
    if (IsPrinted(compact) || IsCopies(compact)) {
      lines[end[k]].kind = LineKind::kPaper;
      continue;
    }
    if (!IsCopiesTo(compact)) continue;
    size_t last = k;
    for (size_t m = k; m < std::min(end.size(), k + kImprintLines); ++m) {
      const std::u32string line = WithoutSpaces(lines[end[m]].folded);
      const bool closed = line.ends_with(U'。');
      if (IsPrinted(line) || IsCopies(line) || IsCopiesTo(line) || closed) last = m;
      if (IsPrinted(line)) break;
    }
    for (size_t m = k; m <= last; ++m) lines[end[m]].kind = LineKind::kPaper;
    k = last;
  }
}

// 附件:1.…, 2.…, up to signature or end.
void TakeNote(const std::vector<size_t>& end, std::vector<Line>& lines) {
  for (size_t k = 0; k < end.size(); ++k) {
    if (!OpensNote(WithoutSpaces(lines[end[k]].folded))) continue;
    size_t stop = k + 1;
    while (stop < end.size() && stop - k < kAttachments) {
      const Line& line = lines[end[stop]];
      const std::u32string compact = WithoutSpaces(line.folded);
      const bool name = compact.size() <= kLongestName && !EndsSentence(compact.back());
      if (!name || IsDateLine(compact) || IsIssuerLine(line.folded) || OpensAttachment(compact) ||
          !(line.starts_item || OpensNote(compact))) {
        break;
      }
      ++stop;
    }
    const bool closes = stop == end.size() || ReadSignedDate(lines, end[stop]).found ||
                        IsIssuerLine(lines[end[stop]].folded) ||
                        OpensAttachment(WithoutSpaces(lines[end[stop]].folded)) ||
                        IsRemark(WithoutSpaces(lines[end[stop]].folded));
    if (!closes) continue;
    for (size_t m = k; m < stop; ++m) lines[end[m]].kind = LineKind::kPaper;
    return;
  }
}

// A signature that attachments stand behind.
void TakeSignatureBeforeAttachment(const std::vector<size_t>& end, std::vector<Line>& lines,
                                   Paper& paper) {
  for (size_t k = 0; k + 1 < end.size(); ++k) {
    if (!OpensAttachment(WithoutSpaces(lines[end[k + 1]].folded))) continue;
    lines[end[k + 1]].kind = LineKind::kPaper;
    const SignedDate date = ReadSignedDate(lines, end[k]);
    if (!date.found) continue;
    if (paper.signature.empty()) paper.signature = date.signature;
    if (paper.issue_date.empty()) paper.issue_date = date.day;
    for (size_t i = date.first; i <= end[k]; ++i) lines[i].kind = LineKind::kPaper;
  }
}

}  // namespace

SignedDate ReadSignedDate(const std::vector<Line>& lines, size_t at) {
  SignedDate date{.first = at};
  const std::u32string compact = WithoutSpaces(lines[at].folded);
  if (!IsDateLine(compact)) {
    // Both on one line: 青溪县教育局2021年6月25日.
    const size_t year = compact.size() > kLongestName
                            ? std::u32string::npos
                            : compact.find_first_of(U"0123456789〇○二xX×*");
    if (year == std::u32string::npos || year == 0) return date;
    const std::u32string name = compact.substr(0, year);
    if (!IsIssuerLine(name) || !IsDateLine(compact.substr(year))) return date;
    return {name, DayOf(compact.substr(year)), at, true};
  }
  date.found = true;
  date.day = DayOf(compact);
  for (size_t i = at; i-- > 0;) {
    if (lines[i].kind != LineKind::kContent) continue;
    // Above a date any name of a body signs.
    const std::u32string name = WithoutSpaces(lines[i].folded);
    const bool organ = name.size() <= kLongestName && EndsAsOrgan(name) && IsOrganText(name);
    if (organ || IsIssuerLine(lines[i].folded)) {
      date.signature = name;
      date.first = i;
    }
    break;
  }
  return date;
}

void TakePaperEnd(std::vector<Line>& lines, Paper& paper) {
  const std::vector<size_t> end = EndLines(lines);
  TakeImprint(end, lines);
  for (size_t i : end) {
    if (IsRemark(WithoutSpaces(lines[i].folded))) lines[i].kind = LineKind::kPaper;
  }
  const std::vector<size_t> rest = EndLines(lines);
  TakeNote(rest, lines);
  TakeSignatureBeforeAttachment(EndLines(lines), lines, paper);
}

void TakeSignature(std::vector<Line>& lines, size_t body, size_t tail, Paper& paper) {
  size_t last = tail;
  while (last > body && lines[last - 1].kind != LineKind::kContent) --last;
  if (last == body) return;
  --last;
  const SignedDate date = ReadSignedDate(lines, last);
  std::u32string signature = date.signature;
  size_t first = std::max(body, date.first);
  if (!date.found) {
    if (!IsIssuerLine(lines[last].folded)) return;
    signature = WithoutSpaces(lines[last].folded);
    first = last;
  }
  for (size_t i = first; i <= last; ++i) lines[i].kind = LineKind::kPaper;
  if (!signature.empty()) paper.signature = signature;
  if (!date.day.empty()) paper.issue_date = date.day;
}

}  // namespace eduplan::importer
