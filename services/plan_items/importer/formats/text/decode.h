// From bytes to Unicode: byte order mark, UTF-8 (strict), UTF-16, GB18030.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/plan_items/importer/formats/text/blocks.h"
#include "services/plan_items/importer/formats/text/charset.h"

namespace eduplan::importer {

// How a file of text is written.
struct Encoding {
  Charset charset = Charset::kUtf8;
  size_t begin = 0;      // Behind the byte order mark.
  bool guessed = false;  // Neither marked nor declared.
};

// By its byte order mark, else by DetectCharset with what the sender declared (or ""). A declared
// UTF-16 is believed. INVALID_ARGUMENT for no bytes and for charsets that are not read.
absl::StatusOr<Encoding> FindEncoding(std::string_view bytes, std::string_view declared);

// As ReadBlocks. Where the bytes do not fit the charset that was guessed, says that too.
absl::Status ReadEncoded(std::string_view bytes, const Encoding& encoding, BlockSink sink);

// The characters of a text as they stand, with the byte order mark left out. INVALID_ARGUMENT,
// naming the byte offset (from 0) and the line (from 1), for bytes that fit no charset.
absl::StatusOr<std::u32string> Decode(std::string_view bytes, std::string_view charset = {});

// Line (from 1) of a position in decoded text.
size_t LineOf(std::u32string_view text, size_t position);

// UTF-8 of any code points; surrogates become U+FFFD.
std::string ToUtf8(std::u32string_view text);

}  // namespace eduplan::importer
