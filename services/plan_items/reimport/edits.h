#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_EDITS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_EDITS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "google/protobuf/message.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// The fields of a plan and of an item that a document says; all others are a person's or derived.
// An item's measurements are merged one by one, see figure_merge.h.
std::span<const std::string_view> PlanFieldsOfDocument();
std::span<const std::string_view> ItemFieldsOfDocument();

// Where a person's edit and the document differ; who wins is the same for all.
class Edits {
 public:
  explicit Edits(v1::EditChoice choice) : keep_(choice != v1::EDIT_CHOICE_TAKE_DOCUMENT) {}

  // Whether the person's words stand.
  bool keep() const { return keep_; }
  // Notes a difference whose winner is `kept`; a long text is cut.
  void Add(v1::PersonEdit edit, bool kept);

  std::vector<v1::PersonEdit> Take() { return std::move(edits_); }

 private:
  const bool keep_;
  std::vector<v1::PersonEdit> edits_;
};

// Merges fields of one resource, three messages of one type: `read`, what the document said at the
// last import; `edited`, what is stored now; `document`, what it says now. A field that a person
// changed since the last import and that the document does not say likewise is a difference, noted
// in `edits` for `resource` at `path`; where edits are kept it comes from `edited`. All other
// fields stay as `document` has them.
void MergeFields(std::span<const std::string_view> fields, const google::protobuf::Message& read,
                 const google::protobuf::Message& edited, std::string_view resource,
                 std::string_view path, Edits& edits, google::protobuf::Message& document);

// Whether the fields are the same in both.
bool SameFields(std::span<const std::string_view> fields, const google::protobuf::Message& a,
                const google::protobuf::Message& b);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_EDITS_H_
