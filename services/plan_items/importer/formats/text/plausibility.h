// How much bytes look like a Chinese text when they are read in a charset.
#pragma once

#include <string_view>

namespace eduplan::importer {

// 0 to 1, the mean over the characters that are not ASCII (of UTF-16: over all): 1 for the common
// characters and the marks of Chinese, little for rare ones, 0 for faults and control characters.
// `charset` as ICU names it: UTF-8, GB18030, UTF-16LE, UTF-16BE or Big5.
double Plausibility(std::string_view bytes, const char* charset);

}  // namespace eduplan::importer
