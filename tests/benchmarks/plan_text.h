#ifndef EDUPLAN_TESTS_BENCHMARKS_PLAN_TEXT_H_
#define EDUPLAN_TESTS_BENCHMARKS_PLAN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace eduplan::benchmarks {

// A bureau's summary and plan of at least `bytes` bytes of UTF-8 and no more than a chapter beyond:
// chapters, items and enumerations, prose with and without figures, parts in brackets, masks,
// responsible units and due dates, a table of figures, page numbers. The same for the same size.
std::string PlanText(size_t bytes);

// The same text as a page of a website, a block a line, with its menus around it.
std::string PlanHtml(size_t bytes);

// The same text of so many pages as Word saves it: runs of a few characters with their fonts,
// tables as such.
std::string PlanDocx(int pages);

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_PLAN_TEXT_H_
