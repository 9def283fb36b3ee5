#ifndef EDUPLAN_GATEWAY_TRANSCODE_TYPE_RESOLVER_H_
#define EDUPLAN_GATEWAY_TRANSCODE_TYPE_RESOLVER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/type_resolver.h"

namespace eduplan::transcode {

// How messages look as JSON, for protobuf's reader and writer: the linked-in types, with enum
// values under their short names. Thread-safe, lives for ever, remembers what it resolved.
google::protobuf::util::TypeResolver* JsonTypes();

// type.googleapis.com/<full name>
std::string TypeUrl(const google::protobuf::Descriptor& type);

// The part of a value's name after its enum's name, when every value of the enum has that prefix
// (Comparator: COMPARATOR_AT_LEAST -> AT_LEAST), else the whole name. JSON is written with the
// short name and read with either.
std::string ShortName(const google::protobuf::EnumValueDescriptor& value);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_TYPE_RESOLVER_H_
