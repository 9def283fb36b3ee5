#ifndef EDUPLAN_GATEWAY_HTTP_SESSION_H_
#define EDUPLAN_GATEWAY_HTTP_SESSION_H_

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>

#include "gateway/http/exchange.h"
#include "gateway/http/server.h"

namespace eduplan::http {

// One connection. Included by the server and the session only: it brings in Asio.
class Session {
 public:
  virtual ~Session() = default;
  // Lets the running request finish and ends the connection; one that is idle gets half a second
  // for a request that is on its way. Thread-safe.
  virtual void Drain() = 0;

  // Serves the connection (its socket's executor must be a strand) until it ends, then calls
  // `ended`.
  static std::shared_ptr<Session> Start(boost::asio::ip::tcp::socket socket, const Limits& limits,
                                        Handler& handler, std::function<void()> ended);
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_SESSION_H_
