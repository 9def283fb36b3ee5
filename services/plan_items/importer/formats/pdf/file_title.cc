#include "services/plan_items/importer/formats/pdf/file_title.h"

#include <re2/re2.h>

#include <algorithm>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

bool IsTitleOfText(std::u32string_view title) {
  constexpr std::ptrdiff_t kFewestHan = 4;
  constexpr size_t kLongest = 120;
  static const RE2 kRe(
      R"re((?i)\.(?:docx?|wps|wpt|rtf|txt|html?|pdf|xlsx?|et|pptx?|odt|indd|qxd|cdr)\s*$|^(?:microsoft|powerpoint|adobe|wps|untitled|unnamed)|^(?:无标题|未命名|文档|新建)|[\\/]|幻灯片)re");
  if (title.size() > kLongest) return false;
  if (std::count_if(title.begin(), title.end(), IsHan) < kFewestHan) return false;
  return !RE2::PartialMatch(ToUtf8(title), kRe);
}

}  // namespace eduplan::importer
