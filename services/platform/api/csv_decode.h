#ifndef EDUPLAN_SERVICES_PLATFORM_API_CSV_DECODE_H_
#define EDUPLAN_SERVICES_PLATFORM_API_CSV_DECODE_H_

#include <string>
#include <string_view>

namespace eduplan::api {

struct DecodedText {
  std::string text;    // UTF-8
  int wrong_line = 0;  // line of the first bytes that are no character, from 1; 0 if there is none
};

DecodedText DecodeGb18030(std::string_view bytes);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_CSV_DECODE_H_
