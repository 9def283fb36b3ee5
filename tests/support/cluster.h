#ifndef EDUPLAN_TESTS_SUPPORT_CLUSTER_H_
#define EDUPLAN_TESTS_SUPPORT_CLUSTER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/databases.h"
#include "tests/support/http_client.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::test {

// The real processes on free ports of this host, each database new. Aborts the test program if one
// does not start.
class Cluster {
 public:
  struct Options {
    DatabaseKind database = DatabaseKind::kSqlite;
    std::string redis;           // URL; empty: no cache
    int indicator_replicas = 1;  // more than one needs PostgreSQL; each has a gateway of its own
    // What a replica of indicators is told in place of the URL of its database or cache, so that
    // something can be put between; the URL itself if there is no function.
    std::function<std::string(int replica, const std::string& url)> indicators_url = nullptr;
    bool whole = true;  // false: organizations and indicators alone, without plan items, documents
                        // and gateways
  };
  explicit Cluster(const Options& options);

  // "gateway", "organizations", "indicators", "plan-items", "documents"; replica n > 0 of
  // indicators and its gateway are "indicators-1", "gateway-1".
  void Kill(const std::string& name);  // SIGKILL
  int Terminate(const std::string& name);
  // Starts it again on the port it had.
  void Start(const std::string& name);
  ChildProcess& process(const std::string& name) { return *processes_.at(name); }
  // HOST:PORT of "grpc", "http" or "operations".
  std::string Address(const std::string& name, const std::string& port) const;

  // A signed token. Roles separated by commas; organization "*" stands above all.
  std::string Token(const std::string& organization, const std::string& roles,
                    const std::string& subject = "tester");
  // An administrator's and integrator's of everything.
  const std::string& root_token() const { return root_token_; }

  HttpReply Send(HttpRequest request, int replica = 0);
  HttpReply Get(const std::string& target, int replica = 0) {
    return Send({.target = target}, replica);
  }
  HttpReply Post(const std::string& target, const nlohmann::json& body, int replica = 0) {
    return Send({.method = "POST", .target = target, .body = body.dump()}, replica);
  }
  // Each with a file's content type instead of JSON.
  HttpReply PostCsv(const std::string& target, const std::string& csv) {
    return Send({.method = "POST", .target = target, .body = csv, .content_type = "text/csv"});
  }

  const std::string& directory() const { return directory_.path(); }
  // Sum of the processes' resident memory in bytes, shared pages counted once each (PSS).
  long ResidentBytes() const;

 private:
  void Define(const std::string& name, const std::string& program,
              std::vector<std::string> arguments);
  void StartTheOthers();
  void StartGateway(int replica);

  Options options_;
  TemporaryDirectory directory_;
  std::map<std::string, std::vector<std::string>> commands_;
  std::map<std::string, std::unique_ptr<ChildProcess>> processes_;
  std::map<int, std::unique_ptr<HttpClient>> clients_;
  std::string root_token_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_CLUSTER_H_
