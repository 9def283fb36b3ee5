// Makes .docx files part by part, as programs write them and as none would.
#pragma once

#include <string>
#include <string_view>

#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

struct DocxFile {
  std::string body;       // What stands inside w:body.
  std::string styles;     // Inside w:styles; each of these parts is left out if it is empty.
  std::string numbering;  // Inside w:numbering.
  std::string footnotes;
  std::string endnotes;
  std::string header;
  std::string footer;
  std::string core_title;

  std::string ToBytes() const;
  // The same in one XML file.
  std::string ToFlatOpc() const;
};

// Read, and expected to be.
SourceText SourceOf(const DocxFile& file);
std::string TextOf(const DocxFile& file);
SourceText ReadBytes(std::string_view bytes);

// <w:p> with the text in one run; `properties`: inside w:pPr.
std::string P(std::string_view text, std::string_view properties = "");
std::string R(std::string_view inside, std::string_view properties = "");
// The w:numPr of an item of a list.
std::string Item(int list, int level = 0);
// A w:lvl. `more` stands between w:numFmt and w:lvlText.
std::string Level(int level, std::string_view format, std::string_view text,
                  std::string_view more = "", int start = 1);
// A w:abstractNum of these levels and the w:num of the same id.
std::string List(int id, std::string_view levels);

}  // namespace eduplan::importer
