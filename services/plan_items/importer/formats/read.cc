#include "services/plan_items/importer/formats/read.h"

#include "services/plan_items/importer/formats/docx/docx.h"
#include "services/plan_items/importer/formats/html/html_reader.h"
#include "services/plan_items/importer/formats/pdf/read_pdf.h"
#include "services/plan_items/importer/formats/text/text_reader.h"
#include "services/plan_items/importer/formats/word_xml/word_xml.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {

absl::StatusOr<SourceText> ReadSource(const Source& source, const Format& format,
                                      const Limits& limits) {
  if (format.kind == FormatKind::kDocx) return ReadDocx(source.bytes);
  if (format.kind == FormatKind::kWordXml) return ReadWordXml(source.bytes);
  if (format.kind == FormatKind::kText) {
    return ReadPlainText(source.bytes, format.charset, limits);
  }
  if (format.kind == FormatKind::kPdf) return ReadPdf(source.bytes);
  if (format.kind == FormatKind::kDoc) {
    return Refuse(absl::StatusCode::kInvalidArgument,
                  "application/msword is read after a conversion by LibreOffice",
                  "doc文件须先由LibreOffice转换后读取");
  }
  return ReadHtml(source.bytes, format.charset, limits);
}

}  // namespace eduplan::importer
