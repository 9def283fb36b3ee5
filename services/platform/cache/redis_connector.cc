#include "services/platform/cache/redis_connector.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::cache {
namespace {

absl::Status At(const HostAndPort& server, const absl::Status& failure) {
  return absl::UnavailableError(
      text::Cat(server.host, ":", server.port, ": ", text::ToStd(failure.message())));
}

Deadline HalfOf(Deadline deadline) {
  return Within(TimeLeft(deadline) / 2, deadline);
}

std::string_view TextOf(const redisReply& reply) {
  return reply.type == REDIS_REPLY_STRING ? std::string_view(reply.str, reply.len)
                                          : std::string_view();
}

absl::StatusOr<HostAndPort> ToAddress(const redisReply& reply) {
  if (reply.type == REDIS_REPLY_NIL) {
    return absl::UnavailableError("the sentinel knows no master of that name");
  }
  if (reply.type != REDIS_REPLY_ARRAY || reply.elements != 2) {
    return absl::UnavailableError("the sentinel's answer is of another shape");
  }
  HostAndPort address = {.host = std::string(TextOf(*reply.element[0])), .port = 0};
  const std::string_view port = TextOf(*reply.element[1]);
  auto [end, failed] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (address.host.empty() || failed != std::errc() || end != port.data() + port.size() ||
      address.port < 1 || address.port > 65535) {
    return absl::UnavailableError("the sentinel's answer is no address");
  }
  return address;
}

absl::Status CheckIsMaster(RedisConnection& connection, Deadline deadline) {
  EDUPLAN_ASSIGN_OR_RETURN(Reply reply, connection.Run({{"ROLE"}}, deadline));
  if (IsError(*reply)) return absl::UnavailableError(reply->str);
  const bool is_master = reply->type == REDIS_REPLY_ARRAY && reply->elements > 0 &&
                         TextOf(*reply->element[0]) == "master";
  return is_master ? absl::OkStatus() : absl::UnavailableError("is not a master");
}

}  // namespace

RedisConnector::RedisConnector(RedisUrl url, const RedisOptions& options)
    : url_(std::move(url)),
      connect_timeout_(options.connect_timeout),
      command_timeout_(options.command_timeout) {}

absl::StatusOr<RedisConnector::Connection> RedisConnector::Open(Deadline deadline) {
  if (url_.master_name.empty()) return OpenServer(url_.hosts.front(), deadline);
  if (const std::optional<HostAndPort> known = master()) {
    absl::StatusOr<Connection> connection = OpenServer(*known, HalfOf(deadline));
    if (connection.ok()) return connection;
    Distrust();
  }
  return OpenBySentinels(deadline);
}

void RedisConnector::Distrust() {
  std::lock_guard lock(mutex_);
  master_.reset();
}

absl::StatusOr<RedisConnector::Connection> RedisConnector::OpenBySentinels(Deadline deadline) {
  std::string failures;
  std::vector<HostAndPort> failed;
  for (size_t turn : Turns()) {
    const HostAndPort& sentinel = url_.hosts[turn];
    absl::StatusOr<HostAndPort> named = AskSentinel(sentinel, HalfOf(deadline));
    absl::Status failure = named.status();
    if (named.ok() && !std::ranges::count(failed, *named)) {
      absl::StatusOr<Connection> connection = OpenServer(*named, HalfOf(deadline));
      if (connection.ok()) {
        AskFirst(turn);
        std::lock_guard lock(mutex_);
        master_ = *std::move(named);
        return connection;
      }
      failed.push_back(*named);
      failure = connection.status();
    }
    AskFirst((turn + 1) % url_.hosts.size());
    if (!failure.ok()) {
      text::Append(&failures, failures.empty() ? "" : "; ", text::ToStd(failure.message()));
    }
  }
  return absl::UnavailableError(text::Cat("no master by any sentinel: ", failures));
}

absl::StatusOr<HostAndPort> RedisConnector::AskSentinel(const HostAndPort& sentinel,
                                                        Deadline deadline) {
  EDUPLAN_ASSIGN_OR_RETURN(Connection connection, Connect(sentinel, deadline));
  const std::string_view question[] = {"SENTINEL", "get-master-addr-by-name", url_.master_name};
  absl::StatusOr<Reply> reply = connection->Run(question, Within(command_timeout_, deadline));
  if (reply.ok() && IsError(**reply, "NOAUTH")) {
    absl::Status known = connection->Authenticate(url_.login, Within(command_timeout_, deadline));
    if (!known.ok()) return At(sentinel, known);
    reply = connection->Run(question, Within(command_timeout_, deadline));
  }
  if (!reply.ok()) return At(sentinel, reply.status());
  if (IsError(**reply)) return At(sentinel, absl::UnavailableError((*reply)->str));
  absl::StatusOr<HostAndPort> address = ToAddress(**reply);
  return address.ok() ? address : At(sentinel, address.status());
}

absl::StatusOr<RedisConnector::Connection> RedisConnector::OpenServer(const HostAndPort& server,
                                                                      Deadline deadline) {
  EDUPLAN_ASSIGN_OR_RETURN(Connection connection, Connect(server, deadline));
  deadline = Within(command_timeout_, deadline);
  absl::Status ready = connection->Authenticate(url_.login, deadline);
  if (ready.ok()) ready = connection->SelectDatabase(url_.login.database, deadline);
  if (ready.ok() && !url_.master_name.empty()) ready = CheckIsMaster(*connection, deadline);
  if (!ready.ok()) return At(server, ready);
  return connection;
}

absl::StatusOr<RedisConnector::Connection> RedisConnector::Connect(const HostAndPort& server,
                                                                   Deadline deadline) {
  deadline = Within(connect_timeout_, deadline);
  auto addresses = lookup_.Addresses(server.host, deadline);
  if (!addresses.ok()) return At(server, addresses.status());
  absl::StatusOr<Connection> connection;
  for (size_t i = 0; i < addresses->size() && !connection.ok(); ++i) {
    const absl::Duration share = TimeLeft(deadline) / static_cast<int64_t>(addresses->size() - i);
    connection = RedisConnection::Connect((*addresses)[i], server.port, Within(share, deadline));
  }
  return connection.ok() ? std::move(connection) : At(server, connection.status());
}

std::optional<HostAndPort> RedisConnector::master() {
  std::lock_guard lock(mutex_);
  return master_;
}

std::vector<size_t> RedisConnector::Turns() {
  std::lock_guard lock(mutex_);
  std::vector<size_t> turns(url_.hosts.size());
  for (size_t i = 0; i < turns.size(); ++i) turns[i] = (first_ + i) % turns.size();
  return turns;
}

void RedisConnector::AskFirst(size_t sentinel) {
  std::lock_guard lock(mutex_);
  first_ = sentinel;
}

}  // namespace eduplan::cache
