// From the bytes of a file to its plan: the first byte says under which name and type it is sent,
// the others are the file.
#include <iterator>

#include "services/plan_items/importer/formats/read.h"
#include "services/plan_items/importer/parse.h"
#include "tests/fuzz/check.h"

namespace eduplan::importer::fuzz {
namespace {

struct Sent {
  const char* name;
  const char* type;
};

constexpr Sent kSent[] = {
    {"", ""},
    {"a.txt", "text/plain"},
    {"a.html", "text/html; charset=utf-8"},
    {"a.htm", "text/html; charset=gb2312"},
    {"a.docx", ""},
    {"a.pdf", "application/pdf"},
    {"a.xml", "text/xml"},
    {"a.doc", "application/msword"},
    {"a.csv", "application/octet-stream"},
};

void ReadOnce(const Source& source) {
  const Limits limits = FuzzLimits();
  const auto plan = Parse(source, limits);
  if (!plan.ok()) return CheckRefusal(plan.status());
  const auto format = DetectFormat(source);
  Check(format.ok(), "what was read has a format");
  const auto text = ReadSource(source, *format, limits);
  Check(text.ok(), "what was read has a text");
  CheckPlan(*plan, text->chars, limits);
}

}  // namespace
}  // namespace eduplan::importer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace eduplan::importer;  // NOLINT(google-build-using-namespace)
  if (size == 0) return 0;
  const fuzz::Sent& sent = fuzz::kSent[data[0] % std::size(fuzz::kSent)];
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  fuzz::CheckTime(size, [&] {
    fuzz::ReadOnce({.bytes = bytes, .filename = sent.name, .content_type = sent.type});
  });
  return 0;
}
