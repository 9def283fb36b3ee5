#include "services/indicators/rollups/entry_codec.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>
#include <openssl/sha.h>

#include <iterator>
#include <vector>

namespace eduplan::indicators {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;
using google::protobuf::io::StringOutputStream;

constexpr size_t kChecksumBytes = 8;

std::string Checksum(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return std::string(reinterpret_cast<const char*>(digest), kChecksumBytes);
}

void WriteText(std::string_view text, CodedOutputStream* out) {
  out->WriteVarint32(static_cast<uint32_t>(text.size()));
  out->WriteRaw(text.data(), static_cast<int>(text.size()));
}

bool ReadText(CodedInputStream* in, std::string* text) {
  uint32_t size = 0;
  return in->ReadVarint32(&size) && in->ReadString(text, static_cast<int>(size));
}

// Sign, then the magnitude's bytes, most significant first.
void WriteWide(const Wide& value, CodedOutputStream* out) {
  std::string bytes(1, value < 0 ? '-' : '+');
  if (value != 0)
    export_bits(Wide(boost::multiprecision::abs(value)), std::back_inserter(bytes), 8);
  WriteText(bytes, out);
}

bool ReadWide(CodedInputStream* in, Wide* value) {
  std::string bytes;
  if (!ReadText(in, &bytes) || bytes.empty() || bytes.size() > 32) return false;
  *value = 0;
  for (size_t i = 1; i < bytes.size(); ++i)
    *value = *value * 256 + static_cast<unsigned char>(bytes[i]);
  if (bytes[0] == '-') *value = -*value;
  return true;
}

// Amounts are signed and mostly small: zigzag.
void WriteAmount(int64_t amount, CodedOutputStream* out) {
  out->WriteVarint64(WireFormatLite::ZigZagEncode64(amount));
}

bool ReadAmount(CodedInputStream* in, int64_t* amount) {
  uint64_t read = 0;
  if (!in->ReadVarint64(&read)) return false;
  *amount = WireFormatLite::ZigZagDecode64(read);
  return true;
}

// Lists have at most as many elements as there are bytes left.
bool ReadSize(CodedInputStream* in, uint32_t* size) {
  return in->ReadVarint32(size) && static_cast<int>(*size) <= in->BytesUntilLimit();
}

void WriteState(const State& state, CodedOutputStream* out) {
  for (const int32_t count :
       {state.expected, state.reported, state.not_applicable, state.rate_only}) {
    out->WriteVarint32(static_cast<uint32_t>(count));
  }
  WriteWide(state.a, out);
  WriteWide(state.b, out);
  out->WriteVarint32(state.estimated ? 1 : 0);
  out->WriteVarint32(static_cast<uint32_t>(state.values.size()));
  for (const int64_t value : state.values) WriteAmount(value, out);
}

bool ReadState(CodedInputStream* in, State* state) {
  for (int32_t* count :
       {&state->expected, &state->reported, &state->not_applicable, &state->rate_only}) {
    uint32_t read = 0;
    if (!in->ReadVarint32(&read)) return false;
    *count = static_cast<int32_t>(read);
  }
  uint32_t estimated = 0;
  uint32_t size = 0;
  if (!ReadWide(in, &state->a) || !ReadWide(in, &state->b) || !in->ReadVarint32(&estimated) ||
      !ReadSize(in, &size)) {
    return false;
  }
  state->estimated = estimated != 0;
  state->values.resize(size);
  for (int64_t& value : state->values) {
    if (!ReadAmount(in, &value)) return false;
  }
  return true;
}

void WriteOwn(const std::vector<OwnFigure>& own, CodedOutputStream* out) {
  out->WriteVarint32(static_cast<uint32_t>(own.size()));
  for (const OwnFigure& figure : own) {
    out->WriteVarint32(static_cast<uint32_t>(figure.indicator));
    out->WriteVarint32(static_cast<uint32_t>(figure.kind));
    WriteAmount(figure.amount, out);
  }
}

bool ReadOwn(CodedInputStream* in, std::vector<OwnFigure>* own) {
  uint32_t size = 0;
  if (!ReadSize(in, &size)) return false;
  own->resize(size);
  for (OwnFigure& figure : *own) {
    uint32_t indicator = 0;
    uint32_t kind = 0;
    if (!in->ReadVarint32(&indicator) || !in->ReadVarint32(&kind) ||
        !ReadAmount(in, &figure.amount)) {
      return false;
    }
    figure.indicator = static_cast<int32_t>(indicator);
    figure.kind = static_cast<v1::ValueKind>(kind);
  }
  return true;
}

}  // namespace

std::string EncodeEntry(std::string_view key, const NodeTotals& totals, absl::Time computed) {
  std::string bytes;
  {
    StringOutputStream stream(&bytes);
    CodedOutputStream out(&stream);
    WriteText(key, &out);
    WriteAmount(absl::ToUnixMicros(computed), &out);
    out.WriteVarint32(static_cast<uint32_t>(totals.states.size()));
    for (const State& state : totals.states) WriteState(state, &out);
    WriteOwn(totals.own, &out);
  }
  return bytes + Checksum(bytes);
}

std::optional<CacheEntry> DecodeEntry(std::string_view bytes, std::string_view key, size_t count) {
  if (bytes.size() < kChecksumBytes) return std::nullopt;
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (bytes.substr(body.size()) != Checksum(body)) return std::nullopt;
  CodedInputStream in(reinterpret_cast<const uint8_t*>(body.data()), static_cast<int>(body.size()));
  in.PushLimit(static_cast<int>(body.size()));
  std::string stored_key;
  int64_t micros = 0;
  uint32_t stored_count = 0;
  if (!ReadText(&in, &stored_key) || stored_key != key || !ReadAmount(&in, &micros)) {
    return std::nullopt;
  }
  if (!in.ReadVarint32(&stored_count) || stored_count != count) return std::nullopt;
  CacheEntry entry;
  entry.computed = absl::FromUnixMicros(micros);
  entry.totals.states.resize(count);
  for (State& state : entry.totals.states) {
    if (!ReadState(&in, &state)) return std::nullopt;
  }
  if (!ReadOwn(&in, &entry.totals.own)) return std::nullopt;
  return entry;
}

}  // namespace eduplan::indicators
