#include "services/plan_items/importer/formats/text/text_reader.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/plan_items/importer/formats/origin_writer.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/formats/text/markdown.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

// Neither a control character nor a line end.
constexpr bool IsPlain(char32_t c) {
  return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0x2028) || (c > 0x2029 && c < 0xFFFE) ||
         c > 0xFFFF || c == U'\t';
}

class LineWriter {
 public:
  LineWriter(SourceText& text, const Limits& limits) : text_(text), writer_(text), limits_(limits) {
    writer_.BeginParagraph();
  }

  absl::Status Write(const Block& block) {
    if (text_.chars.size() + block.size > limits_.max_chars) {
      const uint32_t line = writer_.paragraph();
      return RefuseMoreThan(limits_.max_chars, absl::StrCat("characters, reached on line ", line),
                            absl::StrCat("字，至第", line, "行"));
    }
    for (size_t i = 0; i < block.size; ++i) {
      const char32_t c = block.chars[i];
      const uint64_t byte = block.base + block.at[i];
      if (IsPlain(c)) {
        writer_.Append(c, byte);
      } else if (absl::Status status = WriteOther(c, byte); !status.ok()) {
        return status;
      }
      last_ = c;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status WriteOther(char32_t c, uint64_t byte) {
    if (!EndsLine(c)) {
      const auto code = static_cast<uint32_t>(c);
      return Refuse(absl::StatusCode::kInvalidArgument,
                    absl::StrFormat(
                        "the document is not text: control character U+%04X at offset %d, line %d",
                        code, byte, writer_.paragraph()),
                    absl::StrFormat("文件不是文本：第%d行偏移%d处有控制字符U+%04X",
                                    writer_.paragraph(), byte, code));
    }
    if (c == U'\n' && last_ == U'\r') return absl::OkStatus();
    if (writer_.paragraph() >= limits_.max_paragraphs) {
      return RefuseMoreThan(limits_.max_paragraphs, "lines", "行");
    }
    writer_.Append(U'\n', byte);
    writer_.BeginParagraph();
    return absl::OkStatus();
  }

  SourceText& text_;
  OriginWriter writer_;
  const Limits& limits_;
  char32_t last_ = 0;
};

}  // namespace

absl::StatusOr<SourceText> ReadPlainText(std::string_view bytes, std::string_view charset,
                                         const Limits& limits) {
  const auto encoding = FindEncoding(bytes, charset);
  if (!encoding.ok()) return encoding.status();
  SourceText text{.charset = NameOf(encoding->charset)};
  text.chars.reserve(std::min(bytes.size() / 2, limits.max_chars));
  LineWriter writer(text, limits);
  absl::Status status =
      ReadEncoded(bytes, *encoding, [&](const Block& block) { return writer.Write(block); });
  if (!status.ok()) return status;
  BlankMarkdown(text.chars);
  return text;
}

}  // namespace eduplan::importer
