#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_FIGURE_MERGE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_FIGURE_MERGE_H_

#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/reimport/edits.h"

namespace eduplan::plan_items {

using Figures = google::protobuf::RepeatedPtrField<v1::Measurement>;

// Merges the figures of one item: `read` at the last import, `edited` as stored now, `document` as
// read now, in which a figure that was there has the id it had. One that a person changed, added or
// took away is noted as an edit of "measurements"; where edits are kept it stays changed, added or
// away, at the place in the text that the document gives it.
void MergeFigures(const Figures& read, const Figures& edited, std::string_view resource,
                  std::string_view path, Edits& edits, Figures& document);

// Whether no figure was changed, added or taken away.
bool SameFigures(const Figures& read, const Figures& edited);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_FIGURE_MERGE_H_
