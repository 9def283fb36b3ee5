#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/documents/formats/docx/body.h"
#include "services/documents/formats/docx/styles.h"
#include "services/documents/formats/docx/xml.h"
#include "services/documents/layout/geometry.h"
#include "services/documents/layout/signature.h"
#include "services/documents/layout/table.h"

namespace eduplan::formats::docx {
namespace {

constexpr double kImprintInset = layout::kSizeFour;  // one character in from both sides

const char* Justification(layout::Alignment alignment) {
  switch (alignment) {
    case layout::Alignment::kCenter:
      return "center";
    case layout::Alignment::kRight:
      return "right";
    case layout::Alignment::kLeft:
      break;
  }
  return "left";
}

pugi::xml_node AddBorder(pugi::xml_node borders, const char* side, double width) {
  const std::string eighths = absl::StrCat(std::lround(width * 8));
  return Add(borders, side,
             {{"w:val", "single"}, {"w:sz", eighths}, {"w:space", "0"}, {"w:color", "auto"}});
}

void AddGrid(pugi::xml_node table, const std::vector<double>& widths) {
  pugi::xml_node grid = Add(table, "w:tblGrid");
  for (double width : widths) Add(grid, "w:gridCol", {{"w:w", Twips(width)}});
}

void AddRow(pugi::xml_node node, const layout::Table& table, const layout::TableGeometry& geometry,
            const std::vector<std::string>& cells, bool is_header) {
  pugi::xml_node row = Add(node, "w:tr");
  pugi::xml_node row_properties = Add(row, "w:trPr");
  Add(row_properties, "w:cantSplit");
  if (is_header) Add(row_properties, "w:tblHeader");
  for (size_t i = 0; i < cells.size(); ++i) {
    pugi::xml_node cell = Add(row, "w:tc");
    pugi::xml_node cell_properties = Add(cell, "w:tcPr");
    Add(cell_properties, "w:tcW", {{"w:w", Twips(geometry.widths[i])}, {"w:type", "dxa"}});
    AddValue(cell_properties, "w:vAlign", "center");
    pugi::xml_node paragraph = AddParagraph(cell, is_header ? kTableHeader : kTableText);
    if (!is_header) {
      AddValue(paragraph.child("w:pPr"), "w:jc", Justification(table.columns[i].alignment));
    }
    if (!cells[i].empty()) AddSize(AddRun(paragraph, cells[i]), geometry.size);
  }
}

}  // namespace

void AddTable(pugi::xml_node body, const layout::Table& table) {
  if (!table.caption.empty()) AddRun(AddParagraph(body, kCaption), table.caption);
  const layout::TableGeometry geometry = layout::SolveTable(table);
  pugi::xml_node node = Add(body, "w:tbl");
  pugi::xml_node properties = Add(node, "w:tblPr");
  AddValue(properties, "w:tblStyle", kTableGrid);
  Add(properties, "w:tblW", {{"w:w", Twips(layout::kTextWidth)}, {"w:type", "dxa"}});
  AddValue(properties, "w:jc", "center");
  Add(properties, "w:tblLayout", {{"w:type", "fixed"}});
  pugi::xml_node margins = Add(properties, "w:tblCellMar");
  for (const char* side : {"w:left", "w:right"}) {
    Add(margins, side, {{"w:w", Twips(0.3 * geometry.size)}, {"w:type", "dxa"}});
  }
  AddGrid(node, geometry.widths);
  for (const auto& row : table.header_rows) AddRow(node, table, geometry, row, /*is_header=*/true);
  for (const auto& row : table.rows) AddRow(node, table, geometry, row, /*is_header=*/false);
  for (const std::string& note : table.notes) AddRun(AddParagraph(body, kTableNote), note);
}

void AddImprint(pugi::xml_node body, const layout::Imprint& imprint) {
  pugi::xml_node node = Add(body, "w:tbl");
  pugi::xml_node properties = Add(node, "w:tblPr");
  Add(properties, "w:tblpPr",
      {{"w:vertAnchor", "margin"},
       {"w:horzAnchor", "margin"},
       {"w:tblpX", "0"},
       {"w:tblpYSpec", "bottom"}});
  Add(properties, "w:tblW", {{"w:w", Twips(layout::kTextWidth)}, {"w:type", "dxa"}});
  pugi::xml_node borders = Add(properties, "w:tblBorders");
  AddBorder(borders, "w:top", layout::kOuterRule);
  AddBorder(borders, "w:bottom", layout::kOuterRule);
  AddBorder(borders, "w:insideH", layout::kInnerRule);
  Add(properties, "w:tblLayout", {{"w:type", "fixed"}});
  pugi::xml_node margins = Add(properties, "w:tblCellMar");
  for (const char* side : {"w:left", "w:right"}) {
    Add(margins, side, {{"w:w", "0"}, {"w:type", "dxa"}});
  }
  AddGrid(node, {layout::kTextWidth});

  const auto add_line = [&]() {
    pugi::xml_node cell = Add(Add(node, "w:tr"), "w:tc");
    Add(Add(cell, "w:tcPr"), "w:tcW", {{"w:w", Twips(layout::kTextWidth)}, {"w:type", "dxa"}});
    return AddParagraph(cell, kImprint);
  };
  if (!imprint.copy_to.empty()) {
    pugi::xml_node copies = add_line();
    const double label = 3 * layout::kSizeFour;
    Add(copies.child("w:pPr"), "w:ind",
        {{"w:left", Twips(kImprintInset + label)},
         {"w:right", Twips(kImprintInset)},
         {"w:hanging", Twips(label)}});
    AddRun(copies, absl::StrCat("抄送：", imprint.copy_to, "。"));
  }
  pugi::xml_node issued = add_line();
  Add(Add(issued.child("w:pPr"), "w:tabs"), "w:tab",
      {{"w:val", "right"}, {"w:pos", Twips(layout::kTextWidth - kImprintInset)}});
  Add(issued.child("w:pPr"), "w:ind", {{"w:left", Twips(kImprintInset)}});
  AddRun(issued, imprint.office);
  Add(Add(issued, "w:r"), "w:tab");
  AddRun(issued, absl::StrCat(layout::DateText(imprint.date), "印发"));
}

}  // namespace eduplan::formats::docx
