#include "tests/support/cluster.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/status/text.h"

namespace eduplan::test {
namespace {

using text::Cat;

constexpr absl::Duration kStartTime = absl::Seconds(30);

[[noreturn]] void Abort(const std::string& message) {
  std::cerr << "cluster: " << message << "\n";
  std::abort();
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string Replica(const std::string& name, int replica) {
  return replica == 0 ? name : Cat(name, "-", replica);
}

// Output of a command that must succeed.
std::string Output(const std::vector<std::string>& command, const std::string& file) {
  ChildProcess process({.command = command, .user = {}, .output = file, .environment = {}});
  if (process.Wait() != 0) Abort(Cat(command[0], " failed: ", ReadAll(file)));
  std::string output = ReadAll(file);
  while (!output.empty() && output.back() == '\n') output.pop_back();
  return output;
}

}  // namespace

Cluster::Cluster(const Options& options) : options_(options) {
  Define("organizations", "eduplan-organizations",
         {Cat("--database=", NewDatabaseUrl(options_.database))});
  Start("organizations");
  const std::string organizations = Cat("--organizations=", Address("organizations", "grpc"));
  const std::string indicators_database = NewDatabaseUrl(options_.database);
  const auto told = [&](int replica, const std::string& url) {
    return options_.indicators_url == nullptr ? url : options_.indicators_url(replica, url);
  };
  for (int replica = 0; replica < options_.indicator_replicas; ++replica) {
    std::vector<std::string> arguments = {Cat("--database=", told(replica, indicators_database)),
                                          organizations};
    if (!options_.redis.empty()) {
      arguments.push_back(Cat("--redis=", told(replica, options_.redis)));
    }
    Define(Replica("indicators", replica), "eduplan-indicators", arguments);
    Start(Replica("indicators", replica));
  }
  if (options_.whole) StartTheOthers();
  root_token_ = Token("*", "administrator,integrator,reviewer,reporter,signer", "root");
}

void Cluster::StartTheOthers() {
  const auto database = [&] { return Cat("--database=", NewDatabaseUrl(options_.database)); };
  const auto peer = [&](const std::string& name, const std::string& process) {
    return Cat("--", name, "=", Address(process, "grpc"));
  };
  const std::string organizations = peer("organizations", "organizations");
  Define("plan-items", "eduplan-plan-items",
         {database(), organizations, peer("indicators", "indicators")});
  Start("plan-items");
  Define("documents", "eduplan-documents",
         {database(), organizations, peer("plan-items", "plan-items"),
          peer("indicators", "indicators")});
  Start("documents");
  for (int replica = 0; replica < options_.indicator_replicas; ++replica) StartGateway(replica);
}

void Cluster::StartGateway(int replica) {
  const std::string name = Replica("gateway", replica);
  std::vector<std::string> arguments;
  for (const std::string service : {"organizations", "plan-items", "documents"}) {
    arguments.push_back(Cat("--", service, "=", Address(service, "grpc")));
  }
  arguments.push_back(Cat("--indicators=", Address(Replica("indicators", replica), "grpc")));
  Define(name, "eduplan-gateway", arguments);
  Start(name);
  clients_[replica] = std::make_unique<HttpClient>(Address(name, "http"));
  const absl::Time until = absl::Now() + kStartTime;
  while (Send({.target = "/readyz"}, replica).status != 200) {
    if (absl::Now() > until) Abort(Cat("not ready: ", Send({.target = "/readyz"}, replica).body));
    absl::SleepFor(absl::Milliseconds(20));
  }
}

void Cluster::Define(const std::string& name, const std::string& program,
                     std::vector<std::string> arguments) {
  std::vector<std::string> command = {
      Cat(EDUPLAN_BINARIES "/", program), Cat("--listen=127.0.0.1:", FreePort()),
      "--operations-listen=127.0.0.1:0", Cat("--ports-file=", directory(), "/", name, ".ports"),
      Cat("--key-dir=", directory(), "/keys")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  commands_[name] = std::move(command);
}

void Cluster::Start(const std::string& name) {
  const std::string ports = Cat(directory(), "/", name, ".ports");
  const std::string log = Cat(directory(), "/", name, ".log");
  std::remove(ports.c_str());
  processes_[name] = std::make_unique<ChildProcess>(ChildProcess::Options{
      .command = commands_.at(name), .user = {}, .output = log, .environment = {}});
  const absl::Time until = absl::Now() + kStartTime;
  while (ReadAll(ports).find('\n') == std::string::npos) {
    if (!processes_[name]->Running() || absl::Now() > until) Abort(Cat(name, ": ", ReadAll(log)));
    absl::SleepFor(absl::Milliseconds(5));
  }
}

void Cluster::Kill(const std::string& name) {
  processes_.at(name)->Signal(SIGKILL);
  processes_.at(name)->Wait();
}

int Cluster::Terminate(const std::string& name) {
  processes_.at(name)->Signal(SIGTERM);
  return processes_.at(name)->Wait();
}

std::string Cluster::Address(const std::string& name, const std::string& port) const {
  std::istringstream lines(ReadAll(Cat(directory(), "/", name, ".ports")));
  const std::string prefix = port + "=";
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(prefix, 0) == 0) return line.substr(prefix.size());
  }
  Abort(Cat(name, " has no ", port, " port"));
}

std::string Cluster::Token(const std::string& organization, const std::string& roles,
                           const std::string& subject) {
  return Output({EDUPLAN_BINARIES "/eduplan-gateway", "token", Cat("--subject=", subject),
                 Cat("--organization=", organization), Cat("--roles=", roles), "--ttl=1h",
                 Cat("--key-dir=", directory(), "/keys")},
                Cat(directory(), "/token-", subject, "-", processes_.size(), "-", rand()));
}

HttpReply Cluster::Send(HttpRequest request, int replica) {
  if (request.token.empty()) request.token = root_token_;
  return clients_.at(replica)->Send(request);
}

long Cluster::ResidentBytes() const {
  long kilobytes = 0;
  for (const auto& [name, process] : processes_) {
    std::ifstream rollup(Cat("/proc/", process->pid(), "/smaps_rollup"));
    for (std::string line; std::getline(rollup, line);) {
      if (line.rfind("Pss:", 0) == 0) kilobytes += std::stol(line.substr(4));
    }
  }
  return kilobytes * 1024;
}

}  // namespace eduplan::test
