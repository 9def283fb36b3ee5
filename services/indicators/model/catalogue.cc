#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "services/indicators/model/definition.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {

Catalogue::Catalogue(std::string version, std::vector<Definition> editions)
    : version_(std::move(version)) {
  // The latest edition of each code first.
  std::sort(editions.begin(), editions.end(), [](const Definition& a, const Definition& b) {
    return a.code != b.code ? a.code < b.code : a.effective_from > b.effective_from;
  });
  std::vector<std::vector<Definition>> by_code;
  for (Definition& edition : editions) {
    lowest_entry_level_ = std::max(lowest_entry_level_, edition.entry_level);
    if (by_code.empty() || by_code.back()[0].code != edition.code) by_code.emplace_back();
    by_code.back().push_back(std::move(edition));
  }
  std::stable_sort(by_code.begin(), by_code.end(), [](const auto& a, const auto& b) {
    return a[0].proto.ordinal() < b[0].proto.ordinal();
  });
  definitions_.reserve(by_code.size());
  earlier_.reserve(by_code.size());
  for (std::vector<Definition>& same : by_code) {
    by_code_[same[0].code] = static_cast<int>(definitions_.size());
    definitions_.push_back(std::move(same[0]));
    same.erase(same.begin());
    earlier_.push_back(std::move(same));
  }
  for (Definition& definition : definitions_) Resolve(&definition);
  for (std::vector<Definition>& earlier : earlier_) {
    for (Definition& definition : earlier) Resolve(&definition);
  }
}

Catalogue Catalogue::With(std::string version, std::vector<Definition> editions) const {
  std::set<std::pair<std::string_view, absl::CivilDay>> replaced;
  for (const Definition& edition : editions) replaced.emplace(edition.code, edition.effective_from);
  std::vector<Definition> all;
  for (size_t i = 0; i < definitions_.size(); ++i) {
    for (const Definition* edition : Editions(static_cast<int>(i))) {
      if (!replaced.contains({edition->code, edition->effective_from})) all.push_back(*edition);
    }
  }
  std::move(editions.begin(), editions.end(), std::back_inserter(all));
  return Catalogue(std::move(version), std::move(all));
}

void Catalogue::Resolve(Definition* definition) const {
  definition->numerator_index = IndexOf(definition->numerator);
  definition->denominator_index = IndexOf(definition->denominator);
  definition->formula_indices.clear();
  if (definition->formula) {
    for (const Reference& reference : definition->formula->references()) {
      definition->formula_indices.push_back(IndexOf(reference.code));
    }
  }
  for (Disaggregation& category : definition->disaggregations) {
    for (Disaggregation::Part& part : category.parts) part.index = IndexOf(part.code);
  }
}

int Catalogue::IndexOf(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? -1 : found->second;
}

const Definition* Catalogue::Find(std::string_view code) const {
  const int index = IndexOf(code);
  return index < 0 ? nullptr : &definitions_[index];
}

const Definition* Catalogue::Find(std::string_view code, absl::CivilDay effective_from) const {
  const int index = IndexOf(code);
  if (index < 0) return nullptr;
  const std::vector<const Definition*> editions = Editions(index);
  const auto found = std::find_if(editions.begin(), editions.end(), [&](const Definition* edition) {
    return edition->effective_from == effective_from;
  });
  return found == editions.end() ? nullptr : *found;
}

const Definition* Catalogue::On(int index, absl::CivilDay day) const {
  if (index < 0) return nullptr;
  if (definitions_[index].effective_from <= day) return &definitions_[index];
  for (const Definition& edition : earlier_[index]) {
    if (edition.effective_from <= day) return &edition;
  }
  return nullptr;
}

std::vector<const Definition*> Catalogue::Editions(int index) const {
  std::vector<const Definition*> editions = {&definitions_[index]};
  for (const Definition& edition : earlier_[index]) editions.push_back(&edition);
  return editions;
}

absl::StatusOr<std::vector<int>> Catalogue::SelectViews(
    const std::vector<std::string_view>& names) const {
  std::vector<int> selected;
  for (const std::string_view group : names) {
    for (const absl::string_view name :
         absl::StrSplit(text::ToAbsl(group), ',', absl::SkipWhitespace())) {
      const std::string_view code = CodeOf(text::ToStd(absl::StripAsciiWhitespace(name)));
      const int index = IndexOf(code);
      if (index < 0) {
        return status::InvalidField("indicators", "UNKNOWN_INDICATOR",
                                    text::Cat("there is no indicator \"", code, "\""),
                                    text::Cat("没有指标“", code, "”"))
            .With("indicator", code)
            .Build();
      }
      selected.push_back(index);
    }
  }
  if (selected.empty()) {
    for (size_t i = 0; i < definitions_.size(); ++i) selected.push_back(static_cast<int>(i));
  }
  std::sort(selected.begin(), selected.end());
  selected.erase(std::unique(selected.begin(), selected.end()), selected.end());
  return selected;
}

}  // namespace eduplan::indicators
