#include "services/platform/api/xlsx/workbook.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/platform/api/xlsx/problem.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api::xlsx {
namespace {

constexpr size_t kMostRelationships = 16384;
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

// The part that a relationship of `base` ("xl/workbook.xml") points to.
std::string Resolve(std::string_view base, std::string_view target) {
  std::vector<std::string> path;
  const auto walk = [&](std::string_view relative) {
    for (const absl::string_view step : absl::StrSplit(text::ToAbsl(relative), '/')) {
      if (step == "..") {
        if (!path.empty()) path.pop_back();
      } else if (!step.empty() && step != ".") {
        path.emplace_back(step);
      }
    }
  };
  if (!target.starts_with('/')) {
    walk(base.substr(0, base.rfind('/') == std::string_view::npos ? 0 : base.rfind('/')));
  }
  walk(target);
  return absl::StrJoin(path, "/");
}

std::string RelationshipsOf(std::string_view part) {
  const size_t slash = part.rfind('/');
  const size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return text::Cat(part.substr(0, name), "_rels/", part.substr(name), ".rels");
}

struct Relationship {
  std::string id;
  std::string type;  // the last word of its URI: worksheet, styles, …
  std::string part;
};

class RelationshipHandler : public XmlHandler {
 public:
  explicit RelationshipHandler(std::string_view base) : base_(base) {}
  absl::Status Begin(std::string_view path, const Attributes& attributes) override {
    if (path != "Relationships/Relationship" || attributes.Get("TargetMode") == "External") {
      return absl::OkStatus();
    }
    const std::string_view type = attributes.Get("Type");
    found.push_back({std::string(attributes.Get("Id")),
                     std::string(type.substr(type.rfind('/') + 1)),
                     Resolve(base_, attributes.Get("Target"))});
    return CheckCount(found.size(), kMostRelationships, "relationships", "关系");
  }
  absl::Status Text(std::string_view, std::string_view) override { return absl::OkStatus(); }
  absl::Status End(std::string_view) override { return absl::OkStatus(); }

  std::vector<Relationship> found;

 private:
  std::string base_;
};

class WorkbookHandler : public XmlHandler {
 public:
  absl::Status Begin(std::string_view path, const Attributes& attributes) override {
    if (path == "workbook/workbookPr") {
      from_1904 = IsTrue(attributes.Get("date1904"));
    } else if (path == "workbook/sheets/sheet") {
      const std::string_view state = attributes.Get("state");
      sheets.push_back({.name = std::string(attributes.Get("name")),
                        .part = std::string(attributes.Get("id")),
                        .visible = state.empty() || state == "visible"});
    }
    return CheckCount(sheets.size(), kMostRelationships, "sheets", "工作表");
  }
  absl::Status Text(std::string_view, std::string_view) override { return absl::OkStatus(); }
  absl::Status End(std::string_view) override { return absl::OkStatus(); }

  bool from_1904 = false;
  std::vector<WorkbookSheet> sheets;  // with relationship ids for parts
};

class StyleHandler : public XmlHandler {
 public:
  absl::Status Begin(std::string_view path, const Attributes& attributes) override {
    if (path == "styleSheet/numFmts/numFmt") {
      formats_[ParseId(attributes.Get("numFmtId"))] = ShownBy(attributes.Get("formatCode"));
    } else if (path == "styleSheet/cellXfs/xf") {
      const int id = ParseId(attributes.Get("numFmtId"));
      const auto it = formats_.find(id);
      styles.push_back(it == formats_.end() ? ShownByBuiltIn(id) : it->second);
    }
    return CheckCount(styles.size() + formats_.size(), kMostStyles, "styles", "样式");
  }
  absl::Status Text(std::string_view, std::string_view) override { return absl::OkStatus(); }
  absl::Status End(std::string_view) override { return absl::OkStatus(); }

  std::vector<Shown> styles;

 private:
  absl::flat_hash_map<int, Shown> formats_;
};

// Text of runs is one text; phonetic guides (rPh) are not part of it.
class SharedTextHandler : public XmlHandler {
 public:
  explicit SharedTextHandler(size_t most_bytes) : most_bytes_(most_bytes) {}
  absl::Status Begin(std::string_view path, const Attributes&) override {
    if (path == "sst/si") text_.clear();
    return absl::OkStatus();
  }
  absl::Status Text(std::string_view path, std::string_view text) override {
    if (path != "sst/si/t" && path != "sst/si/r/t") return absl::OkStatus();
    text_.append(text.substr(0, most_bytes_ + 1 - std::min(text_.size(), most_bytes_ + 1)));
    return absl::OkStatus();
  }
  absl::Status End(std::string_view path) override {
    if (path == "sst/si") texts.push_back(Unescaped(text_));
    return CheckCount(texts.size(), kMostTexts, "texts", "文本");
  }

  std::vector<std::string> texts;

 private:
  size_t most_bytes_;
  std::string text_;
};

const Relationship* FindType(const std::vector<Relationship>& all, std::string_view type) {
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const Relationship& each) { return each.type == type; });
  return it == all.end() ? nullptr : &*it;
}

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

absl::StatusOr<Workbook> ReadWorkbook(Package* package, size_t cell_bytes) {
  RelationshipHandler root("");
  EDUPLAN_RETURN_IF_ERROR(package->Read("_rels/.rels", &root));
  const Relationship* const main = FindType(root.found, "officeDocument");
  if (main == nullptr || main->part.ends_with(".bin") || main->part.starts_with("word/")) {
    return Wrong("XLSX_INVALID", "the file is another kind of document, not an .xlsx workbook",
                 "文件是其他类型的文档，不是 .xlsx 工作簿");
  }
  RelationshipHandler related(main->part);
  WorkbookHandler workbook;
  EDUPLAN_RETURN_IF_ERROR(package->Read(RelationshipsOf(main->part), &related));
  EDUPLAN_RETURN_IF_ERROR(package->Read(main->part, &workbook));
  Workbook result = {.from_1904 = workbook.from_1904};
  result.sheets = SheetsOfCells(workbook.sheets, related.found);
  const auto first = std::find_if(result.sheets.begin(), result.sheets.end(),
                                  [](const WorkbookSheet& sheet) { return sheet.visible; });
  if (first == result.sheets.end()) {
    return Wrong("XLSX_INVALID", "the workbook has no visible worksheet", "工作簿没有可见的工作表");
  }
  result.sheet_part = first->part;
  if (const Relationship* const styles = FindType(related.found, "styles"); styles != nullptr) {
    StyleHandler handler;
    EDUPLAN_RETURN_IF_ERROR(package->Read(styles->part, &handler));
    result.styles = std::move(handler.styles);
  }
  const Relationship* const texts = FindType(related.found, "sharedStrings");
  // Some writers name the part although no text is in it and leave it out.
  if (texts != nullptr && package->Has(texts->part)) {
    SharedTextHandler handler(cell_bytes);
    EDUPLAN_RETURN_IF_ERROR(package->Read(texts->part, &handler));
    result.shared_texts = std::move(handler.texts);
  }
  return result;
}

}  // namespace eduplan::api::xlsx
