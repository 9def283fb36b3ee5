#ifndef EDUPLAN_GATEWAY_HTTP_EXCHANGE_H_
#define EDUPLAN_GATEWAY_HTTP_EXCHANGE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace eduplan::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The head of a request, as received.
struct RequestHead {
  std::string method;
  std::string path;   // still escaped
  std::string query;  // still escaped, without the question mark
  Headers headers;    // names in lower case
  std::string remote_address;

  // The first header of that (lower-case) name, or nullptr.
  const std::string* Find(const std::string& name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return &value;
    }
    return nullptr;
  }
};

struct Reply {
  int status = 200;
  std::string content_type;  // empty: no Content-Type, for replies without a body
  Headers headers;
  // Shared, because an unchanged reply is sent many times. nullptr: no body.
  std::shared_ptr<const std::string> body;
};

// The answering of one request. Thread-safe: any thread may answer at any time. Either Send once,
// or BeginStream, any number of Write, EndStream. What comes after the client has gone is dropped.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual void Send(Reply reply) = 0;
  // Sends the head (its body is ignored). Each Write is one chunk, flushed; `written` is called
  // when the socket has taken it, or never if the client has gone: the next chunk is best made
  // then.
  virtual void BeginStream(Reply head) = 0;
  virtual void Write(std::string chunk, std::function<void()> written) = 0;
  // A stream that is not complete ends with the connection cut, so that the client can tell.
  virtual void EndStream(bool complete) = 0;
  // `gone` is called once if the client goes before the answer is complete; at once if it has. It
  // is dropped when the answer is complete.
  virtual void OnGone(std::function<void()> gone) = 0;
};

// Some bytes of a body: bounded in size; empty only if they are the last.
struct BodyPiece {
  std::string bytes;
  bool last = false;
};

// A body taken piece by piece. The socket is read no faster than pieces are asked for. Thread-safe.
class BodySource {
 public:
  virtual ~BodySource() = default;
  // Asks for the next piece, once `got` of the one before has been called. `got` is dropped if the
  // body fails, the client goes or the answer comes first.
  virtual void Read(std::function<void(BodyPiece)> got) = 0;
  // Says that the piece that was taken is being worked on. When neither this nor Read comes for too
  // long, the body has failed.
  virtual void Progress() = 0;
  // `failed` is called, at most once, with the reply that is due when the body cannot be taken to
  // its end: too large, not HTTP, or nothing moves any more.
  virtual void OnFailure(std::function<void(Reply)> failed) = 0;
};

// What is done once the body is there.
using Continuation = std::function<void(std::string body, std::shared_ptr<Exchange> exchange)>;
// What is done with a body that comes in pieces. It is answered whole (Exchange::Send), at any
// time: what of the body has not been read by then is not, and the connection ends.
using StreamContinuation =
    std::function<void(std::shared_ptr<BodySource> body, std::shared_ptr<Exchange> exchange)>;
using Admission = std::variant<Reply, Continuation, StreamContinuation>;

class Handler {
 public:
  virtual ~Handler() = default;
  // Called before the body is read: a Reply refuses the request without reading it. `head` stays
  // valid until the continuation has returned. Thread-safe.
  virtual Admission Admit(const RequestHead& head) = 0;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_EXCHANGE_H_
