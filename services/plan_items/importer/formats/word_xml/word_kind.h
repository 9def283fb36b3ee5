// Documents of Word as a kind of file: what they are called, refused with and bounded by.
#pragma once

#include "services/platform/office/document_kind.h"

namespace eduplan::importer::word {

extern const office::DocumentKind kWordDocument;

}  // namespace eduplan::importer::word
