#include "services/platform/office/relationships.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::office {
namespace {

constexpr size_t kMostRelationships = 16384;

// The part that a relationship of `base` ("xl/workbook.xml") points to.
std::string Resolve(std::string_view base, std::string_view target) {
  std::vector<std::string> path;
  const auto walk = [&](std::string_view relative) {
    for (const absl::string_view step : absl::StrSplit(text::ToAbsl(relative), '/')) {
      if (step == "..") {
        if (!path.empty()) path.pop_back();
      } else if (!step.empty() && step != ".") {
        path.emplace_back(step);
      }
    }
  };
  if (!target.starts_with('/')) {
    walk(base.substr(0, base.rfind('/') == std::string_view::npos ? 0 : base.rfind('/')));
  }
  walk(target);
  return absl::StrJoin(path, "/");
}

class RelationshipHandler : public XmlHandler {
 public:
  RelationshipHandler(const DocumentKind& kind, std::string_view base) : kind_(kind), base_(base) {}

  absl::Status Begin(const ElementName& name, const Attributes& attributes) override {
    if (name.local != "Relationship" || attributes.Get("TargetMode") == "External") {
      return absl::OkStatus();
    }
    const std::string_view type = attributes.Get("Type");
    found.push_back({std::string(attributes.Get("Id")),
                     std::string(type.substr(type.rfind('/') + 1)),
                     Resolve(base_, attributes.Get("Target"))});
    if (found.size() <= kMostRelationships) return absl::OkStatus();
    return kind_.refuse(
        Fault::kTooLarge,
        text::Cat("the ", kind_.english, " has more than ", kMostRelationships, " relationships"),
        text::Cat(kind_.chinese, "的关系超过 ", kMostRelationships, " 个"));
  }
  absl::Status Text(std::string_view) override { return absl::OkStatus(); }
  absl::Status End(const ElementName&) override { return absl::OkStatus(); }

  std::vector<Relationship> found;

 private:
  const DocumentKind& kind_;
  std::string base_;
};

}  // namespace

absl::StatusOr<std::vector<Relationship>> ReadRelationships(Package* package,
                                                            std::string_view part) {
  RelationshipHandler handler(package->kind(), part);
  EDUPLAN_RETURN_IF_ERROR(package->Read(RelationshipsOf(part), &handler));
  return std::move(handler.found);
}

std::string RelationshipsOf(std::string_view part) {
  const size_t slash = part.rfind('/');
  const size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return text::Cat(part.substr(0, name), "_rels/", part.substr(name), ".rels");
}

const Relationship* FindType(const std::vector<Relationship>& all, std::string_view type) {
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const Relationship& each) { return each.type == type; });
  return it == all.end() ? nullptr : &*it;
}

}  // namespace eduplan::office
