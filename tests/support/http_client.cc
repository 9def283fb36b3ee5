#include "tests/support/http_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <utility>

namespace eduplan::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

http::request<http::string_body> ToBeast(const HttpRequest& request, const std::string& host) {
  http::request<http::string_body> message(http::string_to_verb(request.method), request.target,
                                           11);
  message.set(http::field::host, host);
  if (!request.token.empty()) message.set(http::field::authorization, "Bearer " + request.token);
  if (!request.body.empty()) message.set(http::field::content_type, request.content_type);
  for (const auto& [name, value] : request.headers) message.set(name, value);
  message.body() = request.body;
  message.prepare_payload();
  return message;
}

}  // namespace

struct HttpClient::Connection {
  asio::io_context io;
  beast::tcp_stream stream{io};
  beast::flat_buffer buffer;
};

HttpClient::HttpClient(std::string address) : address_(std::move(address)) {}
HttpClient::~HttpClient() = default;

HttpReply HttpClient::Send(const HttpRequest& request) {
  const bool reused = connection_ != nullptr;
  HttpReply reply = TrySend(request);
  // A kept connection may have been closed while it was idle.
  if (reply.status == 0 && reused) reply = TrySend(request);
  return reply;
}

HttpReply HttpClient::TrySend(const HttpRequest& request) {
  HttpReply reply;
  try {
    if (connection_ == nullptr) {
      auto connection = std::make_unique<Connection>();
      const size_t colon = address_.rfind(':');
      asio::ip::tcp::resolver resolver(connection->io);
      connection->stream.connect(
          resolver.resolve(address_.substr(0, colon), address_.substr(colon + 1)));
      connection_ = std::move(connection);
    }
    connection_->stream.socket().set_option(asio::ip::tcp::no_delay(true));
    timeval timeout = {.tv_sec = request.timeout_seconds, .tv_usec = 0};
    setsockopt(connection_->stream.socket().native_handle(), SOL_SOCKET, SO_RCVTIMEO, &timeout,
               sizeof timeout);
    beast::error_code write_error;
    http::write(connection_->stream.socket(), ToBeast(request, address_), write_error);
    // A refused upload is answered before it is read to its end: look for the reply all the same.
    http::response_parser<http::string_body> parser;
    parser.body_limit(1ull << 30);
    http::read(connection_->stream.socket(), connection_->buffer, parser);
    const auto message = parser.release();
    reply.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
      std::string name(field.name_string());
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      reply.headers[name] = std::string(field.value());
    }
    reply.body = message.body();
    if (!message.keep_alive() || write_error) connection_.reset();
  } catch (const std::exception& error) {
    connection_.reset();
    reply = HttpReply{.status = 0, .headers = {}, .body = error.what()};
  }
  return reply;
}

}  // namespace eduplan::test
