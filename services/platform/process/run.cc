#include "services/platform/process/run.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/platform/process/file_descriptor.h"

namespace eduplan::process {
namespace {

// How late the end of a program is seen whose children keep its output open.
constexpr absl::Duration kStep = absl::Milliseconds(20);

absl::Status Failed(const char* what, int error) {
  return absl::InternalError(absl::StrCat(what, ": ", std::strerror(error)));
}

absl::Status Fill(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("memfd", errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (::lseek(file, 0, SEEK_SET) != 0) return Failed("lseek", errno);
  return absl::OkStatus();
}

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// How the program starts: its files, a group of its own, signals as the system has them.
class Start {
 public:
  Start(int input, int output) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~Start() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  absl::StatusOr<pid_t> Spawn(const Command& command) const {
    pid_t pid = -1;
    const std::vector<char*> arguments = Pointers(command.arguments);
    const std::vector<char*> environment = Pointers(command.environment);
    const int error = ::posix_spawn(&pid, arguments[0], &actions_, &attributes_, arguments.data(),
                                    environment.data());
    if (error != 0) return Failed(command.arguments[0].c_str(), error);
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// A program that runs. It is dead, with its group, when this goes.
class Child {
 public:
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}
  ~Child() { Kill(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Outcome Wait(const Command& command) {
    Outcome outcome;
    bool open = true;
    while (true) {
      const absl::Duration left = command.deadline - absl::Now();
      if (left <= absl::ZeroDuration()) return {.end = Outcome::End::kTimedOut, .output = {}};
      if (!open) absl::SleepFor(std::min(left, absl::Milliseconds(1)));
      // Asked first, so that all it wrote is there to be read.
      const bool ended = Ended(outcome);
      do {
        if (open && Ready(ended ? absl::ZeroDuration() : std::min(left, kStep))) {
          open = ReadSome(outcome.output);
        } else if (ended) {
          return outcome;
        }
        if (outcome.output.size() > command.most_output) {
          return {.end = Outcome::End::kTooMuchOutput, .output = {}};
        }
      } while (ended);
    }
  }

 private:
  bool Ready(absl::Duration wait) const {
    pollfd ready = {.fd = output_, .events = POLLIN, .revents = 0};
    return ::poll(&ready, 1, static_cast<int>(absl::ToInt64Milliseconds(wait))) > 0;
  }

  // False at the end of its output.
  bool ReadSome(std::string& output) const {
    std::array<char, size_t{1} << 16> buffer;
    const ssize_t size = ::read(output_, buffer.data(), buffer.size());
    if (size < 0) return errno == EINTR || errno == EAGAIN;
    output.append(buffer.data(), static_cast<size_t>(size));
    return size > 0;
  }

  // It stays a zombie, so that its group's number is nobody else's yet.
  bool Ended(Outcome& outcome) const {
    siginfo_t info = {};
    const auto id = static_cast<id_t>(pid_);
    if (::waitid(P_PID, id, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != pid_) {
      return false;
    }
    outcome.end =
        info.si_code == CLD_EXITED ? Outcome::End::kExited : Outcome::End::kKilledBySignal;
    outcome.code = info.si_status;
    return true;
  }

  void Kill() const {
    ::kill(-pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }

  const pid_t pid_;
  const int output_;
};

}  // namespace

absl::StatusOr<Outcome> Run(const Command& command) {
  const FileDescriptor input(::memfd_create("input", MFD_CLOEXEC));
  if (input.get() < 0) return Failed("memfd_create", errno);
  if (absl::Status status = Fill(input.get(), command.input); !status.ok()) return status;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Failed("pipe", errno);
  const FileDescriptor output(ends[0]);
  FileDescriptor childs_output(ends[1]);
  const absl::StatusOr<pid_t> pid = Start(input.get(), ends[1]).Spawn(command);
  if (!pid.ok()) return pid.status();
  childs_output.Close();
  return Child(*pid, output.get()).Wait(command);
}

}  // namespace eduplan::process
