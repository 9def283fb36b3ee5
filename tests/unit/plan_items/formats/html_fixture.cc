#include "tests/unit/plan_items/formats/html_fixture.h"

#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/html/html_reader.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

SourceText ReadPage(const std::string& html) {
  auto text = ReadHtml(html, "utf-8", Limits{});
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *std::move(text) : SourceText{};
}

std::vector<std::string> Lines(const SourceText& text) {
  std::vector<std::string> lines;
  const std::u32string_view chars = text.chars;
  auto aside = text.asides.begin();
  for (size_t at = 0; at < chars.size();) {
    const size_t end = std::min(chars.find(U'\n', at), chars.size());
    while (aside != text.asides.end() && aside->end <= at) ++aside;
    if (aside == text.asides.end() || at < aside->begin) {
      std::u32string_view line = chars.substr(at, end - at);
      while (!line.empty() && IsSpace(line.front())) line.remove_prefix(1);
      lines.push_back(ToUtf8(line));
    }
    at = end + 1;
  }
  return lines;
}

std::vector<std::string> LinesOf(const std::string& html) {
  return Lines(ReadPage(html));
}

std::vector<std::string> CellsOf(const std::string& html) {
  const SourceText text = ReadPage(html);
  std::vector<std::string> cells;
  EXPECT_EQ(text.tables.size(), 1u);
  if (text.tables.size() != 1) return cells;
  for (const TableCell& cell : text.tables[0].cells) {
    std::string line = std::to_string(cell.row) + "," + std::to_string(cell.column);
    if (cell.rows > 1 || cell.columns > 1) {
      line += " " + std::to_string(cell.rows) + "x" + std::to_string(cell.columns);
    }
    if (cell.heading) line += " heading";
    cells.push_back(line + " " + ToUtf8(text.chars.substr(cell.begin, cell.end - cell.begin)));
    EXPECT_EQ(text.chars[cell.end], U'\t');
  }
  return cells;
}

std::string BytesOf(const std::string& html, const SourceText& text, std::u32string_view piece) {
  const size_t at = text.chars.find(piece);
  EXPECT_NE(at, std::u32string::npos) << ToUtf8(piece);
  if (at == std::u32string::npos) return {};
  const Origin origin = OriginOf(text, at, at + piece.size());
  return html.substr(origin.byte_begin, origin.byte_end - origin.byte_begin);
}

}  // namespace eduplan::importer
