#include "services/organizations/model/validate.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr size_t kLongestCode = 64;
constexpr int kLongestName = 200;  // characters
constexpr size_t kMostAliases = 20;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// GB 32100-2015: 18 characters of this alphabet, the last a check character modulo 31.
constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr int kCreditWeights[17] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

bool CreditCheckHolds(std::string_view code) {
  int sum = 0;
  for (size_t i = 0; i < 17; ++i) {
    const size_t digit = kCreditAlphabet.find(code[i]);
    if (digit == std::string_view::npos) {
      return false;
    }
    sum += static_cast<int>(digit) * kCreditWeights[i];
  }
  return kCreditAlphabet[(31 - sum % 31) % 31] == code[17];
}

// GB/T 2260: 11–15, 21–23, 31–37, 41–46, 50–54, 61–65, and 71, 81, 82.
bool IsProvince(std::string_view digits) {
  static constexpr std::string_view kUnits[] = {"",      "12345", "123", "1234567", "123456",
                                                "01234", "12345", "1",   "12",      ""};
  return kUnits[digits[0] - '0'].find(digits[1]) != std::string_view::npos;
}

// 学校标识码: two digits of the kind, two of the province, six serial.
bool IsSchoolCode(std::string_view code) {
  return code[0] >= '1' && code[0] <= '5' && IsProvince(code.substr(2, 2));
}

// Characters of valid UTF-8: bytes that do not continue one.
int CountCharacters(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool IsCodeCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
}

void CheckCode(const Draft& draft, std::vector<Problem>* problems) {
  if (draft.code.empty()) {
    if (draft.kind != v1::ORGANIZATION_KIND_ZONE) {
      problems->push_back({"code", "CODE_REQUIRED", "a code is required, except for a zone",
                           "除功能区外，机构代码必填"});
    }
    return;
  }
  if (!IsCode(draft.code)) {
    problems->push_back({"code", "INVALID_CODE",
                         text::Cat("\"", draft.code.substr(0, kLongestCode),
                                   "\" is not a code: letters, digits, '.', '_' and '-', at "
                                   "most 64"),
                         text::Cat("“", draft.code.substr(0, kLongestCode),
                                   "”不是有效代码（字母、数字及“._-”，至多64位）")});
  }
}

// The day in the message, or what `span` has already if it is absent.
void ReadDay(bool present, const google::type::Date& date, std::string_view column,
             std::string* day, std::vector<Problem>* problems) {
  if (!present) {
    return;
  }
  const absl::StatusOr<absl::CivilDay> parsed = api::FromProto(date, column);
  if (parsed.ok()) {
    *day = api::ToText(*parsed);
  } else {
    problems->push_back({std::string(column), "INVALID_DATE", "not a full date", "日期无效"});
  }
}

// Codes beside the one that becomes the id: each of a scheme of its own.
void CheckOtherCodes(const Draft& draft, std::vector<Problem>* problems) {
  std::vector<int> schemes = {SchemeOf(draft.code)};
  for (const std::string& code : draft.other_codes) {
    if (!IsCode(code)) {
      problems->push_back({"codes", "INVALID_CODE",
                           text::Cat("\"", code.substr(0, kLongestCode), "\" is not a code"),
                           text::Cat("“", code.substr(0, kLongestCode), "”不是有效代码")});
    }
    if (std::find(schemes.begin(), schemes.end(), SchemeOf(code)) != schemes.end()) {
      problems->push_back(
          {"codes", "DUPLICATE_SCHEME",
           text::Cat("\"", code.substr(0, kLongestCode), "\" is a second code of its scheme"),
           text::Cat("“", code.substr(0, kLongestCode), "”与另一代码属同一类")});
    }
    schemes.push_back(SchemeOf(code));
  }
}

}  // namespace

bool IsCode(std::string_view code) {
  return !code.empty() && code.size() <= kLongestCode &&
         std::all_of(code.begin(), code.end(), IsCodeCharacter);
}

std::vector<Problem> CheckAliases(const std::vector<std::string>& aliases) {
  if (aliases.size() > kMostAliases) {
    return {{"aliases", "TOO_MANY_ALIASES", "more than 20 aliases", "别名超过20个"}};
  }
  std::vector<Problem> problems;
  for (size_t i = 0; i < aliases.size(); ++i) {
    for (Problem& problem : CheckDisplayName(aliases[i])) {
      problem.column = "aliases";
      problems.push_back(std::move(problem));
    }
    if (std::find(aliases.begin(), aliases.begin() + static_cast<int64_t>(i), aliases[i]) !=
        aliases.begin() + static_cast<int64_t>(i)) {
      problems.push_back({"aliases", "DUPLICATE_ALIAS", "an alias is given twice", "别名重复"});
    }
  }
  return problems;
}

int SchemeOf(std::string_view code) {
  if (code.size() == 18) {
    return v1::Code::SCHEME_CREDIT;
  }
  if (!AllDigits(code)) {
    return v1::Code::SCHEME_OTHER;
  }
  switch (code.size()) {
    case 6:
      // The statistical divisions give zones a county part of 7x (130171), GB/T 2260 none.
      return code[4] == '7' ? v1::Code::SCHEME_STATISTICAL : v1::Code::SCHEME_GBT2260;
    case 10:
      return v1::Code::SCHEME_SCHOOL;
    case 9:
    case 12:
      return v1::Code::SCHEME_STATISTICAL;
    default:
      return v1::Code::SCHEME_OTHER;
  }
}

std::vector<std::string> WarningsOf(std::string_view code) {
  if (SchemeOf(code) == v1::Code::SCHEME_CREDIT && !CreditCheckHolds(code)) {
    return {text::Cat("code ", code, " fails the check character of GB 32100")};
  }
  if (SchemeOf(code) == v1::Code::SCHEME_SCHOOL && !IsSchoolCode(code)) {
    return {text::Cat("code ", code,
                      " does not begin with a kind of school (11, 21, 31, 34, 36, 51 "
                      "…) and a province")};
  }
  if (SchemeOf(code) == v1::Code::SCHEME_GBT2260 && !IsProvince(code.substr(0, 2))) {
    return {text::Cat("code ", code, " begins with no province of GB/T 2260")};
  }
  return {};
}

std::vector<Problem> CheckDisplayName(std::string_view display_name) {
  if (absl::StripAsciiWhitespace(text::ToAbsl(display_name)).empty()) {
    return {{"name", "NAME_REQUIRED", "a name is required", "名称必填"}};
  }
  if (CountCharacters(display_name) > kLongestName) {
    return {
        {"name", "NAME_TOO_LONG", "the name is longer than 200 characters", "名称超过200个字符"}};
  }
  if (std::any_of(display_name.begin(), display_name.end(),
                  [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); })) {
    return {{"name", "INVALID_NAME", "the name has control characters", "名称含有控制字符"}};
  }
  return {};
}

std::vector<Problem> Normalize(Draft* draft) {
  std::vector<Problem> problems;
  if (draft->kind == v1::ORGANIZATION_KIND_UNSPECIFIED) {
    draft->kind = draft->level == v1::LEVEL_SCHOOL ? v1::ORGANIZATION_KIND_SCHOOL
                                                   : v1::ORGANIZATION_KIND_BUREAU;
  }
  CheckCode(*draft, &problems);
  for (Problem& problem : CheckDisplayName(draft->display_name)) {
    problems.push_back(std::move(problem));
  }
  for (Problem& problem : CheckAliases(draft->aliases)) {
    problems.push_back(std::move(problem));
  }
  CheckOtherCodes(*draft, &problems);
  if (draft->level == v1::LEVEL_UNSPECIFIED || !v1::Level_IsValid(draft->level)) {
    problems.push_back({"level", "LEVEL_REQUIRED", "a level is required", "层级必填"});
  }
  if (!v1::OrganizationKind_IsValid(draft->kind)) {
    problems.push_back({"kind", "INVALID_KIND", "not a kind of organization", "机构类别无效"});
  }
  if (draft->parent.empty() && !draft->reporting_parent.empty()) {
    problems.push_back({"reporting_parent", "REPORTING_PARENT_WITHOUT_PARENT",
                        "a reporting parent needs a parent", "有归口上级时上级必填"});
  }
  if (draft->span.from >= draft->span.to) {
    problems.push_back({"to", "INVALID_INTERVAL", "the last day is not after the first",
                        "终止日期必须晚于起始日期"});
  }
  return problems;
}

Draft DraftOf(const v1::Organization& organization, std::vector<Problem>* problems) {
  Draft draft = {.code = organization.code(),
                 .display_name = organization.display_name(),
                 .level = organization.level(),
                 .kind = organization.kind(),
                 .parent = organization.parent(),
                 .reporting_parent = organization.reporting_parent(),
                 .span = {},
                 .aliases = {organization.aliases().begin(), organization.aliases().end()},
                 .other_codes = {}};
  for (const v1::Code& code : organization.codes()) {
    if (code.code() != draft.code) {
      draft.other_codes.push_back(code.code());
    }
  }
  ReadDay(organization.has_from(), organization.from(), "from", &draft.span.from, problems);
  ReadDay(organization.has_to(), organization.to(), "to", &draft.span.to, problems);
  return draft;
}

std::string_view ApiField(std::string_view column) {
  return column == "name" ? "display_name" : column;
}

absl::Status InvalidDraft(const std::vector<Problem>& problems, std::string_view prefix) {
  if (problems.empty()) {
    return absl::OkStatus();
  }
  const Problem& first = problems.front();
  status::Error error(absl::StatusCode::kInvalidArgument, first.reason);
  error.Message(text::Cat(prefix, ApiField(first.column), ": ", first.english),
                text::Cat(prefix, ApiField(first.column), "：", first.chinese));
  for (const Problem& problem : problems) {
    error.Field(text::Cat(prefix, ApiField(problem.column)), problem.english);
  }
  return error;
}

}  // namespace eduplan::organizations
