#include "services/platform/config/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace eduplan::config {
namespace {

using ::testing::HasSubstr;

struct Options {
  std::string listen = "127.0.0.1:0";
  int connections = 8;
  bool reflection = true;
  absl::Duration drain = absl::Seconds(10);
};

std::optional<int> Parse(Options& options, std::vector<std::string> arguments) {
  Flags flags("eduplan-test", "A program for tests.");
  flags.Add("--listen", options.listen, "Address of the server");
  flags.Add("--max-connections", options.connections, "Most connections");
  flags.Add("--reflection", options.reflection, "Whether it is on");
  flags.Add("--drain-time", options.drain, "How long");
  arguments.insert(arguments.begin(), "eduplan-test");
  std::vector<char*> argv;
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  return flags.Parse(static_cast<int>(argv.size()), argv.data());
}

struct Environment {
  std::string name;
  Environment(const char* n, const char* value) : name(n) { ::setenv(n, value, 1); }
  ~Environment() { ::unsetenv(name.c_str()); }
};

TEST(Flags, DefaultsStandWithoutArguments) {
  Options options;
  EXPECT_EQ(Parse(options, {}), std::nullopt);
  EXPECT_EQ(options.listen, "127.0.0.1:0");
  EXPECT_EQ(options.connections, 8);
  EXPECT_TRUE(options.reflection);
  EXPECT_EQ(options.drain, absl::Seconds(10));
}

TEST(Flags, ArgumentsAreRead) {
  Options options;
  EXPECT_EQ(Parse(options, {"--listen=[::1]:5", "--max-connections", "3", "--reflection=false",
                            "--drain-time=1m30s"}),
            std::nullopt);
  EXPECT_EQ(options.listen, "[::1]:5");
  EXPECT_EQ(options.connections, 3);
  EXPECT_FALSE(options.reflection);
  EXPECT_EQ(options.drain, absl::Seconds(90));
}

TEST(Flags, TheEnvironmentIsReadAndAnArgumentGoesBefore) {
  Environment connections("EDUPLAN_MAX_CONNECTIONS", "5");
  Environment drain("EDUPLAN_DRAIN_TIME", "200ms");
  Environment reflection("EDUPLAN_REFLECTION", "false");
  Options options;
  EXPECT_EQ(Parse(options, {"--drain-time=7s"}), std::nullopt);
  EXPECT_EQ(options.connections, 5);
  EXPECT_FALSE(options.reflection);
  EXPECT_EQ(options.drain, absl::Seconds(7));
}

TEST(Flags, WrongValuesAndUnknownFlagsEndTheProcess) {
  Options options;
  EXPECT_GT(Parse(options, {"--max-connections=many"}).value_or(0), 0);
  EXPECT_GT(Parse(options, {"--drain-time=ten"}).value_or(0), 0);
  EXPECT_GT(Parse(options, {"--drain-time=-1s"}).value_or(0), 0);
  EXPECT_GT(Parse(options, {"--unheard-of=1"}).value_or(0), 0);
  Environment wrong("EDUPLAN_DRAIN_TIME", "later");
  EXPECT_GT(Parse(options, {}).value_or(0), 0);
}

TEST(Flags, HelpNamesDefaultAndVariableOfEachFlag) {
  Options options;
  testing::internal::CaptureStdout();
  EXPECT_EQ(Parse(options, {"--help"}), 0);
  std::string help = testing::internal::GetCapturedStdout();
  EXPECT_THAT(help, HasSubstr("A program for tests."));
  EXPECT_THAT(help, HasSubstr("--listen TEXT=127.0.0.1:0 (Env:EDUPLAN_LISTEN)"));
  EXPECT_THAT(help, HasSubstr("--max-connections INT=8 (Env:EDUPLAN_MAX_CONNECTIONS)"));
  EXPECT_THAT(help, HasSubstr("--reflection=true (Env:EDUPLAN_REFLECTION)"));
  EXPECT_THAT(help, HasSubstr("--drain-time DURATION=10s (Env:EDUPLAN_DRAIN_TIME)"));
}

TEST(Flags, VersionIsPrintedWithSuccess) {
  Options options;
  testing::internal::CaptureStdout();
  EXPECT_EQ(Parse(options, {"--version"}), 0);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("eduplan-test "));
}

}  // namespace
}  // namespace eduplan::config
