// The layout of words on pages: eight bytes are a word, its place in steps of four points, its
// size, turn and text; a word of height 0 begins a page.
#include <array>
#include <utility>
#include <vector>

#include "services/plan_items/importer/formats/pdf/layout.h"
#include "tests/fuzz/check.h"

namespace eduplan::importer::fuzz {
namespace {

constexpr std::array<std::u32string_view, 16> kWords = {
    U"一、", U"（一）", U"1.",  U"新建学校",   U"3所",  U"，",  U"。",   U"— 2 —",
    U"2",    U"学段",   U"120", U"某县教育局", U"其中", U"abc", U"附件", U"x"};

std::vector<pdf::Page> PagesOf(const uint8_t* data, size_t size) {
  std::vector<pdf::Page> pages = {{.width = 595, .height = 842}};
  for (size_t i = 0; i + 8 <= size; i += 8) {
    const uint8_t* const word = data + i;
    if (word[3] == 0) {
      pages.push_back({.width = 4.0 * word[0], .height = 4.0 * word[1]});
      continue;
    }
    pdf::Box box{.left = 4.0 * word[0] - 64, .top = 4.0 * word[1] - 64};
    box.right = box.left + word[2];
    box.bottom = box.top + word[3] / 4.0;
    box.size = word[4] / 4.0;
    box.rotation = word[5] % 4;
    box.text = kWords[word[6] % kWords.size()];
    pages.back().boxes.push_back(std::move(box));
  }
  return pages;
}

void ReadOnce(const std::vector<pdf::Page>& pages) {
  const SourceText text = pdf::LayOut(pages);
  // There are no bytes to stand at.
  CheckSource(text, 0);
  Check(pdf::LayOut(pages) == text, "the same pages have the same text");
}

}  // namespace
}  // namespace eduplan::importer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer::fuzz;  // NOLINT(google-build-using-namespace)
  const auto pages = PagesOf(data, size);
  CheckTime(size, [&] { ReadOnce(pages); });
  return 0;
}
