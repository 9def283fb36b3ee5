#include "gateway/http/file_name.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"

namespace eduplan::http {
namespace {

using std::literals::operator""sv;

constexpr std::array kExtensions = {
    std::pair("application/json"sv, ".json"sv),
    std::pair("application/pdf"sv, ".pdf"sv),
    std::pair("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"sv, ".xlsx"sv),
    std::pair("application/vnd.openxmlformats-officedocument.wordprocessingml.document"sv,
              ".docx"sv),
    std::pair("application/x-ndjson"sv, ".ndjson"sv),
    std::pair("application/xml"sv, ".xml"sv),
    std::pair("application/zip"sv, ".zip"sv),
    std::pair("image/png"sv, ".png"sv),
    std::pair("text/csv"sv, ".csv"sv),
    std::pair("text/html"sv, ".html"sv),
    std::pair("text/markdown"sv, ".md"sv),
    std::pair("text/plain"sv, ".txt"sv),
};

std::string_view ExtensionOf(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  absl::StripAsciiWhitespace(&type);
  absl::AsciiStrToLower(&type);
  for (const auto& [known, extension] : kExtensions) {
    if (type == known) return extension;
  }
  return "";
}

}  // namespace

std::string DispositionOf(std::string_view path, std::string_view content_type) {
  std::string name;
  for (const char c : path.substr(path.rfind('/') + 1)) {
    const bool plain = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
    name += plain ? c : '-';
  }
  const size_t first = name.find_first_not_of("-.");
  name = first == name.npos ? "download" : name.substr(first);
  return "attachment; filename=\"" + name + std::string(ExtensionOf(content_type)) + "\"";
}

}  // namespace eduplan::http
