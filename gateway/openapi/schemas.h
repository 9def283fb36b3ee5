#ifndef EDUPLAN_GATEWAY_OPENAPI_SCHEMAS_H_
#define EDUPLAN_GATEWAY_OPENAPI_SCHEMAS_H_

#include <algorithm>
#include <boost/json/object.hpp>
#include <map>
#include <string>

#include "google/protobuf/descriptor.h"

namespace eduplan::openapi {

// The comment above a declaration, trimmed; empty if there is none.
template <typename Descriptor>
std::string CommentOf(const Descriptor& descriptor) {
  google::protobuf::SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return "";
  std::string text;
  for (size_t start = 0; start < location.leading_comments.size();) {
    const size_t end =
        std::min(location.leading_comments.find('\n', start), location.leading_comments.size());
    std::string line = location.leading_comments.substr(start, end - start);
    if (!line.empty() && line.front() == ' ') line.erase(0, 1);
    text += line + "\n";
    start = end + 1;
  }
  const size_t last = text.find_last_not_of(" \n");
  return last == text.npos ? "" : text.substr(0, last + 1);
}

bool IsRequired(const google::protobuf::FieldDescriptor& field);
bool IsOutputOnly(const google::protobuf::FieldDescriptor& field);

// The JSON schemas of messages and enums as proto3 JSON has them (enum values by their short
// names). What is referred to is collected, once each, under components/schemas.
class Schemas {
 public:
  // {"$ref": …} of a message or enum, or its inline schema where JSON has its own form for it.
  boost::json::object Of(const google::protobuf::Descriptor& message);
  boost::json::object Of(const google::protobuf::EnumDescriptor& type);
  // The schema of a field's value, with its description.
  boost::json::object Of(const google::protobuf::FieldDescriptor& field);
  // One element of it, where it is repeated.
  boost::json::object OfElement(const google::protobuf::FieldDescriptor& field);

  // All that were referred to, by name, and what they refer to.
  boost::json::object TakeComponents();

 private:
  template <typename Descriptor>
  boost::json::object Refer(const Descriptor& descriptor);
  boost::json::object Define(const google::protobuf::Descriptor& message);
  boost::json::object Define(const google::protobuf::EnumDescriptor& type);

  std::map<std::string, std::string> names_;  // component name -> full name
  std::map<std::string, boost::json::object> components_;
};

}  // namespace eduplan::openapi

#endif  // EDUPLAN_GATEWAY_OPENAPI_SCHEMAS_H_
