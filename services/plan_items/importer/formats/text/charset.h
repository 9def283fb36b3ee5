// The character sets that texts are read in.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::importer {

enum class Charset { kUtf8, kGb18030, kUtf16Le, kUtf16Be };

// As SourceText::charset has it, and as ICU knows it.
const char* NameOf(Charset charset);

// What a byte order mark says, and its length; nothing if there is none.
struct ByteOrderMark {
  Charset charset = Charset::kUtf8;
  size_t length = 0;
};
std::optional<ByteOrderMark> FindByteOrderMark(std::string_view bytes);

// What a sender's declaration stands for. Nothing for none, and for the names that servers and
// templates give without looking (ISO-8859-1, windows-1252, US-ASCII). INVALID_ARGUMENT for others.
absl::StatusOr<std::optional<Charset>> DeclaredCharset(std::string_view name);

// Finds out in which charset a text without a byte order mark is written: by how plausible a
// Chinese text it is in each, by what ICU's detector holds it for and by what was declared.
// INVALID_ARGUMENT for a text that is surely in Big5.
absl::StatusOr<Charset> DetectCharset(std::string_view bytes, std::optional<Charset> declared);

}  // namespace eduplan::importer
