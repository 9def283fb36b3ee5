#include "services/plan_items/importer/formats/html/page.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/html/guard.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

constexpr size_t kMaxMegabytes = 96;

}  // namespace

absl::StatusOr<std::unique_ptr<HtmlPage>> HtmlPage::Parse(std::string_view html, size_t max_tags) {
  if (absl::Status status = CheckPage(html, max_tags); !status.ok()) return status;
  std::unique_ptr<HtmlPage> page(new HtmlPage(html));
  if (page->Build()) return page;
  return Refuse(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat("the tree of the HTML needs more than ", kMaxMegabytes, " MB of memory"),
      absl::StrCat("网页的结构树占用内存超过", kMaxMegabytes, "MB"));
}

HtmlPage::HtmlPage(std::string_view html) : html_(html), arena_(kMaxMegabytes << 20) {}

// The parser repeats formatting that is not closed in every paragraph, so a small page may make a
// large tree; it has no other way to stop than out of its allocator.
bool HtmlPage::Build() {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::Allocate;
  options.deallocator = &Arena::Release;
  options.userdata = &arena_;
  options.max_errors = 0;
  if (setjmp(arena_.exhausted) != 0) return false;  // NOLINT(cert-err52-cpp)
  root_ = gumbo_parse_with_options(&options, html_.data(), html_.size())->root;
  return true;
}

std::string_view AttributeOf(const GumboNode* element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element->v.element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

bool HasAttribute(const GumboNode* element, const char* name) {
  return gumbo_get_attribute(&element->v.element.attributes, name) != nullptr;
}

}  // namespace eduplan::importer
