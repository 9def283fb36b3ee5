#include "services/organizations/reading/search_query.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/organizations/model/validate.h"
#include "services/organizations/names/pinyin.h"
#include "services/organizations/reading/moment.h"
#include "services/organizations/store/store.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr int kLongestQuery = 100;

int CountCharacters(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string Escaped(std::string_view literal) {
  return absl::StrReplaceAll(text::ToAbsl(literal), {{"!", "!!"}, {"%", "!%"}, {"_", "!_"}});
}

std::string Number(Rank rank) {
  return text::Cat(static_cast<int>(rank));
}

// Builds the statement, parameter by parameter.
class Builder {
 public:
  Builder(const SearchQuery& query, const sql::Dialect& dialect)
      : query_(query), dialect_(dialect) {
    day_ = Param(query.day);
    exactly_ = Param(query.folded);
    begins_ = Param(text::Cat(Escaped(query.folded), "%"));
    has_ = Param(text::Cat("%", Escaped(query.folded), "%"));
  }

  sql::Statement Build(int limit) {
    const std::string hits =
        IsCode(query_.written) ? text::Cat(Names(), " UNION ALL ", Codes()) : Names();
    std::string sql = text::Cat(
        "WITH hits(id, place, length, found) AS (", hits,
        "), best(id, place, length, found, n) AS (SELECT id, place, length, found, ROW_NUMBER() "
        "OVER (PARTITION BY id ORDER BY place, length, found) FROM hits) SELECT b.id, b.place, "
        "b.length, b.found FROM best b WHERE b.n = 1",
        Behind(), Stands(), " ORDER BY b.place, b.length, b.id", dialect_.byte_order, " LIMIT ",
        limit);
    return {std::move(sql), std::move(params_)};
  }

 private:
  template <typename T>
  std::string Param(const T& value) {
    params_.emplace_back(value);
    return text::Cat("$", params_.size());
  }
  static std::string Like(std::string_view column, std::string_view pattern) {
    return text::Cat(column, " LIKE ", pattern, " ESCAPE '!'");
  }

  std::string Names() const {
    const std::string exact = text::Cat("s.folded = ", exactly_);
    const std::string begins = Like("s.folded", begins_);
    const std::string has = Like("s.folded", has_);
    const auto rank = [&](Rank name, Rank prefix, Rank part, Rank alias, Rank pinyin) {
      return text::Cat("CASE WHEN NOT ", has, " THEN ", Number(pinyin), " WHEN s.type = ", kAlias,
                       " THEN ", Number(alias), " WHEN ", exact, " THEN ", Number(name), " WHEN ",
                       begins, " THEN ", Number(prefix), " ELSE ", Number(part), " END");
    };
    return text::Cat(
        "SELECT s.id, CASE WHEN s.to_day > ", day_, " THEN ",
        rank(Rank::kName, Rank::kNameBegins, Rank::kNameHas, Rank::kAliasHas, Rank::kPinyin),
        " ELSE ",
        rank(Rank::kFormerName, Rank::kFormerNameBegins, Rank::kFormerNameHas,
             Rank::kFormerAliasHas, Rank::kFormerPinyin),
        " END, LENGTH(s.folded), s.name FROM organization_search s WHERE ", has, " OR ",
        Like("s.initials", begins_), " OR ", Like("s.pinyin", begins_));
  }

  // Only ASCII letters occur in codes, so that lower() is the same everywhere.
  std::string Codes() const {
    return text::Cat("SELECT c.id, CASE WHEN c.to_day > ", day_, " THEN ", Number(Rank::kCode),
                     " ELSE ", Number(Rank::kFormerCode),
                     " END, LENGTH(c.code), c.code FROM organization_codes c WHERE ",
                     AsOf("c", kLatest), " AND ", Like("lower(c.code)", begins_));
  }

  // Those behind the page before.
  std::string Behind() {
    if (!query_.last.has_value()) {
      return "";
    }
    const std::string place = Param(query_.last->rank);
    const std::string length = Param(query_.last->length);
    const std::string id = Param(query_.last->id);
    return text::Cat(" AND (b.place > ", place, " OR (b.place = ", place, " AND (b.length > ",
                     length, " OR (b.length = ", length, " AND b.id", dialect_.byte_order, " > ",
                     id, "))))");
  }

  // Those that exist on the day; or, if any will do, were last of the level and kind.
  std::string Stands() const {
    std::string what;
    if (query_.level != 0) {
      text::Append(&what, " AND f.level = ", query_.level);
    }
    if (query_.kind != 0) {
      text::Append(&what, " AND f.kind = ", query_.kind);
    }
    if (!query_.existing && what.empty()) {
      return "";
    }
    const std::string of_it =
        text::Cat("FROM organization_standings f WHERE f.id = b.id AND ", AsOf("f", kLatest));
    if (query_.existing) {
      return text::Cat(" AND EXISTS (SELECT 1 ", of_it, " AND ", On("f", day_), what, ")");
    }
    const std::string bounds =
        text::Cat("FROM organization_standings g WHERE g.id = b.id AND ", AsOf("g", kLatest));
    return text::Cat(" AND EXISTS (SELECT 1 ", of_it, what,
                     " AND f.from_day = COALESCE((SELECT MAX(g.from_day) ", bounds,
                     " AND g.from_day <= ", day_, "), (SELECT MIN(g.from_day) ", bounds, ")))");
  }

  const SearchQuery& query_;
  const sql::Dialect& dialect_;
  sql::Params params_;
  std::string day_;
  std::string exactly_;
  std::string begins_;
  std::string has_;
};

}  // namespace

v1::Match::Field FieldOf(Rank rank) {
  switch (rank) {
    case Rank::kName:
    case Rank::kNameBegins:
    case Rank::kNameHas:
      return v1::Match::FIELD_NAME;
    case Rank::kCode:
    case Rank::kFormerCode:
      return v1::Match::FIELD_CODE;
    case Rank::kAliasHas:
    case Rank::kFormerAliasHas:
      return v1::Match::FIELD_ALIAS;
    case Rank::kFormerName:
    case Rank::kFormerNameBegins:
    case Rank::kFormerNameHas:
      return v1::Match::FIELD_FORMER_NAME;
    case Rank::kPinyin:
    case Rank::kFormerPinyin:
      return v1::Match::FIELD_PINYIN;
  }
  return v1::Match::FIELD_UNSPECIFIED;
}

std::string ToText(const SearchKey& key) {
  return text::Cat(key.rank, " ", key.length, " ", key.id);
}

std::optional<SearchKey> ParseSearchKey(std::string_view text) {
  const std::vector<std::string> parts =
      absl::StrSplit(text::ToAbsl(text), absl::MaxSplits(' ', 2));
  SearchKey key;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &key.rank) ||
      !absl::SimpleAtoi(parts[1], &key.length)) {
    return std::nullopt;
  }
  key.id = parts[2];
  return key;
}

absl::StatusOr<SearchQuery> QueryOf(const v1::SearchOrganizationsRequest& request) {
  if (CountCharacters(request.query()) > kLongestQuery) {
    return status::InvalidField("query", "QUERY_TOO_LONG", "at most 100 characters",
                                "至多100个字符");
  }
  SearchQuery query;
  query.written = std::string(absl::StripAsciiWhitespace(request.query()));
  query.folded = Fold(query.written);
  if (query.folded.empty()) {
    return status::InvalidField("query", "QUERY_REQUIRED", "say what is looked for",
                                "请输入查询内容");
  }
  EDUPLAN_ASSIGN_OR_RETURN(query.day, DayOf(request));
  query.existing = request.has_at();
  query.level = request.level();
  query.kind = request.kind();
  return query;
}

sql::Statement SearchStatement(const SearchQuery& query, const sql::Dialect& dialect, int limit) {
  return Builder(query, dialect).Build(limit);
}

}  // namespace eduplan::organizations
