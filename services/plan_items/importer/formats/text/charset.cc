#include "services/plan_items/importer/formats/text/charset.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

struct Alias {
  std::string_view name;
  std::optional<Charset> charset;
};

constexpr Alias kAliases[] = {
    {"", std::nullopt},
    {"us-ascii", std::nullopt},
    {"ascii", std::nullopt},
    {"iso-8859-1", std::nullopt},
    {"latin1", std::nullopt},
    {"windows-1252", std::nullopt},
    {"utf-8", Charset::kUtf8},
    {"utf8", Charset::kUtf8},
    {"gb2312", Charset::kGb18030},
    {"gb_2312-80", Charset::kGb18030},
    {"gbk", Charset::kGb18030},
    {"x-gbk", Charset::kGb18030},
    {"cp936", Charset::kGb18030},
    {"gb18030", Charset::kGb18030},
    {"utf-16", Charset::kUtf16Le},
    {"utf-16le", Charset::kUtf16Le},
    {"utf-16be", Charset::kUtf16Be},
};

constexpr struct {
  std::string_view bytes;
  Charset charset;
} kMarks[] = {{"\xEF\xBB\xBF", Charset::kUtf8},
              {"\xFF\xFE", Charset::kUtf16Le},
              {"\xFE\xFF", Charset::kUtf16Be},
              {"\x84\x31\x95\x33", Charset::kGb18030}};

}  // namespace

const char* NameOf(Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      return "UTF-8";
    case Charset::kGb18030:
      return "GB18030";
    case Charset::kUtf16Le:
      return "UTF-16LE";
    case Charset::kUtf16Be:
      return "UTF-16BE";
  }
  return "";
}

std::optional<ByteOrderMark> FindByteOrderMark(std::string_view bytes) {
  for (const auto& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return ByteOrderMark{mark.charset, mark.bytes.size()};
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<Charset>> DeclaredCharset(std::string_view name) {
  const std::string lower = absl::AsciiStrToLower(std::string(name));
  for (const Alias& alias : kAliases) {
    if (lower == alias.name) return alias.charset;
  }
  const std::string shown = lower.substr(0, 40);
  return Refuse(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat("character set ", shown, " is not read; send UTF-8, UTF-16 or GB18030"),
      absl::StrCat("不支持字符集", shown, "，请改用UTF-8、UTF-16或GB18030"));
}

}  // namespace eduplan::importer
