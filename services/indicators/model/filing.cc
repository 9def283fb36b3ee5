#include "services/indicators/model/filing.h"

#include <algorithm>

#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

bool IsAbout(const Filing& filing, int indicator) {
  return filing.only.empty() ||
         std::binary_search(filing.only.begin(), filing.only.end(), indicator);
}

bool Held(const Filing& filing, int64_t as_of) {
  return filing.from <= as_of && as_of < filing.to;
}

int64_t CountsFor(const Filing& filing, int indicator) {
  for (const auto& [place, sequence] : filing.except) {
    if (place == indicator) return sequence;
  }
  return filing.counts;
}

// True if `a` says more than `b` of an indicator both are about: a filing of a set more than one of
// everything, of a smaller set more than of a larger one.
bool Closer(const Filing& a, const Filing& b) {
  if (a.only.empty() != b.only.empty()) return b.only.empty();
  if (a.only.size() != b.only.size()) return a.only.size() < b.only.size();
  return a.from > b.from;
}

}  // namespace

void Filings::Add(std::string_view organization, Filing filing) {
  filings_[text::ToAbsl(organization)].push_back(std::move(filing));
}

const Filing* Filings::Find(const std::vector<Filing>& filings, int indicator,
                            int64_t as_of) const {
  const Filing* found = nullptr;
  for (const Filing& filing : filings) {
    if (!Held(filing, as_of) || !IsAbout(filing, indicator)) continue;
    if (found == nullptr || Closer(filing, *found)) found = &filing;
  }
  return found;
}

AsOfSequence Filings::Below(std::string_view organization, const AsOfSequence& above) const {
  const auto found = filings_.find(text::ToAbsl(organization));
  if (found == filings_.end() || (above.uniform() && above.all == AsOfSequence::kNotFiled)) {
    return {};
  }
  if (above.uniform()) {
    // Nearly always: one filing of everything without exceptions.
    const std::vector<Filing>& filings = found->second;
    const bool plain = std::all_of(filings.begin(), filings.end(), [&](const Filing& filing) {
      return !Held(filing, above.all) || (filing.only.empty() && filing.except.empty());
    });
    if (plain) {
      const Filing* filing = Find(filings, 0, above.all);
      return {.all = filing == nullptr ? AsOfSequence::kNotFiled : filing->counts, .each = {}};
    }
  }
  AsOfSequence below;
  below.each.resize(indicators_, AsOfSequence::kNotFiled);
  for (size_t i = 0; i < indicators_; ++i) {
    const int indicator = static_cast<int>(i);
    const int64_t as_of = above.Of(indicator);
    if (as_of == AsOfSequence::kNotFiled) continue;
    const Filing* filing = Find(found->second, indicator, as_of);
    if (filing != nullptr) below.each[i] = CountsFor(*filing, indicator);
  }
  return below;
}

std::string Filings::Name(std::string_view organization, int64_t as_of) const {
  const auto found = filings_.find(text::ToAbsl(organization));
  if (found == filings_.end()) return "";
  const Filing* only = nullptr;
  for (const Filing& filing : found->second) {
    if (!Held(filing, as_of)) continue;
    if (only != nullptr || !filing.only.empty() || !filing.except.empty()) return "";
    only = &filing;
  }
  return only == nullptr || only->counts == AsOfSequence::kNotFiled ? "" : only->change_id;
}

}  // namespace eduplan::indicators
