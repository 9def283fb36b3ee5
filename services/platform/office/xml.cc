#include "services/platform/office/xml.h"

#include <expat.h>

#include <utility>

#include "services/platform/status/text.h"

namespace eduplan::office {
namespace {

// An unfinished tag is read again with each piece: its length bounds that work.
constexpr int64_t kLongestTag = 1 << 20;
constexpr int kMostAttributes = 1024;
constexpr char kSeparator = '|';  // expat's names are "namespace|name"

std::string_view LocalName(std::string_view name) {
  const size_t separator = name.rfind(kSeparator);
  return separator == std::string_view::npos ? name : name.substr(separator + 1);
}

ElementName NameOf(std::string_view name) {
  const size_t separator = name.rfind(kSeparator);
  if (separator == std::string_view::npos) return {{}, name};
  return {name.substr(0, separator), name.substr(separator + 1)};
}

}  // namespace

std::string_view Attributes::Get(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (LocalName(pair[0]) == name) return pair[1];
  }
  return {};
}

struct XmlParser::Callbacks {
  static void Begin(void* data, const char* name, const char** attributes) {
    auto* const self = static_cast<XmlParser*>(data);
    if (!self->status_.ok()) return;
    if (++self->depth_ > self->kind_.limits.depth) {
      self->StopIfWrong(self->Broken("elements too deep", "元素嵌套过深"));
    } else if (XML_GetSpecifiedAttributeCount(self->parser_) > 2 * kMostAttributes) {
      self->StopIfWrong(self->Broken("an element with too many attributes", "元素属性过多"));
    } else {
      self->StopIfWrong(self->handler_->Begin(NameOf(name), Attributes(attributes)));
    }
  }
  static void End(void* data, const char* name) {
    auto* const self = static_cast<XmlParser*>(data);
    if (!self->status_.ok()) return;
    self->StopIfWrong(self->handler_->End(NameOf(name)));
    --self->depth_;
  }
  static void Text(void* data, const char* text, int size) {
    auto* const self = static_cast<XmlParser*>(data);
    if (!self->status_.ok()) return;
    self->StopIfWrong(self->handler_->Text(std::string_view(text, static_cast<size_t>(size))));
  }
  static void Doctype(void* data, const char*, const char*, const char*, int) {
    auto* const self = static_cast<XmlParser*>(data);
    self->StopIfWrong(self->Broken(
        text::Cat("a document type declaration, which no ", self->kind_.english, " has"),
        "含有 DTD 声明"));
  }
};

XmlParser::XmlParser(const DocumentKind& kind, std::string_view part, XmlHandler* handler)
    : kind_(kind),
      part_(part),
      handler_(handler),
      parser_(XML_ParserCreateNS(nullptr, kSeparator)) {
  if (parser_ == nullptr) return;
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::Begin, Callbacks::End);
  XML_SetCharacterDataHandler(parser_, Callbacks::Text);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::Doctype);
}

XmlParser::~XmlParser() {
  if (parser_ != nullptr) XML_ParserFree(parser_);
}

absl::Status XmlParser::Feed(std::string_view bytes, bool last) {
  if (parser_ == nullptr) return absl::ResourceExhaustedError("no memory for an XML parser");
  const XML_Status parsed =
      XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
  if (!status_.ok()) return status_;
  if (parsed == XML_STATUS_ERROR) {
    const std::string_view why = XML_ErrorString(XML_GetErrorCode(parser_));
    const auto line = XML_GetCurrentLineNumber(parser_);
    return Broken(text::Cat("broken XML at line ", line, " (", why, ")"),
                  text::Cat("第 ", line, " 行 XML 错误"));
  }
  fed_ += static_cast<int64_t>(bytes.size());
  const int64_t done = XML_GetCurrentByteIndex(parser_);
  if (!last && fed_ - done > kLongestTag + static_cast<int64_t>(bytes.size())) {
    return Broken("a tag that does not end", "标记过长");
  }
  return absl::OkStatus();
}

absl::Status XmlParser::Broken(std::string_view english, std::string_view chinese) const {
  if (part_.empty()) {
    return kind_.refuse(Fault::kInvalid, text::Cat("the ", kind_.english, ": ", english),
                        text::Cat(kind_.chinese, "：", chinese));
  }
  return kind_.refuse(Fault::kInvalid,
                      text::Cat("part ", part_, " of the ", kind_.english, ": ", english),
                      text::Cat(kind_.chinese, "的部件 ", part_, "：", chinese));
}

void XmlParser::StopIfWrong(absl::Status status) {
  if (status.ok()) return;
  status_ = std::move(status);
  XML_StopParser(parser_, XML_FALSE);
}

}  // namespace eduplan::office
