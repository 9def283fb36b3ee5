#include "tests/support/redis_server.h"

#include <hiredis/hiredis.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace eduplan::test {
namespace {

[[noreturn]] void Abort(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

std::string TextOf(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_INTEGER:
      return std::to_string(reply.integer);
    case REDIS_REPLY_NIL:
      return "(nil)";
    case REDIS_REPLY_ERROR:
      return "(error) " + std::string(reply.str, reply.len);
    case REDIS_REPLY_ARRAY: {
      std::string lines;
      for (size_t i = 0; i < reply.elements; ++i) {
        lines += (i == 0 ? "" : "\n") + TextOf(*reply.element[i]);
      }
      return lines;
    }
    default:
      return std::string(reply.str, reply.len);
  }
}

using ReplyPointer = std::unique_ptr<redisReply, decltype(&freeReplyObject)>;

ReplyPointer Run(redisContext& context, const std::vector<std::string>& command) {
  std::vector<const char*> parts;
  std::vector<size_t> sizes;
  for (const std::string& part : command) {
    parts.push_back(part.data());
    sizes.push_back(part.size());
  }
  return {static_cast<redisReply*>(redisCommandArgv(&context, static_cast<int>(parts.size()),
                                                    parts.data(), sizes.data())),
          &freeReplyObject};
}

// Over a connection of its own; "(lost)" if there is none or no answer within 20 s.
std::string RunAt(int port, const std::string& password, const std::vector<std::string>& command) {
  std::signal(SIGPIPE, SIG_IGN);  // hiredis may write to a server that was just killed
  std::unique_ptr<redisContext, decltype(&redisFree)> context(
      redisConnectWithTimeout("127.0.0.1", port, absl::ToTimeval(absl::Seconds(20))), &redisFree);
  if (context == nullptr || context->err != 0) return "(lost)";
  redisSetTimeout(context.get(), absl::ToTimeval(absl::Seconds(20)));
  if (!password.empty()) Run(*context, {"AUTH", password});
  const ReplyPointer reply = Run(*context, command);
  return reply == nullptr ? "(lost)" : TextOf(*reply);
}

void WaitUntil(const std::function<bool()>& done, ChildProcess& process, const std::string& what) {
  for (absl::Time give_up = absl::Now() + absl::Seconds(20); !done();) {
    if (absl::Now() > give_up || !process.Running()) Abort(what);
  }
}

bool Contains(const std::string& text, const char* part) {
  return text.find(part) != text.npos;
}

}  // namespace

RedisServer::RedisServer(std::string password) : password_(std::move(password)), port_(FreePort()) {
  Start();
}

RedisServer::RedisServer(const RedisServer* master)
    : password_(master->password_),
      port_(FreePort()),
      replica_of_({"--replicaof", "127.0.0.1 " + std::to_string(master->port_)}) {
  Start();
  WaitUntil([&] { return Contains(Command({"INFO", "replication"}), "master_link_status:up"); },
            *process_, "the Redis replica gets nothing from its master");
}

void RedisServer::Start() {
  std::vector<std::string> command = {"/usr/bin/env",
                                      "redis-server",
                                      "--port",
                                      std::to_string(port_),
                                      "--bind",
                                      "127.0.0.1",
                                      "--dir",
                                      directory_.path(),
                                      "--save",
                                      "",
                                      "--appendonly",
                                      "no",
                                      "--requirepass",
                                      password_,
                                      "--masterauth",
                                      password_,
                                      "--repl-diskless-sync-delay",
                                      "0"};
  command.insert(command.end(), replica_of_.begin(), replica_of_.end());
  process_ = std::make_unique<ChildProcess>(
      ChildProcess::Options{.command = std::move(command),
                            .user = {},
                            .output = directory_.path() + "/redis.log",
                            .environment = {}});
  WaitUntil([&] { return Command({"PING"}) == "PONG"; }, *process_,
            "redis-server does not start on port " + std::to_string(port_));
}

void RedisServer::Kill() {
  process_ = nullptr;
}

void RedisServer::Pause() {
  process_->Signal(SIGSTOP);
  siginfo_t how;
  if (::waitid(P_PID, static_cast<id_t>(process_->pid()), &how, WSTOPPED | WEXITED | WNOWAIT) !=
          0 ||
      how.si_code != CLD_STOPPED) {
    Abort("redis-server cannot be stopped");
  }
}

void RedisServer::Resume() {
  process_->Signal(SIGCONT);
}

void RedisServer::Flush() {
  if (const std::string answer = Command({"FLUSHALL"}); answer != "OK") Abort(answer);
}

void RedisServer::Save() {
  if (const std::string answer = Command({"SAVE"}); answer != "OK") Abort(answer);
}

void RedisServer::RollBack() {
  Kill();
  Start();
}

std::string RedisServer::Command(const std::vector<std::string>& command) const {
  return RunAt(port_, password_, command);
}

std::string RedisServer::Url() const {
  return "redis://" + (password_.empty() ? "" : ":" + password_ + "@") +
         "127.0.0.1:" + std::to_string(port_);
}

RedisSentinel::RedisSentinel(const RedisServer& master, bool wants_login)
    : password_(master.password()), wants_login_(wants_login), port_(FreePort()) {
  const std::string configuration = directory_.path() + "/sentinel.conf";
  std::ofstream file(configuration);
  const std::string name = kMasterName;
  file << "port " << port_ << "\nbind 127.0.0.1\ndir " << directory_.path() << "\nsentinel monitor "
       << name << " 127.0.0.1 " << master.port() << " 1\nsentinel down-after-milliseconds " << name
       << " 500\nsentinel failover-timeout " << name << " 2000\n";
  if (!password_.empty()) file << "sentinel auth-pass " << name << " " << password_ << "\n";
  if (wants_login) file << "requirepass " << password_ << "\n";
  file.close();
  process_ = std::make_unique<ChildProcess>(ChildProcess::Options{
      .command = {"/usr/bin/env", "redis-server", configuration, "--sentinel"},
      .user = {},
      .output = directory_.path() + "/sentinel.log",
      .environment = {}});
  WaitUntil(
      [&] { return Contains(Command({"SENTINEL", "REPLICAS", name}), "master-link-status\nok"); },
      *process_, "the sentinel does not find the replica");
}

std::string RedisSentinel::Command(const std::vector<std::string>& command) const {
  return RunAt(port_, wants_login_ ? password_ : "", command);
}

int RedisSentinel::MasterPort() const {
  const std::string address = Command({"SENTINEL", "GET-MASTER-ADDR-BY-NAME", kMasterName});
  return std::atoi(address.substr(address.find('\n') + 1).c_str());
}

std::string RedisSentinel::Url() const {
  return "sentinel://" + (password_.empty() ? "" : ":" + password_ + "@") +
         "127.0.0.1:" + std::to_string(port_) + "/" + kMasterName;
}

}  // namespace eduplan::test
