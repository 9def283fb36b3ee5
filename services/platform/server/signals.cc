#include "services/platform/server/signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace eduplan::server {
namespace {

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

void BlockStopSignals() {
  sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

StopSignal::StopSignal() : trigger_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  sigset_t signals = StopSignals();
  signals_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

StopSignal::~StopSignal() {
  ::close(signals_);
  ::close(trigger_);
}

void StopSignal::Wait() {
  pollfd waiting[] = {{.fd = signals_, .events = POLLIN, .revents = 0},
                      {.fd = trigger_, .events = POLLIN, .revents = 0}};
  while (::poll(waiting, 2, -1) < 0 && errno == EINTR) {
  }
  // Taken, so that the next one is a new one.
  signalfd_siginfo taken;
  [[maybe_unused]] ssize_t size = ::read(signals_, &taken, sizeof taken);
}

void StopSignal::Trigger() {
  ::eventfd_write(trigger_, 1);
}

}  // namespace eduplan::server
