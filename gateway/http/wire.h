#ifndef EDUPLAN_GATEWAY_HTTP_WIRE_H_
#define EDUPLAN_GATEWAY_HTTP_WIRE_H_

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/span_body.hpp>
#include <string>

#include "gateway/http/exchange.h"

namespace eduplan::http {

// Between Beast's messages and ours. Included by the session only: it brings in Beast.

using HeadResponse = boost::beast::http::response<boost::beast::http::empty_body>;
using WholeResponse = boost::beast::http::response<boost::beast::http::span_body<const char>>;

// What of a request decides how its answer is framed.
struct Framing {
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;  // HEAD
};

RequestHead MakeHead(const boost::beast::http::request_header<>& header, std::string remote);
// The response's body is a view of the reply's.
WholeResponse MakeWhole(const Reply& reply, const Framing& framing);
// Only a head: of a HEAD request's answer (with the length of the body not sent), or of a stream.
HeadResponse MakeHeadOnly(const Reply& reply, const Framing& framing);
HeadResponse MakeStreamHead(const Reply& reply, const Framing& framing);

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_WIRE_H_
