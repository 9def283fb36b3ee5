#include "services/platform/api/xlsx/workbook.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/platform/api/xlsx/path_handler.h"
#include "services/platform/api/xlsx/problem.h"
#include "services/platform/office/relationships.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api::xlsx {
namespace {

using office::FindType;
using office::ReadRelationships;
using office::Relationship;

constexpr size_t kMostSheets = 16384;
constexpr size_t kMostStyles = 65536;
constexpr size_t kMostTexts = 4 << 20;

absl::Status CheckCount(size_t count, size_t most, std::string_view english,
                        std::string_view chinese) {
  if (count <= most) return absl::OkStatus();
  return Wrong("XLSX_TOO_LARGE", text::Cat("the workbook has more than ", most, " ", english),
               text::Cat("工作簿的", chinese, "超过 ", most, " 个"));
}

// A wrong number is −1, which is the id of nothing.
int ParseId(std::string_view text) {
  int id = -1;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

bool IsTrue(std::string_view text) {
  return text == "1" || text == "true";
}

class WorkbookHandler : public PathHandler {
 public:
  absl::Status BeginAt(std::string_view path, const Attributes& attributes) override {
    if (path == "workbook/workbookPr") {
      from_1904 = IsTrue(attributes.Get("date1904"));
    } else if (path == "workbook/sheets/sheet") {
      const std::string_view state = attributes.Get("state");
      sheets.push_back({.name = std::string(attributes.Get("name")),
                        .part = std::string(attributes.Get("id")),
                        .visible = state.empty() || state == "visible"});
    }
    return CheckCount(sheets.size(), kMostSheets, "sheets", "工作表");
  }
  absl::Status TextIn(std::string_view, std::string_view) override { return absl::OkStatus(); }
  absl::Status EndAt(std::string_view) override { return absl::OkStatus(); }

  bool from_1904 = false;
  std::vector<WorkbookSheet> sheets;  // with relationship ids for parts
};

class StyleHandler : public PathHandler {
 public:
  absl::Status BeginAt(std::string_view path, const Attributes& attributes) override {
    if (path == "styleSheet/numFmts/numFmt") {
      formats_[ParseId(attributes.Get("numFmtId"))] = ShownBy(attributes.Get("formatCode"));
    } else if (path == "styleSheet/cellXfs/xf") {
      const int id = ParseId(attributes.Get("numFmtId"));
      const auto it = formats_.find(id);
      styles.push_back(it == formats_.end() ? ShownByBuiltIn(id) : it->second);
    }
    return CheckCount(styles.size() + formats_.size(), kMostStyles, "styles", "样式");
  }
  absl::Status TextIn(std::string_view, std::string_view) override { return absl::OkStatus(); }
  absl::Status EndAt(std::string_view) override { return absl::OkStatus(); }

  std::vector<Shown> styles;

 private:
  absl::flat_hash_map<int, Shown> formats_;
};

// Text of runs is one text; phonetic guides (rPh) are not part of it.
class SharedTextHandler : public PathHandler {
 public:
  explicit SharedTextHandler(size_t most_bytes) : most_bytes_(most_bytes) {}
  absl::Status BeginAt(std::string_view path, const Attributes&) override {
    if (path == "sst/si") text_.clear();
    return absl::OkStatus();
  }
  absl::Status TextIn(std::string_view path, std::string_view text) override {
    if (path != "sst/si/t" && path != "sst/si/r/t") return absl::OkStatus();
    text_.append(text.substr(0, most_bytes_ + 1 - std::min(text_.size(), most_bytes_ + 1)));
    return absl::OkStatus();
  }
  absl::Status EndAt(std::string_view path) override {
    if (path == "sst/si") texts.push_back(Unescaped(text_));
    return CheckCount(texts.size(), kMostTexts, "texts", "文本");
  }

  std::vector<std::string> texts;

 private:
  size_t most_bytes_;
  std::string text_;
};

// Those that are sheets of cells, not charts alone.
std::vector<WorkbookSheet> SheetsOfCells(const std::vector<WorkbookSheet>& named,
                                         const std::vector<Relationship>& related) {
  absl::flat_hash_map<std::string, const Relationship*> by_id;
  for (const Relationship& each : related) by_id.emplace(each.id, &each);
  std::vector<WorkbookSheet> sheets;
  for (const WorkbookSheet& sheet : named) {
    const auto it = by_id.find(sheet.part);
    if (it == by_id.end() || it->second->type != "worksheet") continue;
    sheets.push_back({.name = sheet.name, .part = it->second->part, .visible = sheet.visible});
  }
  return sheets;
}

}  // namespace

absl::StatusOr<Workbook> ReadWorkbook(office::Package* package, size_t cell_bytes) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Relationship> root, ReadRelationships(package, ""));
  const Relationship* const main = FindType(root, "officeDocument");
  if (main == nullptr || main->part.ends_with(".bin") || main->part.starts_with("word/")) {
    return Wrong("XLSX_INVALID", "the file is another kind of document, not an .xlsx workbook",
                 "文件是其他类型的文档，不是 .xlsx 工作簿");
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Relationship> related,
                           ReadRelationships(package, main->part));
  WorkbookHandler workbook;
  EDUPLAN_RETURN_IF_ERROR(package->Read(main->part, &workbook));
  Workbook result = {.from_1904 = workbook.from_1904};
  result.sheets = SheetsOfCells(workbook.sheets, related);
  const auto first = std::find_if(result.sheets.begin(), result.sheets.end(),
                                  [](const WorkbookSheet& sheet) { return sheet.visible; });
  if (first == result.sheets.end()) {
    return Wrong("XLSX_INVALID", "the workbook has no visible worksheet", "工作簿没有可见的工作表");
  }
  result.sheet_part = first->part;
  if (const Relationship* const styles = FindType(related, "styles"); styles != nullptr) {
    StyleHandler handler;
    EDUPLAN_RETURN_IF_ERROR(package->Read(styles->part, &handler));
    result.styles = std::move(handler.styles);
  }
  const Relationship* const texts = FindType(related, "sharedStrings");
  // Some writers name the part although no text is in it and leave it out.
  if (texts != nullptr && package->Has(texts->part)) {
    SharedTextHandler handler(cell_bytes);
    EDUPLAN_RETURN_IF_ERROR(package->Read(texts->part, &handler));
    result.shared_texts = std::move(handler.texts);
  }
  return result;
}

}  // namespace eduplan::api::xlsx
