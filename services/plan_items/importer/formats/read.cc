#include "services/plan_items/importer/formats/read.h"

#include "services/plan_items/importer/formats/html/html_text.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {

absl::StatusOr<SourceText> ReadSource(const Source& source, const Format& format,
                                      const Limits& limits) {
  auto text = Decode(source.bytes, format.charset);
  if (!text.ok()) return text.status();
  if (format.kind == FormatKind::kHtml) text = HtmlToText(*text, limits.max_html_tags);
  if (!text.ok()) return text.status();
  return SourceText{.chars = *std::move(text)};
}

}  // namespace eduplan::importer
