// A page as a browser's parser sees it.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/formats/html/arena.h"

namespace eduplan::importer {

class HtmlPage {
 public:
  // `html` is UTF-8 and outlives the page. INVALID_ARGUMENT as of CheckPage and for a page whose
  // tree needs more memory than 96 MB.
  static absl::StatusOr<std::unique_ptr<HtmlPage>> Parse(std::string_view html, size_t max_tags);

  const GumboNode* root() const { return root_; }
  std::string_view html() const { return html_; }

 private:
  explicit HtmlPage(std::string_view html);
  bool Build();

  std::string_view html_;
  Arena arena_;
  const GumboNode* root_ = nullptr;
};

// The value of an attribute, or "".
std::string_view AttributeOf(const GumboNode* element, const char* name);
bool HasAttribute(const GumboNode* element, const char* name);

}  // namespace eduplan::importer
