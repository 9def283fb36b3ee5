#include "services/platform/process/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "tests/support/matchers.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::process {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using ::testing::HasSubstr;

void Write(const std::string& path) {
  std::ofstream(path) << "text";
}

class TemporaryFolderTest : public testing::Test {
 protected:
  TemporaryFolderTest() { ::setenv("TMPDIR", directory_.path().c_str(), 1); }
  ~TemporaryFolderTest() override { ::unsetenv("TMPDIR"); }

  std::string Parent() const {
    return directory_.path() + "/eduplan-" + std::to_string(::geteuid());
  }

  test::TemporaryDirectory directory_;
};

// A process that has a folder, with a file in a folder in it, until it is killed.
class Other {
 public:
  Other() {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    pid_ = ::fork();
    if (pid_ == 0) Live(ends[1]);
    ::close(ends[1]);
    char buffer[4096];
    const ssize_t size = ::read(ends[0], buffer, sizeof buffer);
    EXPECT_GT(size, 0);
    if (size > 0) path_.assign(buffer, static_cast<size_t>(size));
    ::close(ends[0]);
  }
  ~Other() { Kill(); }
  Other(const Other&) = delete;
  Other& operator=(const Other&) = delete;

  const std::string& path() const { return path_; }
  void Kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(std::exchange(pid_, 0), nullptr, 0);
  }

 private:
  [[noreturn]] static void Live(int out) {
    const auto folder = TemporaryFolder::Make();
    if (!folder.ok()) ::_exit(1);
    std::filesystem::create_directory(folder->path() + "/profile");
    Write(folder->path() + "/profile/settings");
    if (::write(out, folder->path().data(), folder->path().size()) < 0) ::_exit(1);
    while (true) ::pause();
  }

  pid_t pid_ = 0;
  std::string path_;
};

TEST_F(TemporaryFolderTest, AFolderGoesWithAllThatIsInIt) {
  std::string path;
  {
    absl::StatusOr<TemporaryFolder> made = TemporaryFolder::Make();
    ASSERT_THAT(made, IsOk());
    const TemporaryFolder folder = *std::move(made);
    path = folder.path();
    Write(path + "/document");
    struct stat facts = {};
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0700U);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(TemporaryFolderTest, WhatAKilledProcessLeftIsRemovedAndWhatLivesIsNot) {
  const auto own = TemporaryFolder::Make();
  ASSERT_THAT(own, IsOk());
  const Other living;
  Other killed;
  EXPECT_THAT(TemporaryFolder::RemoveLeftovers(), IsOkAndHolds(0));
  killed.Kill();
  EXPECT_TRUE(std::filesystem::exists(killed.path()));
  EXPECT_THAT(TemporaryFolder::RemoveLeftovers(), IsOkAndHolds(1));
  EXPECT_FALSE(std::filesystem::exists(killed.path()));
  EXPECT_TRUE(std::filesystem::exists(own->path()));
  EXPECT_TRUE(std::filesystem::exists(living.path() + "/profile/settings"));
}

// What the killed one had started may write there a moment longer.
TEST_F(TemporaryFolderTest, LeftoversAlsoGoWhenAnotherFolderIsMade) {
  Other killed;
  killed.Kill();
  const auto folder = TemporaryFolder::Make();
  ASSERT_THAT(folder, IsOk());
  EXPECT_FALSE(std::filesystem::exists(killed.path()));
  EXPECT_TRUE(std::filesystem::exists(folder->path()));
}

TEST_F(TemporaryFolderTest, LinksInLeftoversAreNotFollowed) {
  const std::string outside = directory_.path() + "/outside";
  std::filesystem::create_directory(outside);
  Write(outside + "/kept");
  Other killed;
  std::filesystem::create_directory_symlink(outside, killed.path() + "/link");
  std::filesystem::create_directory_symlink(outside, Parent() + "/link");
  killed.Kill();
  EXPECT_THAT(TemporaryFolder::RemoveLeftovers(), IsOkAndHolds(1));
  EXPECT_TRUE(std::filesystem::exists(outside + "/kept"));
}

TEST_F(TemporaryFolderTest, AParentThatOthersMayEnterIsRefused) {
  std::filesystem::create_directory(Parent());
  std::filesystem::permissions(Parent(), std::filesystem::perms(0777));
  const auto folder = TemporaryFolder::Make();
  EXPECT_THAT(folder, test::StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(std::string(folder.status().message()), HasSubstr("not this user's alone"));
  EXPECT_FALSE(TemporaryFolder::RemoveLeftovers().ok());
}

TEST_F(TemporaryFolderTest, AParentThatIsALinkIsRefused) {
  std::filesystem::create_directory_symlink(directory_.path(), Parent());
  EXPECT_THAT(TemporaryFolder::Make(), test::StatusIs(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace eduplan::process
