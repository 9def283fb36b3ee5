#include "services/plan_items/importer/formats/word_xml/text_parts.h"

#include <utility>

#include "services/plan_items/importer/formats/word_xml/story.h"

namespace eduplan::importer::word {
namespace {

void AppendAside(SourceText story, AsideKind kind, SourceText& to) {
  if (story.chars.empty()) return;
  story.asides.clear();
  const size_t begin = to.chars.size();
  AppendStory(story, to);
  to.asides.push_back({begin, to.chars.size(), kind});
}

}  // namespace

SourceText Together(TextParts parts) {
  SourceText text = std::move(parts.body);
  text.title = parts.title.empty() ? parts.definitions.title : parts.title;
  for (SourceText& head : parts.heads) {
    AppendAside(std::move(head), AsideKind::kPageHead, text);
  }
  for (SourceText& foot : parts.feet) AppendAside(std::move(foot), AsideKind::kPageFoot, text);
  for (auto& notes : parts.notes) {
    for (auto& [number, note] : notes) {
      AppendAside(std::move(note), AsideKind::kFootnote, text);
    }
  }
  return text;
}

}  // namespace eduplan::importer::word
