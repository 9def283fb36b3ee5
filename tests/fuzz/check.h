// What holds of every reading, whatever was read. What does not hold ends the program with a
// message, which is how a fuzz target reports.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "services/plan_items/importer/formats/format.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer::fuzz {

// Ends the program, saying `what`, unless `holds`.
void Check(bool holds, std::string_view what);

// Strict UTF-8.
void CheckUtf8(std::string_view text, std::string_view what);

// Ranges inside the text, ascending, cells inside their tables, no control characters.
void CheckSource(const SourceText& source, size_t file_size);

// Offsets, paths, quotes and values of a plan that was read from `chars`.
void CheckPlan(const ParsedPlan& plan, std::u32string_view chars, const Limits& limits);

// A refusal of what was sent: a code for it and a message of one line.
void CheckRefusal(const absl::Status& status);

// Reads the file as the format twice, text and plan, and checks both and that they are the same.
void CheckFile(const Source& source, const Format& format);

// Runs `read` and checks that it takes no more than a second of processor time for each 64 KB.
void CheckTime(size_t size, const std::function<void()>& read);

// The limits that targets read with.
Limits FuzzLimits();

// The code points of bytes that should be UTF-8; others are left out.
std::u32string FromBytes(const uint8_t* data, size_t size);

}  // namespace eduplan::importer::fuzz
