#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_READ_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_READ_H_

#include <string>

#include "services/plan_items/plan_reader/reply.h"

namespace eduplan::plan_items {

// Reads the document on standard input and writes the plan, or why there is none, on standard
// output. `classified`: a document marked as secret is read, too.
ReaderExit ReadStandardInput(const std::string& content_type, bool classified);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_READER_READ_H_
