// Marks of state secrets and of internal papers, as they stand on a page: 机密★1年, 秘密★, 绝密,
// 内部资料 注意保存. The same words in running text are no marks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

struct SecrecyMark {
  std::string mark;  // As printed, without white space: 机密★1年.
  size_t begin = 0;  // Of the line it stands on, in SourceText::chars.
};

// The first mark of a document, wherever it stands: text, text boxes, heads and feet of pages. With
// a star it counts anywhere but inside a quotation; a bare 机密 or 内部资料 counts where it is all
// that stands on one of the first lines or in a place of its own.
std::optional<SecrecyMark> FindSecrecyMark(const SourceText& text);

// PERMISSION_DENIED, naming mark and place and nothing else, if there is one.
absl::Status CheckSecrecy(const SourceText& text);

}  // namespace eduplan::importer
