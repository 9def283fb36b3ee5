#ifndef EDUPLAN_TESTS_SUPPORT_MATCHERS_H_
#define EDUPLAN_TESTS_SUPPORT_MATCHERS_H_

#include <gmock/gmock.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/platform/status/error.h"

namespace eduplan::test {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

// For absl::Status and absl::StatusOr.
MATCHER(IsOk, negation ? "is an error" : "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// StatusIs(code) or StatusIs(code, reason): the reason is that of the ErrorInfo.
MATCHER_P(StatusIs, code, "has code " + absl::StatusCodeToString(code)) {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}
MATCHER_P2(StatusIs, code, reason,
           "has code " + absl::StatusCodeToString(code) + " and reason " + std::string(reason)) {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code && status::ReasonOf(StatusOf(arg)) == reason;
}

// IsOkAndHolds(matcher or value), for absl::StatusOr.
MATCHER_P(IsOkAndHolds, matcher, "is OK and holds a value that matches") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(matcher, *arg, result_listener);
}

// EqualsProto(message) or EqualsProto("text format"); prints the fields that differ.
template <typename Message>
bool ProtoDiffers(const Message& expected, const Message& actual, std::string* difference) {
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(difference);
  return !differencer.Compare(expected, actual);
}
MATCHER_P(EqualsProto, expected, "equals the message") {
  std::decay_t<decltype(arg)> message;
  if constexpr (std::is_convertible_v<decltype(expected), std::string>) {
    if (!google::protobuf::TextFormat::ParseFromString(expected, &message)) {
      *result_listener << "the expected text does not parse";
      return false;
    }
  } else {
    message.CopyFrom(expected);
  }
  std::string difference;
  const bool differs = ProtoDiffers(message, arg, &difference);
  *result_listener << difference;
  return !differs;
}

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_MATCHERS_H_
