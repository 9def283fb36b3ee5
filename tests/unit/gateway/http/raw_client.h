#ifndef EDUPLAN_TESTS_UNIT_GATEWAY_HTTP_RAW_CLIENT_H_
#define EDUPLAN_TESTS_UNIT_GATEWAY_HTTP_RAW_CLIENT_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace eduplan::http {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // unchunked
  std::vector<std::string> chunks;
};

// A client that sends exactly what it is told, over one connection to this machine. Reads give up
// after ten seconds.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient() { Close(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(const std::string& bytes);
  // Sends until the peer has taken nothing for so long; returns how much it has taken.
  size_t SendUntilBlocked(const std::string& bytes, std::chrono::milliseconds patience);
  // Reads one whole answer; nothing if the connection ends before it does.
  std::optional<Answer> Read(bool to_head = false);
  // The head only, then chunk by chunk ("" is the last).
  std::optional<Answer> ReadHead();
  std::optional<std::string> ReadChunk();
  // True if the peer has closed (or closes within ten seconds) without another byte.
  bool ReadsEnd();
  // Whether bytes, or the end, come in that time.
  bool HasMoreWithin(std::chrono::milliseconds time);
  void Close();

  // One request on a connection of its own.
  static Answer Ask(int port, const std::string& method, const std::string& target,
                    const std::string& headers = "", const std::string& body = "");

 private:
  bool Fill();
  std::optional<std::string> Line();
  std::optional<std::string> Bytes(size_t count);

  int fd_ = -1;
  std::string buffer_;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_TESTS_UNIT_GATEWAY_HTTP_RAW_CLIENT_H_
