#ifndef EDUPLAN_TESTS_SUPPORT_HTTP_CLIENT_H_
#define EDUPLAN_TESTS_SUPPORT_HTTP_CLIENT_H_

#include <map>
#include <memory>
#include <string>

#include "nlohmann/json.hpp"

namespace eduplan::test {

struct HttpReply {
  int status = 0;                              // 0: the connection failed; body says why
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  // Null if the body is no JSON.
  nlohmann::json Json() const { return nlohmann::json::parse(body, nullptr, false); }
};

struct HttpRequest {
  std::string method = "GET";
  std::string target;
  std::string body;
  std::string content_type = "application/json";
  std::string token;
  std::map<std::string, std::string> headers;
  int timeout_seconds = 60;
};

// Keeps one connection to "host:port" alive over its requests; not thread-safe.
class HttpClient {
 public:
  explicit HttpClient(std::string address);
  ~HttpClient();
  HttpReply Send(const HttpRequest& request);

 private:
  struct Connection;
  HttpReply TrySend(const HttpRequest& request);

  std::string address_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_HTTP_CLIENT_H_
