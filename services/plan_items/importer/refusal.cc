#include "services/plan_items/importer/refusal.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace eduplan::importer {
namespace {

constexpr char kChinese[] = "eduplan/refusal.zh";

}  // namespace

absl::Status Refuse(absl::StatusCode code, std::string_view english, std::string_view chinese) {
  absl::Status status(code, std::string(english));
  status.SetPayload(kChinese, absl::Cord(std::string(chinese)));
  return status;
}

absl::Status RefuseMoreThan(size_t limit, std::string_view english, std::string_view chinese) {
  return Refuse(absl::StatusCode::kResourceExhausted,
                absl::StrCat("the document has more than ", limit, " ", std::string(english)),
                absl::StrCat("文件超过", limit, std::string(chinese)));
}

std::string ChineseOf(const absl::Status& status) {
  const auto chinese = status.GetPayload(kChinese);
  return chinese ? std::string(*chinese) : "";
}

}  // namespace eduplan::importer
