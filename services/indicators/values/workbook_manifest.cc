#include "services/indicators/values/workbook_manifest.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "absl/strings/str_join.h"
#include "services/platform/api/digest.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Rows = std::vector<std::vector<std::string>>;
using status::InvalidField;

constexpr std::string_view kFormat = "1";
constexpr int kHeadRows = 7;  // of two columns each; the cells follow
constexpr int kVersionColumn = 5;

absl::StatusOr<std::string> DigestOf(const Rows& rows) {
  std::string all;
  for (const std::vector<std::string>& row : rows) {
    for (const std::string& cell : row) text::Append(&all, cell.size(), ":", cell);
    all.push_back('\n');
  }
  return api::Sm3Hex(all);
}

Rows RowsOf(const WorkbookManifest& manifest) {
  Rows rows = {{"format", std::string(kFormat)},
               {"organization", manifest.organization},
               {"period", manifest.period},
               {"set", manifest.set},
               {"set_version", text::Cat(manifest.set_version)},
               {"catalogue", manifest.catalogue}};
  for (const WorkbookManifest::Cell& cell : manifest.cells) {
    rows.push_back({text::Cat(cell.row), cell.indicator, cell.name, cell.unit,
                    text::Cat(cell.version), cell.value, cell.note});
  }
  return rows;
}

absl::Status Tampered() {
  return InvalidField(
      "file", "WORKBOOK_TAMPERED",
      "what the workbook says of itself was changed or is damaged; download it anew",
      "工作簿的标识信息被改动或损坏，请重新下载");
}

template <typename Int>
std::optional<Int> ParseInt(std::string_view text) {
  Int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

absl::StatusOr<WorkbookManifest> Parse(const api::SheetCells& sheet) {
  WorkbookManifest manifest;
  const auto head = [&](int row) { return std::string(sheet.Text(row, 2)); };
  manifest.organization = head(2);
  manifest.period = head(3);
  manifest.set = head(4);
  manifest.catalogue = head(6);
  const std::optional<int> version = ParseInt<int>(head(5));
  if (!version) return Tampered();
  manifest.set_version = *version;
  const int last = sheet.cells.empty() ? 0 : sheet.cells.rbegin()->first.first;
  for (int row = kHeadRows + 1; row <= last; ++row) {
    const std::optional<int> place = ParseInt<int>(sheet.Text(row, 1));
    const std::optional<int64_t> sequence = ParseInt<int64_t>(sheet.Text(row, kVersionColumn));
    if (!place || !sequence) return Tampered();
    manifest.cells.push_back({.row = *place,
                              .indicator = std::string(sheet.Text(row, 2)),
                              .name = std::string(sheet.Text(row, 3)),
                              .unit = std::string(sheet.Text(row, 4)),
                              .version = *sequence,
                              .value = std::string(sheet.Text(row, 6)),
                              .note = std::string(sheet.Text(row, 7))});
  }
  return manifest;
}

}  // namespace

absl::StatusOr<Rows> ToRows(const WorkbookManifest& manifest) {
  Rows rows = RowsOf(manifest);
  EDUPLAN_ASSIGN_OR_RETURN(const std::string digest, DigestOf(rows));
  rows.insert(rows.begin() + kHeadRows - 1, {"digest", digest});
  return rows;
}

absl::StatusOr<WorkbookManifest> FindManifest(const std::vector<api::SheetCells>& sheets) {
  const auto found = std::find_if(sheets.begin(), sheets.end(), [](const api::SheetCells& sheet) {
    return sheet.name == kManifestSheet && sheet.Text(1, 1) == "format";
  });
  if (found == sheets.end()) {
    return InvalidField("file", "NOT_A_WORKBOOK",
                        "the file is no workbook that was downloaded from here",
                        "文件不是从本系统下载的填报工作簿");
  }
  if (found->Text(1, 2) != kFormat) {
    return InvalidField("file", "WORKBOOK_FORMAT",
                        "the workbook has a form that this version does not know; download it anew",
                        "工作簿格式版本不符，请重新下载")
        .With("format", found->Text(1, 2))
        .With("known_format", kFormat);
  }
  EDUPLAN_ASSIGN_OR_RETURN(const WorkbookManifest manifest, Parse(*found));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string digest, DigestOf(RowsOf(manifest)));
  if (digest != found->Text(kHeadRows, 2)) return Tampered();
  return manifest;
}

}  // namespace eduplan::indicators
