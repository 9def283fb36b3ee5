#include "services/indicators/seals/seal_cells.h"

#include "nlohmann/json.hpp"

namespace eduplan::indicators {
namespace {

using nlohmann::json;

absl::Status Damaged() {
  return absl::DataLossError("stored cells of a seal");
}

bool AreSequences(const json& value) {
  return value.is_array() && value.size() == 2 && value[0].is_number_integer() &&
         value[1].is_number_integer();
}

}  // namespace

std::string EncodeCells(const FiledVersion& version) {
  json cells = json::object();
  for (const auto& [code, sequences] : version.overrides) {
    cells["overrides"][code] = {sequences.submitted, sequences.approved};
  }
  for (const auto& [code, meanwhile] : version.open) {
    cells["open"][code] = static_cast<int>(meanwhile);
  }
  return cells.empty() ? "" : cells.dump();
}

absl::Status DecodeCells(std::string_view cells, FiledVersion* version) {
  if (cells.empty()) return absl::OkStatus();
  const json decoded = json::parse(cells, nullptr, /*allow_exceptions=*/false);
  if (!decoded.is_object()) return Damaged();
  const json overrides = decoded.value("overrides", json::object());
  const json open = decoded.value("open", json::object());
  if (!overrides.is_object() || !open.is_object()) return Damaged();
  for (const auto& [code, sequences] : overrides.items()) {
    if (!AreSequences(sequences)) return Damaged();
    version->overrides[code] = {sequences[0].get<int64_t>(), sequences[1].get<int64_t>()};
  }
  for (const auto& [code, meanwhile] : open.items()) {
    if (!meanwhile.is_number_integer()) return Damaged();
    version->open[code] = static_cast<v1::Seal::Meanwhile>(meanwhile.get<int>());
  }
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
