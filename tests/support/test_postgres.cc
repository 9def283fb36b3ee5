#include "tests/support/test_postgres.h"

#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "services/platform/status/text.h"

namespace eduplan::test {
namespace {

constexpr const char* kBinaries = "/usr/lib/postgresql/15/bin/";
constexpr const char* kUser = "postgres";

[[noreturn]] void Die(std::string_view what) {
  std::fprintf(stderr, "test PostgreSQL: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

const char* GivenUrl() {
  const char* url = std::getenv("EDUPLAN_TEST_POSTGRES");
  return url == nullptr || *url == '\0' ? nullptr : url;
}

}  // namespace

bool TestPostgres::Available() {
  return GivenUrl() != nullptr || std::filesystem::exists(text::Cat(kBinaries, "initdb"));
}

TestPostgres& TestPostgres::Get() {
  static TestPostgres server;
  return server;
}

TestPostgres::TestPostgres() {
  if (GivenUrl() != nullptr) {
    admin_url_ = GivenUrl();
    return;
  }
  CreateCluster();
  for (int attempt = 0; attempt < 3; ++attempt) {
    port_ = FreePort();
    StartServer();
    admin_url_ = Url("postgres");
    // Another program may have taken the port in between.
    for (int i = 0; i < 1500 && server_->Running(); ++i) {
      if (PQping(admin_url_.c_str()) == PQPING_OK) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  Die(text::Cat("did not start, see ", directory_->path()));
}

TestPostgres::~TestPostgres() {
  for (const std::string& name : to_drop_) {
    Execute(admin_url_, text::Cat("DROP DATABASE IF EXISTS ", name, " WITH (FORCE)"));
  }
  if (server_ != nullptr) {
    server_->Signal(SIGINT);
    server_->Wait();
  }
}

void TestPostgres::CreateCluster() {
  directory_ = std::make_unique<TemporaryDirectory>();
  const passwd* user = getpwnam(kUser);
  if (geteuid() == 0 &&
      (user == nullptr || chown(directory_->path().c_str(), user->pw_uid, user->pw_gid) != 0)) {
    Die("there is no user postgres to run it as");
  }
  ChildProcess initdb({.command = {text::Cat(kBinaries, "initdb"), "-D",
                                   directory_->path() + "/data", "-U", kUser, "-A", "trust", "-E",
                                   "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"},
                       .user = kUser,
                       .output = directory_->path() + "/initdb.log",
                       .environment = {}});
  if (initdb.Wait() != 0) Die("initdb failed");
}

void TestPostgres::StartServer() {
  std::vector<std::string> command = {text::Cat(kBinaries, "postgres"),
                                      "-D",
                                      directory_->path() + "/data",
                                      "-k",
                                      directory_->path(),
                                      "-p",
                                      text::Cat(port_)};
  for (const char* setting :
       {"listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=200",
        "shared_buffers=64MB", "deadlock_timeout=100ms"}) {
    command.insert(command.end(), {"-c", setting});
  }
  server_ = std::make_unique<ChildProcess>(
      ChildProcess::Options{.command = std::move(command),
                            .user = kUser,
                            .output = directory_->path() + "/server.log",
                            .environment = {}});
}

bool TestPostgres::Restart() {
  if (server_ == nullptr) return false;
  server_->Signal(SIGKILL);
  server_->Wait();
  StartServer();
  for (int i = 0; i < 1500 && server_->Running(); ++i) {
    if (PQping(admin_url_.c_str()) == PQPING_OK) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  Die("did not start again");
}

std::string TestPostgres::Url(std::string_view database) const {
  return text::Cat("postgresql://", kUser, "@127.0.0.1:", port_, "/", database);
}

std::string TestPostgres::NewDatabase() {
  const std::string name = text::Cat("eduplan_test_", getpid(), "_", databases_++);
  Execute(admin_url_, text::Cat("CREATE DATABASE ", name,
                                " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
                                " LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans-CN'"));
  if (server_ != nullptr) return Url(name);
  to_drop_.push_back(name);
  // The path of the given URL is the administrator's database.
  const size_t authority = admin_url_.find("://") + 3;
  const size_t path = std::min(admin_url_.find('/', authority), admin_url_.size());
  const size_t query = std::min(admin_url_.find('?', authority), admin_url_.size());
  return text::Cat(admin_url_.substr(0, std::min(path, query)), "/", name,
                   admin_url_.substr(query));
}

std::string TestPostgres::Execute(const std::string& url, const std::string& statement) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(
      PQexec(connection.get(), statement.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    Die(text::Cat(statement, ": ", PQerrorMessage(connection.get())));
  }
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

}  // namespace eduplan::test
