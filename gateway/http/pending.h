#ifndef EDUPLAN_GATEWAY_HTTP_PENDING_H_
#define EDUPLAN_GATEWAY_HTTP_PENDING_H_

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

#include "gateway/http/exchange.h"

namespace eduplan::http {

// Carries the answer, and what is asked of the body, from whichever thread makes it to the
// session's coroutine.
class Pending : public Exchange, public BodySource, public std::enable_shared_from_this<Pending> {
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
  struct Wanted {
    std::function<void(BodyPiece)> got;
  };
  struct Tick {};  // the given time has passed without another event
  using Event = std::variant<Whole, Begin, Chunk, End, Gone, Wanted, Tick>;

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
  void Read(std::function<void(BodyPiece)> got) override;
  void Progress() override { last_progress_ = Clock::now(); }
  void OnFailure(std::function<void(Reply)> failed) override;

  // For the session, on its strand.
  boost::asio::awaitable<Event> Next(std::chrono::milliseconds tick = kNoTick);
  bool HasEvents() const;
  // `woken` is called on the strand after every new event, until Close.
  void OnEvent(std::function<void()> woken) { woken_ = std::move(woken); }
  // Since the body was last read or made progress.
  std::chrono::steady_clock::duration Stalled() const {
    return Clock::now() - last_progress_.load();
  }
  // The body cannot be read to its end.
  void Fail(Reply reply);
  void ClientIsGone();
  // The answer is made: nobody needs to be told that the client has gone.
  void Complete();
  // No more events are taken; if the answer was not complete, it is told that the client has gone.
  void Close();

  static constexpr auto kNoTick = std::chrono::milliseconds::max();

 private:
  using Clock = std::chrono::steady_clock;

  void Push(Event event);

  // Ends at Close: answers may come when the server and its context are no more.
  std::unique_ptr<boost::asio::steady_timer> wake_;
  std::function<void()> woken_;  // on the strand only
  std::atomic<Clock::time_point> last_progress_ = Clock::now();
  mutable std::mutex mutex_;
  std::deque<Event> events_;
  std::function<void()> on_gone_;
  std::function<void(Reply)> on_failure_;
  bool gone_ = false;
  bool complete_ = false;
  bool closed_ = false;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_PENDING_H_
