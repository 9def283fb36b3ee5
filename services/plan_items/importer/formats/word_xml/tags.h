// The elements of WordprocessingML (2006, strict, and Word 2003) that reading a text looks at.
#pragma once

#include <string_view>

#include "services/platform/office/xml.h"

namespace eduplan::importer::word {

enum class Tag {
  kOther,    // Looked through.
  kSkipped,  // Nothing inside is of the text: former properties, comments.
  // Flow
  kParagraph,
  kParagraphProperties,
  kParagraphStyle,
  kRun,
  kRunProperties,
  kRunStyle,
  kHidden,
  kHiddenMark,  // w:specVanish: a paragraph that the next one goes on from.
  kText,
  kDeletedText,
  kInstruction,
  kTab,
  kBreak,
  kNoBreakHyphen,
  kSymbol,
  kInserted,
  kDeleted,
  kAnnotation,  // Of Word 2003: insertion, deletion, comment.
  kFieldCharacter,
  kSimpleField,
  kRubyText,
  kAlternateContent,
  kChoice,
  kFallback,
  kTextBox,
  kFrame,
  kTextPath,  // Of VML.
  kGallery,
  kPlaceholder,  // Of w:sdt: its content asks for one.
  kStructured,   // w:sdt
  kNote,         // A footnote.
  kEndnote,
  kNoteReference,
  kEndnoteReference,
  kHead,
  kFoot,
  // Tables
  kTable,
  kRow,
  kRowProperties,
  kHeadingRow,
  kColumnsBefore,
  kCell,
  kCellProperties,
  kColumns,
  kMergeDown,
  kMergeAcross,
  kCellDeleted,
  // Lists
  kItemProperties,
  kItemLevel,
  kItemList,
  kItemText,  // Of Word 2003: as printed.
  kNumbering,
  kAbstractList,
  kList,
  kAbstractId,
  kOverride,
  kStartOverride,
  kLevel,
  kStart,
  kFormat,
  kFormatCode,
  kLevelText,
  kLevelRestart,
  kLegal,
  kSuffix,
  kStyleLink,
  kNumStyleLink,
  // Styles
  kStyles,
  kStyle,
  kStyleName,
  kBasedOn,
  // Files
  kPart,
  kTitle,  // Of the document's properties.
};

Tag TagOf(const office::ElementName& name);

// Whether w:val of a property that is on or off says on; a missing value does.
bool IsOn(std::string_view value);

}  // namespace eduplan::importer::word
