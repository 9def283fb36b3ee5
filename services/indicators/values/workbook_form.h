#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_FORM_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_FORM_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/values/workbook_manifest.h"

namespace eduplan::indicators {

// What an offline workbook shows, all as text. Pure.
struct WorkbookForm {
  struct Row {
    enum class Kind {
      kInput,
      kComputed,  // a ratio of two rows, or what the service computes by a formula: locked
      kNotAsked,  // not defined, or not reported, for this kind of period: locked
    };
    Kind kind = Kind::kInput;
    std::string indicator;  // code
    std::string name;
    std::string unit;
    int decimals = 0;
    // A ratio that is given as a rate alone, as a part of it is not in the set.
    bool rate = false;
    std::string value;  // a decimal, "/" for not applicable, "" for missing
    std::string note;
    int64_t version = 0;
    std::string previous;
    std::string last_year;
    std::string target;
    bool target_of_year = false;  // the year's, as the period has none of its own
    // kComputed: the rows (places in `rows`) it divides, and the factor, a decimal; −1 for none.
    int numerator = -1;
    int denominator = -1;
    std::string factor;
  };

  std::string title;
  std::string table_number;
  std::string issuer;
  std::string approval_number;
  std::string valid_until;
  std::string organization_name;
  std::string period_text;
  WorkbookManifest manifest;  // its cells come from `rows`
  std::vector<Row> rows;
};

// The .xlsx file: a sheet protected without a password in which only the input, the notes and the
// foot are open, and the manifest.
absl::StatusOr<std::string> WriteForm(const WorkbookForm& form);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_FORM_H_
