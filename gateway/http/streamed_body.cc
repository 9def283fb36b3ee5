#include "gateway/http/streamed_body.h"

#include <poll.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/http/replies.h"

namespace eduplan::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using boost::system::error_code;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr size_t kReadBytes = size_t{64} * 1024;     // taken from the socket at once
constexpr size_t kFramingBytes = size_t{16} * 1024;  // the most that stands between two chunks

}  // namespace

StreamedBody::StreamedBody(boost::beast::tcp_stream& stream, boost::beast::flat_buffer& buffer,
                           HeadParser&& head, const Limits& limits)
    : stream_(stream),
      buffer_(buffer),
      parser_(std::move(head)),
      limits_(limits),
      idle_(stream.get_executor()) {
  parser_.body_limit(limits_.stream_body_bytes);
  parser_.eager(true);
  stream_.expires_never();
}

StreamedBody::~StreamedBody() {
  buffer_.shrink_to_fit();
}

asio::awaitable<StreamedBody::Outcome> StreamedBody::Read() {
  bytes_.resize(kPieceBytes);
  for (;;) {
    error_code error;
    Parse(error);
    if (error) co_return OutcomeOf(error);
    error_code ignored;
    const bool nothing_more = filled_ > 0 && stream_.socket().available(ignored) == 0;
    if (parser_.is_done() || filled_ == kPieceBytes || nothing_more) break;
    error = co_await Fill();
    if (error) co_return OutcomeOf(error);
  }
  bytes_.resize(filled_);
  filled_ = 0;
  Piece piece;
  piece.piece.bytes = std::move(bytes_);
  piece.piece.last = parser_.is_done();
  bytes_ = {};
  co_return piece;
}

void StreamedBody::Parse(error_code& error) {
  auto& body = parser_.get().body();
  body.more = true;
  while (buffer_.size() > 0 && !parser_.is_done() && filled_ < kPieceBytes) {
    body.data = bytes_.data() + filled_;
    body.size = kPieceBytes - filled_;
    buffer_.consume(parser_.put(buffer_.data(), error));
    filled_ = kPieceBytes - body.size;
    if (error == beast_http::error::need_more || error == beast_http::error::need_buffer) {
      error = {};
      break;
    }
    if (error) return;
  }
  // What is left is the head of a chunk that has not ended yet.
  if (filled_ < kPieceBytes && !parser_.is_done() && buffer_.size() > kFramingBytes) {
    error = beast_http::error::bad_chunk_extension;
  }
}

asio::awaitable<error_code> StreamedBody::Fill() {
  *waiting_ = {.reading = true, .stalled = false};
  idle_.expires_after(absl::ToChronoMilliseconds(limits_.stream_idle_time));
  idle_.async_wait([waiting = waiting_, &stream = stream_](const error_code& cancelled) {
    if (cancelled || !waiting->reading) return;
    waiting->stalled = true;
    stream.cancel();
  });
  const auto space = buffer_.prepare(kReadBytes);
  const auto [error, count] = co_await stream_.async_read_some(space, kToken);
  waiting_->reading = false;
  idle_.cancel();
  buffer_.commit(count);
  co_return error;
}

StreamedBody::Outcome StreamedBody::OutcomeOf(const error_code& error) const {
  if (error == asio::error::operation_aborted) {
    if (waiting_->stalled) return Refused{BodyStalled(limits_.stream_idle_time)};
    return Interrupted{};
  }
  if (error == beast_http::error::body_limit) {
    return Refused{BodyTooLarge(limits_.stream_body_bytes)};
  }
  const bool not_http =
      error.category() == make_error_code(beast_http::error::bad_chunk).category() &&
      error != beast_http::error::end_of_stream && error != beast_http::error::partial_message;
  if (not_http) return Refused{MalformedRequest(error.message())};
  return Gone{};
}

void StreamedBody::Interrupt() {
  if (waiting_->reading) stream_.cancel();
}

bool StreamedBody::ClientHasClosed() {
  pollfd socket{stream_.socket().native_handle(), POLLRDHUP, 0};
  return ::poll(&socket, 1, 0) > 0 && (socket.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

}  // namespace eduplan::http
