#ifndef EDUPLAN_TESTS_SUPPORT_TEST_POSTGRES_H_
#define EDUPLAN_TESTS_SUPPORT_TEST_POSTGRES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::test {

// A PostgreSQL server for tests: that of $EDUPLAN_TEST_POSTGRES (the URL of an administrator), else
// a cluster of this process's own, started when first asked for and removed at its end.
class TestPostgres {
 public:
  // False if there is neither; a test should then skip itself.
  static bool Available();
  // Aborts the test program if the server does not start.
  static TestPostgres& Get();

  // URL of a new empty database. Its texts are ordered by a Chinese collation, so that what relies
  // on the order of bytes without saying so is found out.
  std::string NewDatabase();
  // Runs a statement as the administrator in that database; its first cell.
  std::string Execute(const std::string& url, const std::string& statement);
  // Of the cluster of our own only: SIGKILL and start again, as after a crash of the machine. False
  // if the server is not ours.
  bool Restart();

  TestPostgres(const TestPostgres&) = delete;
  TestPostgres& operator=(const TestPostgres&) = delete;
  ~TestPostgres();

 private:
  TestPostgres();
  void CreateCluster();
  void StartServer();
  std::string Url(std::string_view database) const;

  std::string admin_url_;
  int databases_ = 0;
  std::vector<std::string> to_drop_;
  std::unique_ptr<TemporaryDirectory> directory_;
  int port_ = 0;
  std::unique_ptr<ChildProcess> server_;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_TEST_POSTGRES_H_
