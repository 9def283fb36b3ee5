#include "services/platform/sql/postgres/copy_text.h"

#include <charconv>
#include <string_view>

namespace eduplan::sql::postgres {
namespace {

struct CellWriter {
  std::string& out;

  void operator()(std::monostate) const { out += "\\N"; }

  void operator()(int64_t value) const {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
    out.append(digits, end);
  }

  void operator()(const std::string& text) const {
    size_t from = 0;
    while (from < text.size()) {
      const size_t at = text.find_first_of("\\\t\n\r", from);
      out.append(text, from, at - from);
      if (at == std::string::npos) return;
      out.push_back('\\');
      switch (text[at]) {
        case '\t':
          out.push_back('t');
          break;
        case '\n':
          out.push_back('n');
          break;
        case '\r':
          out.push_back('r');
          break;
        default:
          out.push_back('\\');
      }
      from = at + 1;
    }
  }

  void operator()(const Bytes& bytes) const {
    static constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\\\x";
    for (const char c : bytes.data) {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    }
  }
};

}  // namespace

void AppendCopyRow(const Row& row, std::string& out) {
  for (size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out.push_back('\t');
    std::visit(CellWriter{out}, row[i].variant());
  }
  out.push_back('\n');
}

}  // namespace eduplan::sql::postgres
