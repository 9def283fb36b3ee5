// The flows of text that a document consists of, as they are read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/plan_items/importer/formats/word_xml/definitions.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer::word {

enum class NoteKind { kFootnote, kEndnote };

// What one reading of a document counts and finds, part after part.
struct TextParts {
  explicit TextParts(Definitions& given) : definitions(given) {}

  Definitions& definitions;
  SourceText body;
  std::string title;  // Of paragraphs with the style Title, in UTF-8.
  // Notes by the order of their references in the text, from 1; `numbers` by kind and id.
  std::map<int, SourceText> notes[2];
  std::unordered_map<std::string, int> note_numbers[2];
  std::vector<SourceText> heads;
  std::vector<SourceText> feet;

  size_t paragraphs = 0;
  size_t characters = 0;
  size_t cells = 0;
  size_t tables = 0;
  size_t boxes = 0;
};

// One text of them: heads and feet stand behind the body, and notes behind all.
SourceText Together(TextParts parts);

}  // namespace eduplan::importer::word
