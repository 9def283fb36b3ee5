#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_XML_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_XML_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

struct XML_ParserStruct;

namespace eduplan::api::xlsx {

// The attributes of an element; valid during the call that gives them.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  // By its name without namespace; "" if there is none.
  std::string_view Get(std::string_view name) const;

 private:
  const char** pairs_;  // name, value, …, null
};

// Gets the elements of a part in order. `path` names an element with all above it, without their
// prefixes: "worksheet/sheetData/row"; one of another namespace than SpreadsheetML is "?" in it.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual absl::Status Begin(std::string_view path, const Attributes& attributes) = 0;
  // Text directly inside `path`, in as many pieces as it pleases.
  virtual absl::Status Text(std::string_view path, std::string_view text) = 0;
  virtual absl::Status End(std::string_view path) = 0;
};

// Parses XML piece by piece, in memory that does not grow with it. Refuses a DTD (and with it every
// entity of the file's own), elements more than 32 deep and tags longer than a mebibyte.
class XmlParser {
 public:
  // `part` is named in errors.
  XmlParser(std::string_view part, XmlHandler* handler);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  absl::Status Feed(std::string_view bytes, bool last);

 private:
  struct Callbacks;
  absl::Status Broken(std::string_view english, std::string_view chinese) const;
  void StopIfWrong(absl::Status status);
  void Push(std::string_view name);
  void Pop();

  std::string part_;
  XmlHandler* handler_;
  XML_ParserStruct* parser_;
  absl::Status status_;
  std::string path_;
  std::vector<size_t> lengths_;  // of the path at each depth
  int64_t fed_ = 0;
};

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_XML_H_
