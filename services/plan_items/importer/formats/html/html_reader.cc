#include "services/plan_items/importer/formats/html/html_reader.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/html/elements.h"
#include "services/plan_items/importer/formats/html/file_text.h"
#include "services/plan_items/importer/formats/html/main_content.h"
#include "services/plan_items/importer/formats/html/page.h"
#include "services/plan_items/importer/formats/html/page_text.h"
#include "services/plan_items/importer/formats/html/page_title.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

constexpr size_t kMaxBytes = size_t{16} << 20;

void AddAsides(const std::vector<TextBlock>& blocks,
               const std::vector<std::optional<AsideKind>>& kinds, SourceText& text) {
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (!kinds[i]) continue;
    const bool goes_on = i > 0 && kinds[i - 1] == kinds[i] && !text.asides.empty();
    if (goes_on) {
      text.asides.back().end = blocks[i].end;
    } else {
      text.asides.push_back({blocks[i].begin, blocks[i].end, *kinds[i]});
    }
  }
}

// Their rows are no data of the document.
void DropTablesInAsides(SourceText& text) {
  std::erase_if(text.tables, [&](const Table& table) {
    return std::any_of(text.asides.begin(), text.asides.end(), [&](const Aside& aside) {
      return aside.begin < table.end && table.begin < aside.end;
    });
  });
}

}  // namespace

absl::StatusOr<SourceText> ReadHtml(std::string_view bytes, std::string_view charset,
                                    const Limits& limits) {
  if (bytes.size() > kMaxBytes) {
    return Refuse(
        absl::StatusCode::kInvalidArgument,
        absl::StrCat("the HTML has ", bytes.size(), " bytes; at most ", kMaxBytes, " are read"),
        absl::StrCat("网页有", bytes.size(), "字节，最多可读取", kMaxBytes, "字节"));
  }
  const auto encoding = FindEncoding(bytes, charset);
  if (!encoding.ok()) return encoding.status();
  auto file = FileText::Read(bytes, *encoding);
  if (!file.ok()) return file.status();
  const auto page = HtmlPage::Parse(file->html(), limits.max_html_tags);
  if (!page.ok()) return page.status();

  const std::vector<Element> elements = ListElements((*page)->root());
  SourceText text{.charset = NameOf(encoding->charset)};
  std::vector<TextBlock> blocks;
  absl::Status status = WritePageText(**page, *file, elements, limits.max_paragraphs, text, blocks);
  if (!status.ok()) return status;
  const PageTitle title = FindTitle(elements, blocks, text);
  text.title = ToUtf8(title.text);
  AddAsides(blocks, SetAside(elements, blocks, text, title.block), text);
  DropTablesInAsides(text);
  return text;
}

}  // namespace eduplan::importer
