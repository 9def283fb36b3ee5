#include "services/organizations/reading/search.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/reading/moment.h"
#include "services/organizations/reading/search_query.h"
#include "services/organizations/store/store.h"
#include "services/platform/api/page.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

}  // namespace

absl::Status Search::Find(const v1::SearchOrganizationsRequest& request, absl::Time /*deadline*/,
                          v1::SearchOrganizationsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(SearchQuery query, QueryOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  if (!page.last_key.empty()) {
    query.last = ParseSearchKey(page.last_key);
    if (!query.last.has_value()) {
      return WrongPage();
    }
  }
  return database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    const sql::Statement statement = SearchStatement(query, transaction.dialect(), page.size + 1);
    EDUPLAN_ASSIGN_OR_RETURN(sql::Rows rows, transaction.Query(statement.sql, statement.params));
    if (rows.size() > static_cast<size_t>(page.size)) {
      rows.pop_back();
      const sql::Row& last = rows.back();
      response->set_next_page_token(api::NextPageToken(
          request, ToText({last[1].integer(), last[2].integer(), last[0].text()}), 1));
    }
    std::vector<std::string> ids;
    for (const sql::Row& row : rows) {
      ids.push_back(row[0].text());
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records,
                             Store(transaction, kLatest).Load(ids));
    absl::flat_hash_map<std::string, const Record*> by_id;
    for (const Record& record : records) {
      by_id.emplace(record.id, &record);
    }
    for (const sql::Row& row : rows) {
      const auto record = by_id.find(row[0].text());
      if (record == by_id.end()) {
        continue;
      }
      v1::Match* match = response->add_matches();
      ToProto(*record->second, query.day, match->mutable_organization());
      match->set_field(FieldOf(static_cast<Rank>(row[1].integer())));
      match->set_text(row[3].text());
    }
    return absl::OkStatus();
  });
}

}  // namespace eduplan::organizations
