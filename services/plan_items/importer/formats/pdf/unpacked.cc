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

// Text unpacks to five or six times its file; the rest is what a file of any size may have.
constexpr size_t kMostTimes = 16;
constexpr size_t kFree = size_t{4} << 20;

constexpr size_t kLongestDictionary = 4096;
constexpr std::string_view kStream = "stream";

// The dictionary before a stream, with what stands around it at most; not before `last`, where the
// stream before it ended, so that a file of nothing but streams is looked at once.
std::string_view DictionaryBefore(std::string_view bytes, size_t last, size_t stream) {
  const size_t from = std::max(last, stream - std::min(stream, kLongestDictionary));
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

// Unpacks one stream after the other with the same memory.
class Unpacker {
 public:
  Unpacker() : ready_(inflateInit(&stream_) == Z_OK) {}
  ~Unpacker() { inflateEnd(&stream_); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  // What begins here, if it is deflated, up to `most` bytes.
  Unpacked Unpack(std::string_view packed, size_t most) {
    if (!ready_ || inflateReset(&stream_) != Z_OK) return {};
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    int result = Z_OK;
    while (result == Z_OK && stream_.total_out <= most) {
      stream_.next_out = buffer_.data();
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      result = inflate(&stream_, Z_NO_FLUSH);
    }
    return {.packed = stream_.total_in, .bytes = stream_.total_out};
  }

 private:
  z_stream stream_ = {};
  bool ready_;
  std::array<Bytef, size_t{1} << 16> buffer_;
};

}  // namespace

absl::Status CheckUnpacked(std::string_view bytes) {
  const size_t most = kMostTimes * bytes.size() + kFree;
  size_t sum = 0;
  size_t last = 0;
  Unpacker unpacker;
  for (size_t at = bytes.find(kStream); at != std::string_view::npos;
       at = bytes.find(kStream, at)) {
    const bool ends = at >= 3 && bytes.substr(at - 3, 3) == "end";
    const std::string_view dictionary = DictionaryBefore(bytes, last, at);
    at += kStream.size();
    last = at;
    if (ends || IsNotRead(dictionary)) continue;
    if (bytes.substr(at).starts_with('\r')) ++at;
    if (bytes.substr(at).starts_with('\n')) ++at;
    const Unpacked unpacked = unpacker.Unpack(bytes.substr(at), most - sum);
    at += unpacked.packed;
    last = at;
    sum += unpacked.bytes;
    if (sum <= most) continue;
    return Refuse(absl::StatusCode::kResourceExhausted,
                  absl::StrCat("the PDF unpacks to more than ", kMostTimes, " times its size"),
                  absl::StrCat("PDF文件解压后超过其大小的", kMostTimes, "倍"));
  }
  return absl::OkStatus();
}

}  // namespace eduplan::importer::pdf
