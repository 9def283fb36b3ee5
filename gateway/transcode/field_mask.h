#ifndef EDUPLAN_GATEWAY_TRANSCODE_FIELD_MASK_H_
#define EDUPLAN_GATEWAY_TRANSCODE_FIELD_MASK_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"

namespace eduplan::transcode {

// The update mask that a PATCH body means when the caller gives none: a path for each JSON key
// present, sorted. Goes into plain messages; stops at lists, maps, and messages of google.protobuf
// and google.type. `{}` names the field itself. Left out are fields that cannot be changed: those
// in `bound` (dotted proto names set by the path), OUTPUT_ONLY and IDENTIFIER ones, and `etag`,
// which guards the change and is no part of it.
//
// `json` has passed CheckJson. INVALID_ARGUMENT for an unknown key or an object where a scalar is
// expected.
absl::StatusOr<google::protobuf::FieldMask> MaskFromJson(
    absl::string_view json, const google::protobuf::Descriptor& resource,
    const std::set<std::string>& bound);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_FIELD_MASK_H_
