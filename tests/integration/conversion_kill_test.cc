// The service is killed while LibreOffice converts a .doc: what it leaves goes when it is there
// again.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "tests/integration/world.h"

namespace eduplan::test {
namespace {

namespace fs = std::filesystem;

// The beginning of a container, and the name that Word's text has in it.
const std::string kDoc("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 32);

bool Within20Seconds(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    usleep(10000);
  }
  return true;
}

// A soffice that begins, says so, and never ends.
std::string MakeHangingOffice(const std::string& folder) {
  const std::string program = folder + "/soffice";
  std::ofstream(program) << "#!/bin/sh\ntouch \"$HOME/begun\"\nexec sleep 1000\n";
  fs::permissions(program, fs::perms::owner_all);
  return program;
}

// Of conversions, as eduplan-plan-items makes them.
int FoldersIn(const std::string& temporary, const std::string& with = "") {
  int folders = 0;
  std::error_code error;
  const std::string parent = temporary + "/eduplan-" + std::to_string(geteuid());
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (with.empty() || fs::exists(entry.path() / with)) ++folders;
  }
  return folders;
}

TEST(ConversionKillTest, FoldersOfAKilledConversionAreRemovedAtTheNextStart) {
  const TemporaryDirectory temporary;
  ::setenv("TMPDIR", temporary.path().c_str(), 1);
  ::setenv("EDUPLAN_LIBREOFFICE", MakeHangingOffice(temporary.path()).c_str(), 1);
  Cluster cluster({});
  World(cluster).Register({{"510000", "PROVINCE", ""}});
  std::thread caller([&] {
    const HttpReply reply = HttpClient(cluster.Address("gateway", "http"))
                                .Send({.method = "POST",
                                       .target = "/v1/plans:parse?filename=plan.doc",
                                       .body = kDoc,
                                       .content_type = "application/msword",
                                       .token = cluster.root_token()});
    EXPECT_NE(reply.status, 200);
  });
  EXPECT_TRUE(Within20Seconds([&] { return FoldersIn(temporary.path(), "begun") == 1; }));
  cluster.Kill("plan-items");
  caller.join();
  EXPECT_EQ(FoldersIn(temporary.path()), 1);
  cluster.Start("plan-items");
  EXPECT_TRUE(Within20Seconds([&] { return FoldersIn(temporary.path()) == 0; }));
  ::unsetenv("EDUPLAN_LIBREOFFICE");
  ::unsetenv("TMPDIR");
}

}  // namespace
}  // namespace eduplan::test
