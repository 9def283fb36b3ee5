#include "services/plan_items/reimport/edits.h"

#include <memory>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "google/type/date.pb.h"
#include "services/plan_items/comparison/fields.h"

namespace eduplan::plan_items {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::string_view kPlanFields[] = {"kind",     "periods",    "title",
                                            "preamble", "recipients", "issuer"};
constexpr std::string_view kItemFields[] = {
    "marker", "heading", "text", "section_kind", "lead_units", "assisting_units", "due_date"};

const FieldDescriptor* FieldOf(const Message& message, std::string_view name) {
  return message.GetDescriptor()->FindFieldByName(std::string(name));
}

// A copy of the message that has that field only.
std::unique_ptr<Message> Only(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  std::unique_ptr<Message> only(message.New());
  if (field->is_repeated()) {
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      reflection->AddString(only.get(), field, reflection->GetRepeatedString(message, field, i));
    }
  } else if (!reflection->HasField(message, field)) {
    return only;
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    reflection->SetString(only.get(), field, reflection->GetString(message, field));
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    reflection->SetEnumValue(only.get(), field, reflection->GetEnumValue(message, field));
  } else {
    reflection->MutableMessage(only.get(), field)->CopyFrom(reflection->GetMessage(message, field));
  }
  return only;
}

bool SameField(const Message& a, const Message& b, const FieldDescriptor* field) {
  return Only(a, field)->SerializeAsString() == Only(b, field)->SerializeAsString();
}

// A text, an enum's name, a list of texts or a day, as people read it.
std::string Shown(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) {
    comparison::Names names;
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      *names.Add() = reflection->GetRepeatedString(message, field, i);
    }
    return comparison::ShownNames(names);
  }
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->GetString(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->GetEnum(message, field)->name();
    default:
      return comparison::ShownDay(
          dynamic_cast<const google::type::Date&>(reflection->GetMessage(message, field)));
  }
}

}  // namespace

std::span<const std::string_view> PlanFieldsOfDocument() {
  return kPlanFields;
}

std::span<const std::string_view> ItemFieldsOfDocument() {
  return kItemFields;
}

void Edits::Add(v1::PersonEdit edit, bool kept) {
  for (std::string* text :
       {edit.mutable_imported(), edit.mutable_edited(), edit.mutable_document()}) {
    *text = comparison::Shortened(*text);
  }
  edit.set_kept(kept);
  edits_.push_back(std::move(edit));
}

void MergeFields(std::span<const std::string_view> fields, const Message& read,
                 const Message& edited, std::string_view resource, std::string_view path,
                 Edits& edits, Message& document) {
  for (const std::string_view name : fields) {
    const FieldDescriptor* field = FieldOf(document, name);
    if (SameField(edited, read, field) || SameField(edited, document, field)) continue;
    v1::PersonEdit edit;
    edit.set_resource(std::string(resource));
    edit.set_path(std::string(path));
    edit.set_field(std::string(name));
    edit.set_imported(Shown(read, field));
    edit.set_edited(Shown(edited, field));
    edit.set_document(Shown(document, field));
    edit.set_document_changed(!SameField(read, document, field));
    edits.Add(std::move(edit), edits.keep());
    if (!edits.keep()) continue;
    document.GetReflection()->ClearField(&document, field);
    document.MergeFrom(*Only(edited, field));
  }
}

bool SameFields(std::span<const std::string_view> fields, const Message& a, const Message& b) {
  for (const std::string_view name : fields) {
    if (!SameField(a, b, FieldOf(a, name))) return false;
  }
  return true;
}

}  // namespace eduplan::plan_items
