#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_SIGNALS_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_SIGNALS_H_

namespace eduplan::server {

// Blocks SIGTERM and SIGINT in this thread and in those it makes from now on, so that they end
// nothing and wait for StopSignal; ignores SIGPIPE. Called before the first thread is made.
void BlockStopSignals();

// Waits for a blocked SIGTERM or SIGINT, or for Trigger.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Returns once there is a signal or Trigger has been called, before or during the wait.
  void Wait();
  void Trigger();

 private:
  int signals_;  // signalfd
  int trigger_;  // eventfd
};

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_SIGNALS_H_
