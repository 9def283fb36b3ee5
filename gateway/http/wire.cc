#include "gateway/http/wire.h"

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace eduplan::http {
namespace {

namespace beast_http = boost::beast::http;

template <typename Response>
void FillHead(const Reply& reply, const Framing& framing, Response& response) {
  response.version(framing.version);
  response.result(static_cast<unsigned>(reply.status));
  response.set(beast_http::field::date,
               absl::FormatTime("%a, %d %b %E4Y %H:%M:%S GMT", absl::Now(), absl::UTCTimeZone()));
  if (!reply.content_type.empty()) {
    response.set(beast_http::field::content_type, reply.content_type);
    response.set("X-Content-Type-Options", "nosniff");
  }
  for (const auto& [name, value] : reply.headers) response.insert(name, value);
  response.keep_alive(framing.keep_alive);
}

// 1xx, 204 and 304 have no body, and no length of one.
bool MayHaveLength(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

RequestHead MakeHead(const beast_http::request_header<>& header, std::string remote) {
  RequestHead head;
  head.method = std::string(header.method_string());
  const std::string target(header.target());
  const size_t question = target.find('?');
  head.path = target.substr(0, question);
  if (question != target.npos) head.query = target.substr(question + 1);
  head.query = head.query.substr(0, head.query.find('#'));
  for (const auto& field : header) {
    const auto name = field.name_string();
    head.headers.emplace_back(absl::AsciiStrToLower(std::string(name.data(), name.size())),
                              std::string(field.value()));
  }
  head.remote_address = std::move(remote);
  return head;
}

WholeResponse MakeWhole(const Reply& reply, const Framing& framing) {
  WholeResponse response;
  FillHead(reply, framing, response);
  if (reply.body != nullptr) {
    response.body() = boost::beast::span<const char>(reply.body->data(), reply.body->size());
  }
  if (MayHaveLength(reply.status)) response.content_length(response.body().size());
  return response;
}

HeadResponse MakeHeadOnly(const Reply& reply, const Framing& framing) {
  HeadResponse response;
  FillHead(reply, framing, response);
  if (MayHaveLength(reply.status)) {
    response.content_length(reply.body == nullptr ? 0 : reply.body->size());
  }
  return response;
}

HeadResponse MakeStreamHead(const Reply& reply, const Framing& framing) {
  HeadResponse response;
  FillHead(reply, framing, response);
  if (framing.version >= 11) response.chunked(true);
  return response;
}

}  // namespace eduplan::http
