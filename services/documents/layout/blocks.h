// The block tree of an official document: what it says, in order, without any position on a page.
//
// A document is made by filling these plain structs; layout::Place puts them on GB/T 9704-2012
// pages (placement.h) and formats::WriteDocx writes them as an editable file. All text is UTF-8;
// line breaks inside a text are not allowed except in Title, where they force a line.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_BLOCKS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_BLOCKS_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace eduplan::layout {

// A mark at the top left of the first page, above the title (黑体, size 3): 送审稿, 特急 and the
// like.
struct HeadMark {
  std::string text;
};

// The document's title (小标宋, size 2, centred). Without a '\n' the layout breaks it
// into balanced lines.
struct Title {
  std::string text;
};

// 主送机关, flush left. The full-width colon at the end is part of the text.
struct Addressee {
  std::string text;
};

// A heading with its marker as text: "一、总体情况", "（二）重点任务", "1.招生", "（3）安全".
struct Heading {
  int level = 1;  // 1 to 4
  std::string text;
};

enum class RunStyle {
  kBody,    // 仿宋
  kStrong,  // 黑体, for a word that must stand out; official papers do not use bold
  kKai,     // 楷体, for a sentence that leads a paragraph
};

struct Run {
  std::string text;
  RunStyle style = RunStyle::kBody;
};

// A body paragraph, indented by two characters.
struct Paragraph {
  std::vector<Run> runs;
};

enum class Alignment { kLeft, kCenter, kRight };

struct Column {
  Alignment alignment = Alignment::kLeft;
  // Share of the text width relative to the other columns; 0 lets the layout choose by content.
  double relative_width = 0;
};

// A ruled table. Every row has as many cells as there are columns. Header rows are centred and
// repeated on each page that the table reaches.
struct Table {
  std::string caption;                                // above the table; may be empty
  std::vector<Column> columns;                        // at least one
  std::vector<std::vector<std::string>> header_rows;  // may be empty
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> notes;  // one line each, under the table
};

// 附件说明 after the body: one name prints as "附件：名", several are numbered.
struct AttachmentNote {
  std::vector<std::string> names;
};

// 发文机关署名 and 成文日期.
struct Signature {
  std::string organization;
  absl::CivilDay date;
  bool sealed = false;  // leave room for a seal: the name is centred over the date
};

// The start of an attachment: a new page with 附件 and its number on line 1 and its title on
// line 3. The blocks that follow belong to it.
struct Attachment {
  int number = 0;  // 0 prints no number: the only attachment
  std::string title;
};

// 版记, at the foot of the last page, which is made an even one. At most one, the last block.
struct Imprint {
  std::string copy_to;  // without "抄送：" and without the closing 。; empty leaves the line out
  std::string office;
  absl::CivilDay date;  // printed with 印发
};

using Block = std::variant<HeadMark, Title, Addressee, Heading, Paragraph, Table, AttachmentNote,
                           Signature, Attachment, Imprint>;

struct Metadata {
  std::string title;
  std::string issuer;
  // The only clock a writer sees, so that the same document always gives the same bytes.
  absl::Time created = absl::UnixEpoch();
};

struct Document {
  Metadata metadata;
  std::vector<Block> blocks;
};

// The standard's marker for the `number`-th (from 1) heading of a level: 1 "一、", 2 "（一）", 3
// "1.", 4 "（1）". Level is clamped to 1–4; numbers outside 1–9999 are printed in Arabic digits.
std::string HeadingMarker(int level, int number);

// Numbers headings in document order: Next(1) "一、", Next(2) "（一）", Next(2) "（二）", Next(1)
// "二、", Next(2) "（一）". Copyable value type.
class HeadingNumberer {
 public:
  std::string Next(int level);

 private:
  int counts_[4] = {0, 0, 0, 0};
};

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_BLOCKS_H_
