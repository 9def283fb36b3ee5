#include <algorithm>

#include "services/indicators/checks/check_run.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Content = Entry::Content;
using Index = Surroundings::Index;

// Naming more indicators than this costs more than reading all; PostgreSQL takes 32,766 parameters.
constexpr size_t kMostNamed = 60;
constexpr size_t kMostOrganizations = 20000;

}  // namespace

bool CheckRun::LooksAtSiblings(const Checked& checked) const {
  const v1::Aggregation aggregation = checked.definition->aggregation();
  return aggregation != v1::AGGREGATION_COUNT_TRUE && aggregation != v1::AGGREGATION_SHARE_TRUE &&
         own_.FiledNumber(checked.place).has_value();
}

bool CheckRun::LooksBelow(const Checked& checked) const {
  if (checked.definition->aggregation() != v1::AGGREGATION_SUM) return false;
  const bool declared = own_.Declared(checked.place).entry.content == Content::kNumber;
  return declared || own_.FiledNumber(checked.place).value_or(0) != 0;
}

bool CheckRun::LooksAtSchools(const Checked& checked) const {
  return checked.definition->aggregation() == v1::AGGREGATION_SUM &&
         own_.FiledNumber(checked.place).value_or(0) != 0;
}

absl::Status CheckRun::ReadOthers(sql::Transaction& transaction,
                                  const std::vector<Checked>& checked) {
  std::set<Index> nodes;
  std::set<int> places;
  for (const Checked& one : checked) {
    const int level = one.definition->entry_level;
    const tree::Day day = ReferenceDay(*one.definition);
    const auto look = [&](const Surroundings::Nodes& seen) {
      nodes.insert(seen.begin(), seen.end());
      if (!seen.empty()) places.insert(one.place);
    };
    if (LooksAtSiblings(one) && around_.Siblings(day).size() >= kFewestSiblings) {
      look(around_.Siblings(day));
    }
    if (LooksBelow(one)) look(around_.Parts(level, day));
    if (!LooksAtSchools(one)) continue;
    for (const SharedSchool& shared : around_.SharedSchools(level, day)) {
      look({shared.school, shared.again, shared.holder});
      look(around_.Details(node_, level, day));
      look(around_.Details(shared.holder, level, day));
    }
  }
  const std::vector<Index> all(nodes.begin(), nodes.end());
  for (size_t begin = 0; begin < all.size(); begin += kMostOrganizations) {
    const size_t count = std::min(kMostOrganizations, all.size() - begin);
    sql::Params params = {scope_.period.text()};
    std::string sql = text::Cat(
        "SELECT organization, indicator, content, amount FROM current_values WHERE period = $1 AND "
        "kind = 1 AND content <> 0 AND organization IN (",
        sql::Placeholders(2, count), ")");
    for (size_t i = begin; i < begin + count; ++i) params.emplace_back(scope_.forest.Id(all[i]));
    if (places.size() <= kMostNamed) {
      text::Append(&sql, " AND indicator IN (", sql::Placeholders(params.size() + 1, places.size()),
                   ")");
      for (const int place : places) {
        params.emplace_back(scope_.catalogue.definitions()[place].code);
      }
    }
    EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
    for (const sql::Row& row : rows) {
      const int place = scope_.catalogue.IndexOf(row[1].text());
      if (place < 0) continue;
      others_[scope_.forest.Find(row[0].text())][place] = {static_cast<Content>(row[2].integer()),
                                                           row[3].integer()};
    }
  }
  return absl::OkStatus();
}

Entry CheckRun::OtherEntry(Index node, int place) const {
  const auto entries = others_.find(node);
  if (entries == others_.end()) return {};
  const auto entry = entries->second.find(place);
  return entry == entries->second.end() ? Entry{} : entry->second;
}

void CheckRun::CheckAround(const Checked& checked) {
  const tree::Day day = ReferenceDay(*checked.definition);
  const std::optional<int64_t> amount = own_.FiledNumber(checked.place);
  if (amount && LooksAtSiblings(checked)) {
    std::vector<int64_t> siblings;
    for (const Index sibling : around_.Siblings(day)) {
      const Entry entry = OtherEntry(sibling, checked.place);
      if (entry.content == Content::kNumber) siblings.push_back(entry.amount);
    }
    Add(checked, CheckOutlier(*checked.definition, *amount, siblings));
  }
  if (LooksBelow(checked)) CheckBelow(checked);
  if (amount && LooksAtSchools(checked)) CheckSchools(checked, *amount);
}

void CheckRun::CheckBelow(const Checked& checked) {
  const Definition& definition = *checked.definition;
  const tree::Day day = ReferenceDay(definition);
  const bool above = node_ != tree::Forest::kNone && around_.Level(day) < definition.entry_level;
  Wide below = 0;
  int reported = 0;
  int missing = 0;
  for (const Index part : around_.Parts(definition.entry_level, day)) {
    const Entry entry = OtherEntry(part, checked.place);
    if (entry.content == Content::kNumber) {
      below += entry.amount;
      ++reported;
    } else if (entry.content == Content::kMissing &&
               scope_.forest.At(part, day).level == definition.entry_level) {
      ++missing;
    }
  }
  const std::optional<int64_t> own = own_.FiledNumber(checked.place);
  if (own && *own != 0 && above) {
    Add(checked, CheckWholeAsOwnPart(definition, *own, below));
  }
  const Entry& declared = own_.Declared(checked.place).entry;
  if (declared.content == Content::kNumber && (reported > 0 || own)) {
    Add(checked, CheckDeclared(definition, declared.amount, below + own.value_or(0), missing));
  }
}

void CheckRun::CheckSchools(const Checked& checked, int64_t amount) {
  const Definition& definition = *checked.definition;
  const tree::Forest& forest = scope_.forest;
  for (const SharedSchool& shared :
       around_.SharedSchools(definition.entry_level, ReferenceDay(definition))) {
    const Entry here = OtherEntry(shared.school, checked.place);
    const Entry again = OtherEntry(shared.again, checked.place);
    const Entry there = OtherEntry(shared.holder, checked.place);
    if (here.content != Content::kNumber || here.amount == 0 || again.content != Content::kNumber ||
        again.amount == 0 || there.content != Content::kNumber) {
      continue;
    }
    const SharedSchool mirrored = {shared.again, node_, shared.school};
    if (!MayContain(checked, node_, amount, shared, here.amount) ||
        !MayContain(checked, shared.holder, there.amount, mirrored, again.amount)) {
      continue;
    }
    Add(checked, DuplicateSchool(definition, amount,
                                 {.school = std::string(forest.Id(shared.school)),
                                  .again = std::string(forest.Id(shared.again)),
                                  .holder = std::string(forest.Id(shared.holder)),
                                  .at_school = here.amount,
                                  .at_holder = there.amount}));
  }
}

bool CheckRun::MayContain(const Checked& checked, Index holder, int64_t amount,
                          const SharedSchool& shared, int64_t at_school) {
  if (at_school > 0 && amount < at_school) return false;
  Wide without = 0;
  bool any = false;
  for (const Index detail : around_.Details(holder, checked.definition->entry_level,
                                            ReferenceDay(*checked.definition))) {
    if (detail == shared.school) continue;
    const Entry entry = OtherEntry(detail, checked.place);
    if (entry.content == Content::kMissing) return true;
    any = true;
    if (entry.content == Content::kNumber) without += entry.amount;
  }
  return !any || without != amount;
}

}  // namespace eduplan::indicators
