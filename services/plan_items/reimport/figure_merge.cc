#include "services/plan_items/reimport/figure_merge.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/comparison/fields.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using ById = absl::flat_hash_map<std::string, const v1::Measurement*>;

// What names a figure within its item: its id, or where it stood if it was stored without one.
std::string KeyOf(const v1::Measurement& figure) {
  return figure.id().empty() ? text::Cat(figure.start(), "/", figure.quote()) : figure.id();
}

ById Keyed(const Figures& figures) {
  ById keyed;
  for (const v1::Measurement& figure : figures) keyed.emplace(KeyOf(figure), &figure);
  return keyed;
}

const v1::Measurement* Find(const ById& figures, const std::string& key) {
  const auto found = figures.find(key);
  return found == figures.end() ? nullptr : found->second;
}

bool SaySame(const v1::Measurement& a, const v1::Measurement& b) {
  return comparison::FigureFields(a, b).empty();
}

std::string Shown(const v1::Measurement* figure) {
  if (figure == nullptr) return "";
  return text::Cat(figure->name(), " ", figure->masked() ? "x" : figure->value(), figure->unit());
}

class FigureMerger {
 public:
  FigureMerger(const Figures& read, const Figures& edited, std::string_view resource,
               std::string_view path, Edits& edits)
      : read_(Keyed(read)),
        edited_(Keyed(edited)),
        resource_(resource),
        path_(path),
        edits_(edits) {}

  // The figure that stands; nothing if none does.
  std::optional<v1::Measurement> Of(const v1::Measurement& document) {
    const std::string key = KeyOf(document);
    const v1::Measurement* read = Find(read_, key);
    const v1::Measurement* edited = Find(edited_, key);
    const bool untouched = read == nullptr || (edited != nullptr && SaySame(*read, *edited));
    if (untouched || (edited != nullptr && SaySame(*edited, document))) return document;
    Note(read, edited, &document, edits_.keep());
    if (!edits_.keep()) return document;
    if (edited == nullptr) return std::nullopt;
    v1::Measurement kept = *edited;
    kept.set_item_path(document.item_path());
    kept.set_quote(document.quote());
    kept.set_start(document.start());
    kept.set_end(document.end());
    *kept.mutable_origin() = document.origin();
    return kept;
  }
  // The same of a stored figure that the document does not have.
  std::optional<v1::Measurement> OfMissing(const v1::Measurement& edited) {
    const v1::Measurement* read = Find(read_, KeyOf(edited));
    if (read != nullptr && SaySame(*read, edited)) return std::nullopt;
    Note(read, &edited, nullptr, edits_.keep());
    return edits_.keep() ? std::optional(edited) : std::nullopt;
  }

 private:
  void Note(const v1::Measurement* read, const v1::Measurement* edited,
            const v1::Measurement* document, bool kept) {
    v1::PersonEdit edit;
    edit.set_resource(std::string(resource_));
    edit.set_path(std::string(path_));
    edit.set_field("measurements");
    edit.set_imported(Shown(read));
    edit.set_edited(Shown(edited));
    edit.set_document(Shown(document));
    const bool both = read != nullptr && document != nullptr;
    edit.set_document_changed(both ? !SaySame(*read, *document) : read != document);
    edits_.Add(std::move(edit), kept);
  }

  const ById read_;
  const ById edited_;
  const std::string_view resource_;
  const std::string_view path_;
  Edits& edits_;
};

}  // namespace

void MergeFigures(const Figures& read, const Figures& edited, std::string_view resource,
                  std::string_view path, Edits& edits, Figures& document) {
  FigureMerger merger(read, edited, resource, path, edits);
  std::set<std::string> there;
  Figures merged;
  for (const v1::Measurement& figure : document) {
    there.insert(KeyOf(figure));
    if (auto stands = merger.Of(figure)) *merged.Add() = *std::move(stands);
  }
  for (const v1::Measurement& figure : edited) {
    if (there.contains(KeyOf(figure))) continue;
    auto stands = merger.OfMissing(figure);
    if (!stands) continue;
    stands->set_item_path(std::string(path));
    *merged.Add() = *std::move(stands);
  }
  document.Swap(&merged);
}

bool SameFigures(const Figures& read, const Figures& edited) {
  return read.size() == edited.size() &&
         std::equal(read.begin(), read.end(), edited.begin(), SaySame);
}

}  // namespace eduplan::plan_items
