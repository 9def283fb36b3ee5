#include "services/plan_items/importer/formats/pdf/unpacked.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer::pdf {
namespace {

// Ten times what text packs to, beside some that a file of any size may have.
constexpr size_t kMostTimes = 16;
constexpr size_t kFree = size_t{4} << 20;

constexpr size_t kLongestDictionary = 4096;
constexpr std::string_view kStream = "stream";

// The dictionary before a stream, with what stands around it at most.
std::string_view DictionaryBefore(std::string_view bytes, size_t stream) {
  const size_t from = stream - std::min(stream, kLongestDictionary);
  const std::string_view before = bytes.substr(from, stream - from);
  const size_t object = before.rfind(" obj");
  return object == std::string_view::npos ? before : before.substr(object);
}

// Of an image, a font or an attachment.
bool IsNotRead(std::string_view dictionary) {
  constexpr std::string_view kWords[] = {"/Image",         "/Length1",  "/Type1C",
                                         "/CIDFontType0C", "/OpenType", "/EmbeddedFile"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return dictionary.find(word) != std::string_view::npos;
  });
}

struct Unpacked {
  size_t packed = 0;
  size_t bytes = 0;
};

// Unpacks what begins here, if it is deflated, up to `most` bytes.
Unpacked Unpack(std::string_view packed, size_t most) {
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return {};
  std::array<Bytef, size_t{1} << 16> buffer;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  int result = Z_OK;
  while (result == Z_OK && stream.total_out <= most) {
    stream.next_out = buffer.data();
    stream.avail_out = buffer.size();
    result = inflate(&stream, Z_NO_FLUSH);
  }
  const Unpacked unpacked = {.packed = stream.total_in, .bytes = stream.total_out};
  inflateEnd(&stream);
  return unpacked;
}

}  // namespace

absl::Status CheckUnpacked(std::string_view bytes) {
  const size_t most = kMostTimes * bytes.size() + kFree;
  size_t sum = 0;
  for (size_t at = bytes.find(kStream); at != std::string_view::npos;
       at = bytes.find(kStream, at)) {
    const bool ends = at >= 3 && bytes.substr(at - 3, 3) == "end";
    const size_t dictionary_end = at;
    at += kStream.size();
    if (ends || IsNotRead(DictionaryBefore(bytes, dictionary_end))) continue;
    if (bytes.substr(at).starts_with('\r')) ++at;
    if (bytes.substr(at).starts_with('\n')) ++at;
    const Unpacked unpacked = Unpack(bytes.substr(at), most - sum);
    at += unpacked.packed;
    sum += unpacked.bytes;
    if (sum <= most) continue;
    return Refuse(absl::StatusCode::kResourceExhausted,
                  absl::StrCat("the PDF unpacks to more than ", kMostTimes, " times its size"),
                  absl::StrCat("PDF文件解压后超过其大小的", kMostTimes, "倍"));
  }
  return absl::OkStatus();
}

}  // namespace eduplan::importer::pdf
