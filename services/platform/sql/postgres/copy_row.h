#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_COPY_ROW_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_COPY_ROW_H_

#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "services/platform/sql/value.h"

namespace eduplan::sql::postgres {

struct FreeMemory {
  void operator()(char* memory) const { PQfreemem(memory); }
};

// What one PQgetCopyData gave of a COPY TO STDOUT in the binary format.
class CopyRow {
 public:
  // Owns `bytes`, of which there are `size`; negative sizes are none.
  void Take(char* bytes, int size);
  // False if it is no row, but the end. The view is good until the next Take.
  bool View(RowView* view);

 private:
  std::unique_ptr<char, FreeMemory> bytes_;
  std::string_view rest_;
  bool first_ = true;  // the header of the stream stands before the first row
};

// The statement with each $n outside quotes replaced by the n-th literal.
std::string InlineParameters(std::string_view sql, std::span<const std::string> literals);

}  // namespace eduplan::sql::postgres

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_COPY_ROW_H_
