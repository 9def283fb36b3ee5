#include "gateway/transcode/json_text.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/percent.h"

namespace eduplan::transcode {
namespace {

// Takes every event and keeps nothing.
struct NullHandler {
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;
  static constexpr std::size_t max_object_size = ~std::size_t{0};
  static constexpr std::size_t max_array_size = ~std::size_t{0};
  static constexpr std::size_t max_key_size = ~std::size_t{0};
  static constexpr std::size_t max_string_size = ~std::size_t{0};
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t, error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t, error_code&) { return true; }
  bool on_key_part(string_view, std::size_t, error_code&) { return true; }
  bool on_key(string_view, std::size_t, error_code&) { return true; }
  bool on_string_part(string_view, std::size_t, error_code&) { return true; }
  bool on_string(string_view, std::size_t, error_code&) { return true; }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t, string_view, error_code&) { return true; }
  bool on_uint64(std::uint64_t, string_view, error_code&) { return true; }
  bool on_double(double, string_view, error_code&) { return true; }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }
};

TextPlace PlaceOf(absl::string_view text, TextPlace place) {
  for (const char c : text) place.Advance(c);
  return place;
}

}  // namespace

absl::Status BadJson(absl::string_view reason, const TextPlace& place, absl::string_view why,
                     absl::string_view why_chinese) {
  return BadField(reason, "body",
                  absl::StrCat("the body is not valid JSON at line ", place.line, ", column ",
                               place.column, ": ", why),
                  absl::StrCat("请求正文不是有效的 JSON：第 ", place.line, " 行第 ", place.column,
                               " 列，", why_chinese));
}

absl::Status CheckJson(absl::string_view text, const TextPlace& origin) {
  if (const auto bad = FindInvalidUtf8(text)) {
    return BadField("INVALID_UTF8", "body",
                    absl::StrCat("the body is not UTF-8: byte ", origin.byte + *bad, " is invalid"),
                    absl::StrCat("请求正文不是 UTF-8 编码：第 ", origin.byte + *bad, " 字节无效"));
  }
  boost::json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  boost::json::basic_parser<NullHandler> parser(options);
  boost::json::error_code error;
  const size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read == text.size()) return absl::OkStatus();
  const TextPlace place = PlaceOf(text.substr(0, std::min(read, text.size())), origin);
  if (error == boost::json::error::too_deep) {
    return BadJson("JSON_TOO_DEEP", place, absl::StrCat("nested deeper than ", kMaxJsonDepth),
                   absl::StrCat("嵌套超过 ", kMaxJsonDepth, " 层"));
  }
  return BadJson("INVALID_JSON", place, error ? error.message() : "text after the end", "格式错误");
}

}  // namespace eduplan::transcode
