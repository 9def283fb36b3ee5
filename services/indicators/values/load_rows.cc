#include "services/indicators/values/load_rows.h"

#include <cstdint>
#include <utility>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Bits of the byte before each cell: two of content, two of basis, then what else there is.
constexpr int kBasisShift = 2;
constexpr unsigned kTwoBits = 3;
constexpr unsigned kHasTexts = 1u << 4;
constexpr unsigned kHasExpectedVersion = 1u << 5;
constexpr unsigned kMustEqual = 1u << 6;

void PackNumber(uint64_t number, std::string* packed) {
  for (; number >= 0x80; number >>= 7) packed->push_back(static_cast<char>(number | 0x80));
  packed->push_back(static_cast<char>(number));
}

// Small either way of zero.
void PackSigned(int64_t number, std::string* packed) {
  PackNumber(static_cast<uint64_t>(number) << 1 ^ static_cast<uint64_t>(number >> 63), packed);
}

void PackText(std::string_view text, std::string* packed) {
  PackNumber(text.size(), packed);
  packed->append(text);
}

// Reads what the functions above wrote; after something that is not there, `ok` is false.
struct Unpacker {
  std::string_view rest;
  bool ok = true;

  unsigned Byte() {
    if (rest.empty()) {
      ok = false;
      return 0;
    }
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    return byte;
  }
  uint64_t Number() {
    uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const unsigned byte = Byte();
      number |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return number;
    }
    ok = false;
    return 0;
  }
  int64_t Signed() {
    const uint64_t number = Number();
    return static_cast<int64_t>(number >> 1 ^ (~(number & 1) + 1));
  }
  std::string_view Text() {
    const uint64_t size = Number();
    if (size > rest.size()) {
      ok = false;
      return {};
    }
    const std::string_view text = rest.substr(0, size);
    rest.remove_prefix(size);
    return text;
  }
};

}  // namespace

void BeginSheet(std::string_view organization, std::string_view period, std::string* packed) {
  PackText(organization, packed);
  PackText(period, packed);
}

void PackCell(const CellWrite& cell, std::string_view code, std::string* packed) {
  const bool texts = !cell.as_of.empty() || !cell.note.empty() || !cell.evidence.empty();
  const unsigned bits = static_cast<unsigned>(cell.entry.content) |
                        static_cast<unsigned>(cell.basis) << kBasisShift | (texts ? kHasTexts : 0) |
                        (cell.expected_version ? kHasExpectedVersion : 0) |
                        (cell.must_equal ? kMustEqual : 0);
  packed->push_back(static_cast<char>(bits));
  PackNumber(static_cast<uint64_t>(cell.row), packed);
  PackText(code, packed);
  PackSigned(cell.entry.amount, packed);
  if (texts) {
    for (const std::string* text : {&cell.as_of, &cell.note, &cell.evidence}) {
      PackText(*text, packed);
    }
  }
  if (cell.expected_version) PackSigned(*cell.expected_version, packed);
}

absl::Status UnpackSheet(const Catalogue& catalogue, std::string_view packed, bool from_file,
                         std::vector<CellWrite>* cells) {
  Unpacker unpacker{packed};
  const std::string organization(unpacker.Text());
  const std::string period(unpacker.Text());
  while (unpacker.ok && !unpacker.rest.empty()) {
    CellWrite& cell = cells->emplace_back();
    const unsigned bits = unpacker.Byte();
    cell.row = static_cast<int>(unpacker.Number());
    cell.place = from_file ? text::Cat("line ", cell.row) : text::Cat("values[", cell.row, "]");
    cell.organization = organization;
    cell.period = period;
    cell.indicator = catalogue.IndexOf(unpacker.Text());
    cell.entry = {static_cast<Entry::Content>(bits & kTwoBits), unpacker.Signed()};
    cell.basis = static_cast<int>(bits >> kBasisShift & kTwoBits);
    if ((bits & kHasTexts) != 0) {
      for (std::string* text : {&cell.as_of, &cell.note, &cell.evidence}) {
        *text = std::string(unpacker.Text());
      }
    }
    if ((bits & kHasExpectedVersion) != 0) cell.expected_version = unpacker.Signed();
    cell.must_equal = (bits & kMustEqual) != 0;
    if (cell.indicator < 0) return absl::DataLossError("staged row of an unknown indicator");
  }
  return unpacker.ok ? absl::OkStatus() : absl::DataLossError("staged rows cut short");
}

}  // namespace eduplan::indicators
