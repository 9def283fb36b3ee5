#include "services/plan_items/importer/cleaning/paper.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/organs.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kHeadLines = 30;    // The head is looked for among so many lines with content.
constexpr size_t kLongestHead = 60;  // Of one of its lines.
constexpr size_t kCoverLines = 15;   // Of a covering notice.
constexpr size_t kAddressees = 160;  // Of the line that names them.
constexpr size_t kTitleAfter = 4;    // Lines from a covering notice to the title of its enclosure.

// The characters of a line without white space, as printed.
std::u32string PrintedLine(std::u32string_view source, const Line& line) {
  std::u32string out;
  for (char32_t c : source.substr(line.begin, line.end - line.begin)) {
    if (!IsSpace(c)) out.push_back(c);
  }
  return out;
}

// Indices of the first lines with content, up to the first item.
std::vector<size_t> HeadLines(const std::vector<Line>& lines) {
  std::vector<size_t> head;
  for (size_t i = 0; i < lines.size() && head.size() < kHeadLines; ++i) {
    if (lines[i].kind != LineKind::kContent) continue;
    if (lines[i].starts_item) break;
    head.push_back(i);
  }
  return head;
}

// 云教〔2021〕1号, alone on its line or with the signer behind it.
size_t NumberLength(const std::u32string& compact) {
  static const RE2 kRe(
      R"re(^([\p{Han}xX×*]{1,16}[〔\[(【][\dxX×*]{4}[〕\])】]第?[\dxX×*]{1,4}号)(?:(?:签发人|会签人):?.*)?$)re");
  std::string number;
  if (compact.size() > kLongestHead || !RE2::FullMatch(ToUtf8(compact), kRe, &number)) return 0;
  return static_cast<size_t>(std::count_if(number.begin(), number.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

// Copy number, secrecy, urgency, signer, the rule below the number.
bool IsHeadLine(const std::u32string& compact) {
  static const RE2 kRe(
      R"re(^(?:\d{6}|(?:\d{6})?(?:绝密|机密|秘密)(?:[★☆].*)?|(?:\d{6})?(?:特提|特急|加急|平急|急件)|(?:签发人|会签人)(?::.{0,30})?|[-—–_─━═★☆]{3,})$)re");
  return compact.size() <= kLongestHead && RE2::FullMatch(ToUtf8(compact), kRe);
}

// 青溪县教育局文件: the name of the body, "" if the line is no red head.
std::u32string RedHead(const std::u32string& compact) {
  constexpr std::u32string_view kFile = U"文件";
  if (compact.size() > kLongestHead || !compact.ends_with(kFile)) return {};
  const std::u32string name = compact.substr(0, compact.size() - kFile.size());
  return EndsAsOrgan(name) && IsOrganText(name) ? name : std::u32string();
}

void TakeHead(std::u32string_view source, const std::vector<size_t>& head, std::vector<Line>& lines,
              Paper& paper) {
  std::optional<size_t> red;
  std::optional<size_t> number;
  for (size_t i : head) {
    const std::u32string compact = WithoutSpaces(lines[i].folded);
    if (!number) {
      if (const size_t length = NumberLength(compact)) {
        number = i;
        paper.document_number = ToUtf8(PrintedLine(source, lines[i]).substr(0, length));
        lines[i].kind = LineKind::kPaper;
      }
    }
    if (!red && !RedHead(compact).empty()) red = i;
  }
  // Prose may name a 文件; a red head stands first, or shortly above the number.
  if (red && (*red == head.front() || (number && *red < *number && *number - *red <= 4))) {
    paper.issuer = RedHead(WithoutSpaces(lines[*red].folded));
    lines[*red].kind = LineKind::kPaper;
  }
  if (paper.issuer.empty() && !number) return;
  const size_t last = number ? *number : *red;
  for (size_t i : head) {
    if (i <= last + 2 && IsHeadLine(WithoutSpaces(lines[i].folded))) {
      lines[i].kind = LineKind::kPaper;
    }
  }
}

// The number among the particulars of a page: 文号: 云教〔2021〕1号.
void TakeNumberOfPage(std::u32string_view source, const std::vector<Line>& lines, Paper& paper) {
  static const RE2 kRe(R"re(^(?:文号|发文字号|发文文号)\s*:)re");
  for (size_t i = 0; i < std::min(lines.size(), 2 * kHeadLines); ++i) {
    const Line& line = lines[i];
    if (line.folded.size() > kLongestHead || !RE2::PartialMatch(ToUtf8(line.folded), kRe)) continue;
    const std::u32string printed = PrintedLine(source, line);
    const size_t colon = printed.find_first_of(U":：");
    // Other particulars may follow on the line.
    const size_t end = std::min(printed.find(U'号', colon), printed.size() - 1) + 1;
    const std::u32string number = printed.substr(colon + 1, end - colon - 1);
    if (NumberLength(Fold(number)) == 0) continue;
    paper.document_number = ToUtf8(number);
    return;
  }
}

// Cuts a list of bodies at its commas; 各县、区教育局 is one of them.
std::vector<std::string> SplitAddressees(std::u32string_view printed) {
  std::vector<std::string> names;
  std::u32string name;
  int depth = 0;
  const auto finish = [&] {
    if (!name.empty()) names.push_back(ToUtf8(name));
    name.clear();
  };
  for (char32_t c : printed) {
    if (IsOneOf(c, U"(（")) ++depth;
    if (IsOneOf(c, U")）")) --depth;
    const bool comma = IsOneOf(c, U",，;；");
    const bool every = name.size() <= 2 && name.starts_with(U'各');
    const bool list = c == U'、' && !every && EndsAsOrgan(Fold(name));
    if (depth <= 0 && (comma || list)) {
      finish();
    } else {
      name.push_back(c);
    }
  }
  finish();
  return names;
}

// The line that names whom a paper is for. A salutation and a sentence that announces a
// list end with a colon, too.
bool NamesAddressees(const Line& line, const std::u32string& compact) {
  if (line.starts_item || compact.size() < 3 || compact.size() > kAddressees) return false;
  if (compact.back() != U':' || compact.find_first_of(U"。!?“《") != std::u32string::npos) {
    return false;
  }
  return EndsAsOrgan(compact.substr(0, compact.size() - 1)) &&
         !Contains(compact, {U"如下", U"现将", U"汇报", U"以下", U"下列", U"包括", U"附件", U"责任",
                             U"牵头", U"配合", U"抄送", U"来源", U"作者", U"主办"});
}

// Everything up to the signature of a notice that encloses the document: 现将…印发给你们.
void TakeCover(size_t addressees, std::vector<Line>& lines, Paper& paper) {
  size_t seen = 0;
  for (size_t i = addressees + 1; i < lines.size() && seen < kCoverLines; ++i) {
    if (lines[i].kind != LineKind::kContent) continue;
    ++seen;
    const SignedDate date = ReadSignedDate(lines, i);
    if (!date.found || date.signature.empty()) continue;
    size_t after = 0;
    for (size_t k = i + 1; k < lines.size() && after < kTitleAfter; ++k) {
      if (lines[k].kind != LineKind::kContent) continue;
      ++after;
      if (!LooksLikeTitle(lines[k].folded)) continue;
      paper.signature = date.signature;
      paper.issue_date = date.day;
      for (size_t j = 0; j < k; ++j) {
        if (lines[j].kind == LineKind::kContent) lines[j].kind = LineKind::kPaper;
      }
      return;
    }
    return;
  }
}

void TakeAddressees(std::u32string_view source, const std::vector<size_t>& head,
                    std::vector<Line>& lines, Paper& paper) {
  constexpr std::u32string_view kMain = U"主送:";
  for (size_t i : head) {
    if (lines[i].kind != LineKind::kContent) continue;
    std::u32string compact = WithoutSpaces(lines[i].folded);
    const bool said = compact.starts_with(kMain);
    if (!said && !NamesAddressees(lines[i], compact)) continue;
    std::u32string printed = PrintedLine(source, lines[i]);
    if (said) printed.erase(0, kMain.size());
    while (!printed.empty() && IsOneOf(printed.back(), U":：。")) printed.pop_back();
    paper.recipients = SplitAddressees(printed);
    lines[i].kind = LineKind::kPaper;
    if (!said) TakeCover(i, lines, paper);
    return;
  }
}

}  // namespace

Paper TakePaper(std::u32string_view source, std::vector<Line>& lines) {
  Paper paper;
  const std::vector<size_t> head = HeadLines(lines);
  if (!head.empty()) {
    TakeHead(source, head, lines, paper);
    TakeAddressees(source, head, lines, paper);
  }
  if (paper.document_number.empty()) TakeNumberOfPage(source, lines, paper);
  TakePaperEnd(lines, paper);
  return paper;
}

}  // namespace eduplan::importer
