#include "services/plan_items/importer/refusal.h"

#include "absl/strings/cord.h"

namespace eduplan::importer {
namespace {

constexpr char kChinese[] = "eduplan/refusal.zh";

}  // namespace

absl::Status Refuse(absl::StatusCode code, std::string_view english, std::string_view chinese) {
  absl::Status status(code, std::string(english));
  status.SetPayload(kChinese, absl::Cord(std::string(chinese)));
  return status;
}

std::string ChineseOf(const absl::Status& status) {
  const auto chinese = status.GetPayload(kChinese);
  return chinese ? std::string(*chinese) : "";
}

}  // namespace eduplan::importer
