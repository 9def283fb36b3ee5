#ifndef EDUPLAN_GATEWAY_HTTP_PENDING_H_
#define EDUPLAN_GATEWAY_HTTP_PENDING_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

#include "gateway/http/exchange.h"

namespace eduplan::http {

// Carries the answer from whichever thread makes it to the session's coroutine.
class Pending : public Exchange, public std::enable_shared_from_this<Pending> {
 public:
  struct Whole {
    Reply reply;
  };
  struct Begin {
    Reply head;
  };
  struct Chunk {
    std::string bytes;
    std::function<void()> written;
  };
  struct End {
    bool complete;
  };
  struct Gone {};
  using Event = std::variant<Whole, Begin, Chunk, End, Gone>;

  // `strand` is that of the session's coroutine.
  explicit Pending(const boost::asio::any_io_executor& strand)
      : wake_(std::make_unique<boost::asio::steady_timer>(strand)) {}

  void Send(Reply reply) override { Push(Whole{std::move(reply)}); }
  void BeginStream(Reply head) override { Push(Begin{std::move(head)}); }
  void Write(std::string chunk, std::function<void()> written) override {
    Push(Chunk{std::move(chunk), std::move(written)});
  }
  void EndStream(bool complete) override { Push(End{complete}); }
  void OnGone(std::function<void()> gone) override;

  // For the session, on its strand.
  boost::asio::awaitable<Event> Next();
  void ClientIsGone();
  // The answer is made: nobody needs to be told that the client has gone.
  void Complete();
  // No more events are taken; if the answer was not complete, it is told that the client has gone.
  void Close();

 private:
  void Push(Event event);

  // Ends at Close: answers may come when the server and its context are no more.
  std::unique_ptr<boost::asio::steady_timer> wake_;
  std::mutex mutex_;
  std::deque<Event> events_;
  std::function<void()> on_gone_;
  bool gone_ = false;
  bool complete_ = false;
  bool closed_ = false;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_PENDING_H_
