#ifndef EDUPLAN_SERVICES_PLATFORM_API_FIELD_MASK_H_
#define EDUPLAN_SERVICES_PLATFORM_API_FIELD_MASK_H_

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace eduplan::api {

// Copies from `from` into `*into` the fields of `mask`: all populated ones if the mask is empty,
// all of `updatable` if it is "*". INVALID_ARGUMENT naming a path that is not in `updatable`;
// output-only fields outside it are ignored when the mask is empty.
absl::Status ApplyMask(const google::protobuf::FieldMask& mask,
                       std::span<const std::string_view> updatable,
                       const google::protobuf::Message& from, google::protobuf::Message* into);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_FIELD_MASK_H_
