#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_WORDS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_WORDS_H_

#include <memory>
#include <string_view>
#include <vector>

#include "eduplan/plan/v1/plan_revision_service.pb.h"

namespace eduplan::comparison {

namespace v1 = ::eduplan::plan::v1;

// Says which words of a text gave way to which. Not thread-safe.
class WordDifference {
 public:
  WordDifference();
  ~WordDifference();
  WordDifference(const WordDifference&) = delete;
  WordDifference& operator=(const WordDifference&) = delete;

  // Ascending, in Unicode characters of well-formed UTF-8; nothing if the texts are equal. Texts
  // that differ in very much, and all once very much has been compared, give one span: from the
  // first word that differs to the last.
  std::vector<v1::TextSpan> Spans(std::string_view before, std::string_view after);

 private:
  class Segmenter;

  std::unique_ptr<Segmenter> segmenter_;
  size_t budget_;  // of pairs of words that may still be compared
};

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_WORDS_H_
