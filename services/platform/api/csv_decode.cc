#include "services/platform/api/csv_decode.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace eduplan::api {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

void AppendUtf8(const UChar* begin, const UChar* end, std::string& out) {
  const auto units = static_cast<int32_t>(end - begin);
  std::string utf8(static_cast<size_t>(units) * 3, '\0');
  int32_t size = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strToUTF8WithSub(utf8.data(), static_cast<int32_t>(utf8.size()), &size, begin, units, 0xFFFD,
                     nullptr, &error);
  out.append(utf8, 0, static_cast<size_t>(size));
}

}  // namespace

DecodedText DecodeGb18030(std::string_view bytes) {
  DecodedText decoded;
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open("GB18030", &error));
  if (U_SUCCESS(error)) {
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  }
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  std::vector<UChar> units(std::min<size_t>(bytes.size() + 1, 1 << 20));
  // Never cut a surrogate pair: the last unit of a full buffer waits for the next round.
  size_t kept = 0;
  do {
    if (error == U_BUFFER_OVERFLOW_ERROR) error = U_ZERO_ERROR;
    UChar* target = units.data() + kept;
    if (U_SUCCESS(error)) {
      ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr,
                     true, &error);
    }
    if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) {
      decoded.wrong_line = 1 + static_cast<int>(std::count(bytes.data(), source, '\n'));
      return decoded;
    }
    kept = error == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(target[-1]) ? 1 : 0;
    AppendUtf8(units.data(), target - kept, decoded.text);
    if (kept == 1) units[0] = target[-1];
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return decoded;
}

}  // namespace eduplan::api
