#include "services/organizations/store/search_rows.h"

#include <array>
#include <string_view>

#include "services/organizations/names/pinyin.h"
#include "services/organizations/store/store_sql.h"

namespace eduplan::organizations {
namespace {

constexpr std::array<std::string_view, 8> kColumns = {"id",     "type",   "name",   "from_day",
                                                      "to_day", "folded", "pinyin", "initials"};

}  // namespace

absl::Status InsertSearchRows(sql::Transaction& transaction, std::span<const Record> records) {
  sql::Rows rows;
  for (const Record& record : records) {
    for (const DatedName& name : record.names) {
      rows.push_back({record.id, name.type, name.display_name, name.span.from, name.span.to,
                      Fold(name.display_name), Pinyin(name.display_name),
                      Initials(name.display_name)});
    }
  }
  return transaction.BulkInsert("organization_search", kColumns, rows);
}

absl::Status DeleteSearchRows(sql::Transaction& transaction, std::span<const std::string> ids) {
  return InChunks(ids, [&](std::span<const std::string> chunk) {
    sql::Params params;
    const std::string where = InList("id", chunk, &params);
    return transaction.Execute("DELETE FROM organization_search WHERE " + where, params).status();
  });
}

}  // namespace eduplan::organizations
