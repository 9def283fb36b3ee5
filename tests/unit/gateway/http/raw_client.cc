#include "tests/unit/gateway/http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace eduplan::http {

RawClient::RawClient(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval ten_seconds{10, 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &ten_seconds, sizeof ten_seconds);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) Close();
}

void RawClient::Close() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

void RawClient::Send(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t n = send(fd_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (n <= 0) return;
    at += static_cast<size_t>(n);
  }
}

size_t RawClient::SendUntilBlocked(const std::string& bytes, std::chrono::milliseconds patience) {
  size_t sent = 0;
  while (sent < bytes.size()) {
    pollfd socket{fd_, POLLOUT, 0};
    if (poll(&socket, 1, static_cast<int>(patience.count())) <= 0) break;
    const ssize_t n =
        send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n <= 0) break;
    sent += static_cast<size_t>(n);
  }
  return sent;
}

bool RawClient::HasMoreWithin(std::chrono::milliseconds time) {
  pollfd socket{fd_, POLLIN, 0};
  return !buffer_.empty() || poll(&socket, 1, static_cast<int>(time.count())) > 0;
}

bool RawClient::Fill() {
  char bytes[65536];
  const ssize_t n = recv(fd_, bytes, sizeof bytes, 0);
  if (n <= 0) return false;
  buffer_.append(bytes, static_cast<size_t>(n));
  return true;
}

std::optional<std::string> RawClient::Line() {
  size_t end;
  while ((end = buffer_.find("\r\n")) == buffer_.npos) {
    if (!Fill()) return std::nullopt;
  }
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::optional<std::string> RawClient::Bytes(size_t count) {
  while (buffer_.size() < count) {
    if (!Fill()) return std::nullopt;
  }
  std::string bytes = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return bytes;
}

std::optional<Answer> RawClient::ReadHead() {
  Answer answer;
  auto line = Line();
  if (!line || line->size() < 12) return std::nullopt;
  answer.status = std::stoi(line->substr(9, 3));
  while ((line = Line()) && !line->empty()) {
    const size_t colon = line->find(':');
    answer.headers[absl::AsciiStrToLower(line->substr(0, colon))] =
        std::string(absl::StripAsciiWhitespace(line->substr(colon + 1)));
  }
  return line ? std::optional(answer) : std::nullopt;
}

std::optional<std::string> RawClient::ReadChunk() {
  const auto size = Line();
  if (!size) return std::nullopt;
  auto bytes = Bytes(std::stoul(*size, nullptr, 16));
  if (!bytes || !Line()) return std::nullopt;
  return bytes;
}

std::optional<Answer> RawClient::Read(bool to_head) {
  auto answer = ReadHead();
  if (!answer || to_head || answer->status == 304) return answer;
  if (answer->headers["transfer-encoding"] == "chunked") {
    for (;;) {
      auto chunk = ReadChunk();
      if (!chunk) return std::nullopt;
      if (chunk->empty()) return answer;
      answer->body += *chunk;
      answer->chunks.push_back(*std::move(chunk));
    }
  }
  size_t length = 0;
  if (absl::SimpleAtoi(answer->headers["content-length"], &length)) {
    const auto body = Bytes(length);
    if (!body) return std::nullopt;
    answer->body = *body;
  } else {
    while (Fill()) {
    }
    answer->body.swap(buffer_);
  }
  return answer;
}

bool RawClient::ReadsEnd() {
  char byte;
  return buffer_.empty() && recv(fd_, &byte, 1, 0) == 0;
}

Answer RawClient::Ask(int port, const std::string& method, const std::string& target,
                      const std::string& headers, const std::string& body) {
  RawClient client(port);
  const std::string length =
      body.empty() ? "" : absl::StrCat("Content-Length: ", body.size(), "\r\n");
  client.Send(
      absl::StrCat(method, " ", target, " HTTP/1.1\r\nHost: x\r\n", headers, length, "\r\n", body));
  return client.Read(method == "HEAD").value_or(Answer{});
}

}  // namespace eduplan::http
