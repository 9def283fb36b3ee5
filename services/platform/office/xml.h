#ifndef EDUPLAN_SERVICES_PLATFORM_OFFICE_XML_H_
#define EDUPLAN_SERVICES_PLATFORM_OFFICE_XML_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/platform/office/document_kind.h"

struct XML_ParserStruct;

namespace eduplan::office {

// The attributes of an element; valid during the call that gives them.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  // By its name without namespace; "" if there is none.
  std::string_view Get(std::string_view name) const;

 private:
  const char** pairs_;  // name, value, …, null
};

struct ElementName {
  std::string_view space;  // the URI of its namespace, or ""
  std::string_view local;
};

// Gets the elements of a part in order.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual absl::Status Begin(const ElementName& name, const Attributes& attributes) = 0;
  // Text of the innermost element that is open, in as many pieces as it pleases.
  virtual absl::Status Text(std::string_view text) = 0;
  virtual absl::Status End(const ElementName& name) = 0;
};

// Parses XML piece by piece, in memory that does not grow with it. Refuses a DTD (and with it every
// entity of the file's own), elements deeper than the limit, tags longer than a mebibyte and of
// more than 1024 attributes.
class XmlParser {
 public:
  // `part` is named in errors; "" if the document is one XML file. `kind` must outlive it.
  XmlParser(const DocumentKind& kind, std::string_view part, XmlHandler* handler);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  absl::Status Feed(std::string_view bytes, bool last);

 private:
  struct Callbacks;
  absl::Status Broken(std::string_view english, std::string_view chinese) const;
  void StopIfWrong(absl::Status status);

  const DocumentKind& kind_;
  std::string part_;
  XmlHandler* handler_;
  XML_ParserStruct* parser_;
  absl::Status status_;
  size_t depth_ = 0;
  int64_t fed_ = 0;
};

}  // namespace eduplan::office

#endif  // EDUPLAN_SERVICES_PLATFORM_OFFICE_XML_H_
