#ifndef EDUPLAN_GATEWAY_HTTP_STREAMED_BODY_H_
#define EDUPLAN_GATEWAY_HTTP_STREAMED_BODY_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

#include "gateway/http/exchange.h"
#include "gateway/http/server.h"

namespace eduplan::http {

// Reads the body of one request piece by piece. Lives on the connection's strand. Included by the
// session only: it brings in Beast.
class StreamedBody {
 public:
  using HeadParser =
      boost::beast::http::request_parser<boost::beast::http::string_body>;  // head read, no more
  static constexpr size_t kPieceBytes = size_t{256} * 1024;

  struct Piece {
    BodyPiece piece;
  };
  struct Interrupted {};
  struct Gone {};  // the client has closed, or the connection has failed
  struct Refused {
    Reply reply;
  };
  using Outcome = std::variant<Piece, Interrupted, Gone, Refused>;

  // `stream` and `buffer` outlive it; the stream is left without a time limit.
  StreamedBody(boost::beast::tcp_stream& stream, boost::beast::flat_buffer& buffer,
               HeadParser&& head, const Limits& limits);
  ~StreamedBody();
  StreamedBody(const StreamedBody&) = delete;
  StreamedBody& operator=(const StreamedBody&) = delete;

  // Reads what is there, up to kPieceBytes; waits for the first byte. What an interrupted read has
  // read is part of the next one.
  boost::asio::awaitable<Outcome> Read();
  // Ends a Read that is waiting; else does nothing.
  void Interrupt();
  bool complete() const { return parser_.is_done(); }
  // Whether the client has closed its side, also behind bytes that have not been read.
  bool ClientHasClosed();

 private:
  // Takes what the buffer has of the body.
  void Parse(boost::system::error_code& error);
  // Waits for more bytes and puts them into the buffer.
  boost::asio::awaitable<boost::system::error_code> Fill();
  Outcome OutcomeOf(const boost::system::error_code& error) const;

  boost::beast::tcp_stream& stream_;
  boost::beast::flat_buffer& buffer_;
  boost::beast::http::request_parser<boost::beast::http::buffer_body> parser_;
  const Limits limits_;
  boost::asio::steady_timer idle_;
  std::string bytes_;
  size_t filled_ = 0;
  // Shared with the timer's callback, which may come when this is no more.
  struct Waiting {
    bool reading = false;
    bool stalled = false;
  };
  const std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_STREAMED_BODY_H_
