// What the streams of a PDF unpack to, looked at before poppler does.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace eduplan::importer::pdf {

// RESOURCE_EXHAUSTED where what is drawn, or holds objects, unpacks to far more than the file's
// size: poppler works in proportion to that. Text packs to a sixth. Images, fonts and attachments
// do not count, for nothing of them is unpacked. A file may hide its streams from this.
absl::Status CheckUnpacked(std::string_view bytes);

}  // namespace eduplan::importer::pdf
