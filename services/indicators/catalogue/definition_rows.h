#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_ROWS_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_ROWS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// One definition of a batch, and where it stood.
struct DefinitionRow {
  Definition definition;
  int number = 0;  // from 1, the header not counted
  int line = 0;    // of the file; 0 in JSON
};

// What is wrong in a row.
struct RowProblem {
  const DefinitionRow* row;
  DefinitionProblem problem;
};

// The rows of a batch, and what is wrong with them. Not to be copied: the problems point into it.
struct DefinitionBatch {
  std::vector<DefinitionRow> rows;
  std::vector<RowProblem> problems;

  DefinitionBatch() = default;
  DefinitionBatch(DefinitionBatch&&) = default;
  DefinitionBatch& operator=(DefinitionBatch&&) = default;
};

// The rows of the request, with what is wrong with them by themselves and with two of the same
// code and effective_from. Rows of a file without a place of their own follow each other in the
// order of the file; those of JSON keep 0. INVALID_ARGUMENT if there are no rows to be read: not
// exactly one of `indicators` and `file`, no CSV or XLSX, a wrong header, over 5,000 rows.
absl::StatusOr<DefinitionBatch> ReadBatch(const v1::BatchImportIndicatorsRequest& request);

// Adds what is wrong with the rows for what they refer to in `after`, the catalogue with them in
// it; rows that are wrong themselves are not said to be missing. What is wrong in others because
// of the rows has no row.
void AddReferenceProblems(const Catalogue& after, DefinitionBatch* batch);

// INVALID_ARGUMENT (IMPORT_INVALID) with each problem as a violation "row 3 (line 4), column unit",
// at most 100, and the first three in its messages, which leaves room for the others where details
// are bounded; metadata "errors" says how many there are. OK if there is none.
absl::Status ToStatus(const DefinitionBatch& batch);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_ROWS_H_
