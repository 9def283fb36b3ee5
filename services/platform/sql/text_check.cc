#include "services/platform/sql/text_check.h"

#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"

namespace eduplan::sql {

absl::Status CheckText(std::span<const Value> values) {
  for (const Value& value : values) {
    const auto* text = std::get_if<std::string>(&value.variant());
    if (text == nullptr) continue;
    if (text->find('\0') != std::string::npos || !api::IsUtf8(*text)) {
      return status::Error(absl::StatusCode::kInvalidArgument, "TEXT_INVALID")
          .Message("text with a NUL character or malformed UTF-8 cannot be stored",
                   "文本含有空字符（NUL）或不是有效的 UTF-8，无法保存");
    }
  }
  return absl::OkStatus();
}

}  // namespace eduplan::sql
