#include "gateway/http/session.h"

#include <sys/socket.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>

#include "absl/cleanup/cleanup.h"
#include "gateway/http/pending.h"
#include "gateway/http/replies.h"
#include "gateway/http/streamed_body.h"
#include "gateway/http/wire.h"

namespace eduplan::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;
using boost::system::error_code;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr auto kDrainIdle = std::chrono::milliseconds(500);
// A refused body is read and dropped for so long, so that the client reads the refusal instead of a
// reset connection.
constexpr auto kLinger = std::chrono::seconds(3);
constexpr size_t kLingerBytes = size_t{256} << 20;

// How soon a client that has gone, or a service that takes nothing, is noticed while a body is
// waiting to be taken.
constexpr auto kTick = std::chrono::milliseconds(250);

using Parser = StreamedBody::HeadParser;

// GCC 12 destroys some temporaries of expressions with co_await twice, so here everything awaited
// and everything given to it has a name, and stands in a statement of its own.
class TcpSession : public Session, public std::enable_shared_from_this<TcpSession> {
 public:
  TcpSession(asio::ip::tcp::socket socket, const Limits& limits, Handler& handler)
      : stream_(std::move(socket)), limits_(limits), handler_(handler) {
    error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto remote = stream_.socket().remote_endpoint(ignored);
    if (!ignored) remote_ = remote.address().to_string();
  }

  void Drain() override {
    draining_ = true;
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
      if (self->idle_) self->stream_.cancel();
    });
  }

  asio::awaitable<void> Run() {
    for (bool again = true; again;) {
      again = co_await WaitForRequest();
      if (again) again = co_await OneRequest();
    }
    error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.close();
  }

  boost::asio::any_io_executor stream_executor() { return stream_.get_executor(); }

 private:
  // True once the first byte of a request is there.
  asio::awaitable<bool> WaitForRequest() {
    if (buffer_.size() > 0) co_return true;
    idle_ = true;
    bool last_chance = draining_;
    for (;;) {
      if (last_chance) {
        stream_.expires_after(kDrainIdle);
      } else {
        stream_.expires_after(absl::ToChronoMilliseconds(limits_.idle_time));
      }
      const auto [error, bytes] = co_await stream_.async_read_some(buffer_.prepare(4096), kToken);
      buffer_.commit(bytes);
      if (bytes > 0) break;
      if (error == asio::error::operation_aborted && draining_ && !last_chance) {
        last_chance = true;
        continue;
      }
      co_return false;
    }
    idle_ = false;
    co_return true;
  }

  // True if the connection can take another request.
  asio::awaitable<bool> OneRequest() {
    Parser parser;
    parser.header_limit(static_cast<uint32_t>(limits_.header_bytes));
    parser.body_limit(boost::none);  // which limit counts is known when the request is admitted
    stream_.expires_after(absl::ToChronoMilliseconds(limits_.request_time));
    auto [error, bytes] = co_await beast_http::async_read_header(stream_, buffer_, parser, kToken);
    Framing framing{.version = parser.get().version() >= 11 ? 11u : 10u,
                    .keep_alive = false,
                    .head_only = parser.get().method() == beast_http::verb::head};
    if (error) {
      co_await Refuse(error, framing);
      co_return false;
    }
    head_ = MakeHead(parser.get().base(), remote_);
    Admission admitted = handler_.Admit(head_);
    const bool unread = !parser.is_done();
    if (auto* reply = std::get_if<Reply>(&admitted)) {
      framing.keep_alive = !unread && parser.keep_alive() && !draining_;
      const bool sent = co_await SendWhole(*reply, framing);
      if (sent && unread) co_await Linger();
      co_return sent&& framing.keep_alive;
    }
    framing.keep_alive = parser.keep_alive();
    const bool continues =
        unread && beast::iequals(parser.get()[beast_http::field::expect], "100-continue");
    const bool streamed = std::holds_alternative<StreamContinuation>(admitted);
    const uint64_t limit = streamed ? limits_.stream_body_bytes : limits_.body_bytes;
    if (parser.content_length().value_or(0) > limit) {
      framing.keep_alive = false;
      const Reply reply = BodyTooLarge(limit);
      const bool sent = co_await SendWhole(reply, framing);
      if (sent) co_await Linger();
      co_return false;
    }
    if (streamed) {
      const bool alive = co_await AnswerStreamed(std::get<StreamContinuation>(admitted), parser,
                                                 framing, continues);
      co_return alive;
    }
    if (unread) {
      parser.body_limit(limits_.body_bytes);
      if (continues) co_await SendContinue();
      std::tie(error, bytes) = co_await beast_http::async_read(stream_, buffer_, parser, kToken);
      if (error) {
        framing.keep_alive = false;
        co_await Refuse(error, framing);
        co_return false;
      }
    }
    const bool alive =
        co_await Answer(std::get<Continuation>(admitted), parser.get().body(), framing);
    co_return alive;
  }

  asio::awaitable<bool> Answer(const Continuation& continuation, std::string& body,
                               const Framing& framing) {
    const auto pending = std::make_shared<Pending>(stream_.get_executor());
    // Shared with the wait: its slot must live until the wait has ended.
    const auto stop_watching = std::make_shared<asio::cancellation_signal>();
    Watch(pending, stop_watching);
    continuation(std::move(body), pending);
    // Also when the coroutine is destroyed while it waits: the server is being closed.
    const absl::Cleanup close = [&pending] { pending->Close(); };
    const bool alive = co_await Deliver(*pending, framing);
    stop_watching->emit(asio::cancellation_type::terminal);
    co_return alive;
  }

  asio::awaitable<bool> AnswerStreamed(const StreamContinuation& continuation, Parser& head,
                                       Framing framing, bool continues) {
    StreamedBody body(stream_, buffer_, std::move(head), limits_);
    const auto pending = std::make_shared<Pending>(stream_.get_executor());
    pending->OnEvent([&body] { body.Interrupt(); });
    const absl::Cleanup close = [&pending] { pending->Close(); };
    continuation(pending, pending);
    std::function<void(BodyPiece)> wanted;
    for (;;) {
      // An answer comes before more of the body.
      if (wanted && !pending->HasEvents()) {
        if (continues) co_await SendContinue();
        continues = false;
        StreamedBody::Outcome outcome = co_await body.Read();
        TakeOutcome(outcome, *pending, wanted);
      }
      Pending::Event event = co_await pending->Next(kTick);
      if (auto* whole = std::get_if<Pending::Whole>(&event)) {
        pending->Complete();
        framing.keep_alive = framing.keep_alive && body.complete() && !draining_;
        const bool sent = co_await SendWhole(whole->reply, framing);
        if (sent && !body.complete()) co_await Linger();
        co_return sent&& framing.keep_alive;
      }
      if (std::holds_alternative<Pending::Gone>(event)) co_return false;
      if (auto* want = std::get_if<Pending::Wanted>(&event)) {
        wanted = std::move(want->got);
      } else if (std::holds_alternative<Pending::Tick>(event)) {
        OnTick(body, *pending);
      }
    }
  }

  static void TakeOutcome(StreamedBody::Outcome& outcome, Pending& pending,
                          std::function<void(BodyPiece)>& wanted) {
    if (std::holds_alternative<StreamedBody::Interrupted>(outcome)) return;
    const std::function<void(BodyPiece)> got = std::move(wanted);
    wanted = nullptr;
    pending.Progress();
    if (auto* read = std::get_if<StreamedBody::Piece>(&outcome)) {
      got(std::move(read->piece));
    } else if (auto* refused = std::get_if<StreamedBody::Refused>(&outcome)) {
      pending.Fail(std::move(refused->reply));
    } else {
      pending.ClientIsGone();
    }
  }

  void OnTick(StreamedBody& body, Pending& pending) {
    if (body.ClientHasClosed()) {
      pending.ClientIsGone();
    } else if (!body.complete() &&
               pending.Stalled() > absl::ToChronoMilliseconds(limits_.stream_idle_time)) {
      pending.Fail(ServiceStalled(limits_.stream_idle_time));
    }
  }

  // Tells when the client closes while the answer is being made. Bytes of a next request end the
  // watch: they are read when this one is answered.
  void Watch(const std::shared_ptr<Pending>& pending,
             const std::shared_ptr<asio::cancellation_signal>& stop) {
    stream_.socket().async_wait(
        asio::ip::tcp::socket::wait_read,
        asio::bind_cancellation_slot(
            stop->slot(), [self = shared_from_this(), pending, stop](const error_code& error) {
              if (error) return;
              char byte;
              const auto n =
                  ::recv(self->stream_.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
              if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) pending->ClientIsGone();
            }));
  }

  asio::awaitable<bool> Deliver(Pending& pending, Framing framing) {
    bool streaming = false;
    for (;;) {
      Pending::Event event = co_await pending.Next();
      bool ok = false;
      if (auto* whole = std::get_if<Pending::Whole>(&event)) {
        pending.Complete();
        framing.keep_alive = framing.keep_alive && !draining_;
        const bool sent = co_await SendWhole(whole->reply, framing);
        co_return sent&& framing.keep_alive;
      }
      if (auto* begin = std::get_if<Pending::Begin>(&event)) {
        framing.keep_alive = framing.keep_alive && !draining_ && framing.version >= 11;
        ok = co_await SendStreamHead(begin->head, framing);
        streaming = ok;
      } else if (auto* chunk = std::get_if<Pending::Chunk>(&event); chunk != nullptr && streaming) {
        ok = co_await SendChunk(chunk->bytes, framing);
        if (ok && chunk->written) chunk->written();
      } else if (auto* end = std::get_if<Pending::End>(&event); end != nullptr && end->complete) {
        pending.Complete();
        const bool sent = co_await SendLastChunk(framing);
        co_return sent&& framing.keep_alive;
      }
      if (!ok) {
        pending.ClientIsGone();
        co_return false;
      }
    }
  }

  void StartWriteTimer() { stream_.expires_after(absl::ToChronoMilliseconds(limits_.write_time)); }

  asio::awaitable<bool> SendWhole(const Reply& reply, const Framing& framing) {
    StartWriteTimer();
    bool sent = false;
    if (framing.head_only) {
      HeadResponse response = MakeHeadOnly(reply, framing);
      sent = co_await SendMessage(response);
    } else {
      WholeResponse response = MakeWhole(reply, framing);
      sent = co_await SendMessage(response);
    }
    co_return sent;
  }

  template <typename Response>
  asio::awaitable<bool> SendMessage(Response& response) {
    beast_http::response_serializer<typename Response::body_type> serializer(response);
    // A HEAD's answer announces a body that does not follow.
    serializer.split(std::is_same_v<Response, HeadResponse>);
    error_code error;
    if constexpr (std::is_same_v<Response, HeadResponse>) {
      std::tie(error, std::ignore) =
          co_await beast_http::async_write_header(stream_, serializer, kToken);
    } else {
      std::tie(error, std::ignore) = co_await beast_http::async_write(stream_, serializer, kToken);
    }
    co_return !error;
  }

  asio::awaitable<void> SendContinue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const asio::const_buffer line = asio::buffer(kContinue);
    co_await asio::async_write(stream_, line, kToken);
  }

  asio::awaitable<bool> SendStreamHead(const Reply& head, const Framing& framing) {
    StartWriteTimer();
    HeadResponse response = MakeStreamHead(head, framing);
    const bool sent = co_await SendMessage(response);
    co_return sent;
  }

  asio::awaitable<bool> SendChunk(const std::string& bytes, const Framing& framing) {
    if (bytes.empty() || framing.head_only) co_return true;
    StartWriteTimer();
    error_code error;
    if (framing.version >= 11) {
      const auto chunk = beast_http::make_chunk(asio::buffer(bytes));
      std::tie(error, std::ignore) = co_await asio::async_write(stream_, chunk, kToken);
    } else {
      const asio::const_buffer plain = asio::buffer(bytes);
      std::tie(error, std::ignore) = co_await asio::async_write(stream_, plain, kToken);
    }
    co_return !error;
  }

  asio::awaitable<bool> SendLastChunk(const Framing& framing) {
    if (framing.version < 11 || framing.head_only) co_return true;
    StartWriteTimer();
    const auto last = beast_http::make_chunk_last();
    const auto [error, bytes] = co_await asio::async_write(stream_, last, kToken);
    co_return !error;
  }

  // Answers a request that could not be read, where there is someone to answer: a stream that timed
  // out is closed already.
  asio::awaitable<void> Refuse(error_code error, const Framing& framing) {
    std::optional<Reply> reply;
    if (error == beast_http::error::body_limit) {
      reply = BodyTooLarge(limits_.body_bytes);
    } else if (error == beast_http::error::header_limit) {
      reply = HeaderTooLarge(limits_.header_bytes);
    } else if (error.category() == make_error_code(beast_http::error::bad_method).category() &&
               error != beast_http::error::end_of_stream &&
               error != beast_http::error::partial_message) {
      reply = MalformedRequest(error.message());
    }
    bool sent = false;
    if (reply) sent = co_await SendWhole(*reply, framing);
    if (sent) co_await Linger();
  }

  asio::awaitable<void> Linger() {
    error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLinger);
    std::vector<char> sink(64 * 1024);
    for (size_t total = 0; total < kLingerBytes;) {
      const auto [error, bytes] = co_await stream_.async_read_some(asio::buffer(sink), kToken);
      if (error) break;
      total += bytes;
    }
  }

  beast::tcp_stream stream_;
  const Limits limits_;
  Handler& handler_;
  std::string remote_;
  beast::flat_buffer buffer_;
  RequestHead head_;
  bool idle_ = false;  // on the strand only
  std::atomic<bool> draining_ = false;
};

}  // namespace

std::shared_ptr<Session> Session::Start(asio::ip::tcp::socket socket, const Limits& limits,
                                        Handler& handler, std::function<void()> ended) {
  auto session = std::make_shared<TcpSession>(std::move(socket), limits, handler);
  const auto executor = session->stream_executor();
  // Posted, so that nothing of the session runs before Start has returned.
  asio::post(executor, [session, executor, ended = std::move(ended)]() mutable {
    asio::co_spawn(
        executor, [session]() -> asio::awaitable<void> { return session->Run(); },
        [session, ended = std::move(ended)](const std::exception_ptr&) { ended(); });
  });
  return session;
}

}  // namespace eduplan::http
