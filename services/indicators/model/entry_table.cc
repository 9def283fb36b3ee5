#include "services/indicators/model/entry_table.h"

#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

bool Holds(const EntryTable::Cell& cell, int64_t as_of) {
  return cell.from <= as_of && as_of < cell.to;
}

}  // namespace

void EntryTable::Add(std::string_view organization, const Cell& cell) {
  if (last_ == nullptr || last_id_ != organization) {
    // Rows move when the map grows, but only here, where `last_` is found anew.
    last_ = &rows_[text::ToAbsl(organization)];
    last_id_ = std::string(organization);
  }
  last_->push_back(cell);
}

void EntryTable::Read(std::string_view organization, const AsOfSequence& as_of,
                      std::vector<Entry>* entries) const {
  entries->assign(indicators_, Entry());
  const auto row = rows_.find(text::ToAbsl(organization));
  if (row == rows_.end()) return;
  for (const Cell& cell : row->second) {
    if (Holds(cell, as_of.Of(cell.indicator))) (*entries)[cell.indicator] = cell.entry;
  }
}

Entry EntryTable::Get(std::string_view organization, int indicator, int64_t as_of) const {
  const auto row = rows_.find(text::ToAbsl(organization));
  if (row == rows_.end()) return {};
  Entry entry;
  for (const Cell& cell : row->second) {
    if (cell.indicator == indicator && Holds(cell, as_of)) entry = cell.entry;
  }
  return entry;
}

}  // namespace eduplan::indicators
