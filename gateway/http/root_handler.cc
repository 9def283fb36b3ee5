#include "gateway/http/root_handler.h"

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/call_headers.h"
#include "gateway/http/replies.h"

namespace eduplan::http {
namespace {

bool IsRead(const RequestHead& head) {
  return head.method == "GET" || head.method == "HEAD";
}

Admission Ready(const Readiness& readiness) {
  return [&readiness](const std::string&, const std::shared_ptr<Exchange>& exchange) {
    readiness.Check([exchange](Reply reply) { exchange->Send(std::move(reply)); });
  };
}

Reply Alive() {
  return JsonReply(200, R"({"status":"SERVING"})");
}

}  // namespace

RootHandler::RootHandler(Handler& api, const Readiness& readiness,
                         const std::map<std::string, StaticDocument>& documents)
    : api_(api), readiness_(readiness) {
  for (const auto& [path, document] : documents) {
    Reply& reply = documents_[path];
    reply.content_type = document.content_type;
    reply.body = std::make_shared<const std::string>(document.body);
    reply.headers = {{"ETag", absl::StrCat("W/\"", absl::Hex(absl::HashOf(document.body)), "\"")},
                     {"Cache-Control", "no-cache"}};
  }
}

Admission RootHandler::Admit(const RequestHead& head) {
  const auto document = documents_.find(head.path);
  const bool known =
      document != documents_.end() || head.path == "/healthz" || head.path == "/readyz";
  if (!known) return api_.Admit(head);
  if (!IsRead(head)) return MethodNotAllowed({"GET", "HEAD"});
  if (head.path == "/healthz") return Alive();
  if (head.path == "/readyz") return Ready(readiness_);
  Reply reply = document->second;
  const std::string* tag = head.Find("if-none-match");
  if (tag != nullptr && NamesTag(*tag, reply.headers.front().second)) {
    reply.status = 304;
    reply.body = nullptr;
    reply.content_type.clear();
  }
  return reply;
}

Admission OperationsHandler::Admit(const RequestHead& head) {
  if (head.path == "/readyz" && IsRead(head)) return Ready(readiness_);
  if (head.path == "/healthz" && IsRead(head)) return Alive();
  if (head.path != "/metrics") return UnknownPath(head.path);
  if (!IsRead(head)) return MethodNotAllowed({"GET", "HEAD"});
  Reply reply = JsonReply(200, metrics_.Text());
  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return reply;
}

}  // namespace eduplan::http
