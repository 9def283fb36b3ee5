#ifndef EDUPLAN_TESTS_UNIT_PLAN_ITEMS_LINKING_PHRASES_H_
#define EDUPLAN_TESTS_UNIT_PLAN_ITEMS_LINKING_PHRASES_H_

#include <string>
#include <vector>

#include "eduplan/indicator/v1/indicator.pb.h"
#include "eduplan/plan/v1/plan_service.pb.h"

namespace eduplan::plan_items::linking {

// A line of phrases.tsv.
struct Phrase {
  bool held_out = false;
  std::string expected;  // code, "-" for none
  eduplan::plan::v1::Measurement measurement;
  std::string heading;
  std::string previous;
};

std::vector<Phrase> ReadPhrases();
// deploy/catalogue.csv.
std::vector<eduplan::indicator::v1::Indicator> ReadCatalogue();

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_TESTS_UNIT_PLAN_ITEMS_LINKING_PHRASES_H_
