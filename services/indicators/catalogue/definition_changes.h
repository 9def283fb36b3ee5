#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_CHANGES_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_CHANGES_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/indicator_service.pb.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "services/indicators/catalogue/definition_rows.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::indicators {

// What writing definitions is made of; each inside the caller's transaction.

// Sequence of the last change of an edition.
int64_t SequenceOf(const v1::Indicator& edition);

// The edition that the request asks for, made from the one it changes or, where it begins a new
// one, from the one in force on that day. ABORTED if its etag is not the latter's.
absl::StatusOr<Definition> ChangedEdition(const Catalogue& catalogue,
                                          const v1::UpdateIndicatorRequest& request);

// The rows that say something new, in place and with the time of what they replace, and how many
// those are. ABORTED if a row's etag is not that of the edition that stands.
absl::StatusOr<std::vector<Definition>> ChangedRows(const Catalogue& catalogue,
                                                    const DefinitionBatch& batch,
                                                    v1::BatchImportIndicatorsResponse* counts);

// FAILED_PRECONDITION (UNIT_IN_USE) if values stand in a period that would be defined by another
// unit than it is now. `changed`: the editions that are different in `after`.
absl::Status CheckUnits(sql::Transaction& transaction, const Catalogue& before,
                        const Catalogue& after, const std::vector<Definition>& changed);

// Stamps and writes; `editions` come back as they stand.
absl::Status WriteEditions(change_log::Change& change, CatalogueStore& store,
                           std::vector<Definition>* editions);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_CHANGES_H_
