#ifndef EDUPLAN_SERVICES_PLATFORM_METRICS_METRICS_H_
#define EDUPLAN_SERVICES_PLATFORM_METRICS_METRICS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace eduplan::metrics {

using Labels = std::map<std::string, std::string>;

// A counter or histogram with fixed labels: looked up once, then cheap enough for every call. Lives
// as long as its registry.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual void Add(double n = 1) = 0;
};
class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void Observe(absl::Duration d) = 0;  // buckets 0.5 ms … 30 s
};

// A value that is asked for whenever the metrics are read, until this is destroyed.
class Gauge {
 public:
  virtual ~Gauge() = default;
};

// The process's metrics in Prometheus' text format. Names by its conventions: eduplan_<what>_total,
// …_seconds. Thread-safe.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  // The same name and labels give the same object. What Prometheus would refuse (a malformed name,
  // a name used for another kind) is logged and gives an object that is not exported.
  Counter& GetCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  Histogram& GetHistogram(const std::string& name, const std::string& help,
                          const Labels& labels = {});
  // `value` is called, by one thread at a time, when the metrics are read. The gauge must not
  // outlive the registry. A name that a living gauge has is refused too.
  std::unique_ptr<Gauge> MakeGauge(const std::string& name, const std::string& help,
                                   std::function<double()> value);
  std::string Text() const;

 private:
  struct State;
  class AskedGauge;
  std::unique_ptr<State> state_;
};

}  // namespace eduplan::metrics

#endif  // EDUPLAN_SERVICES_PLATFORM_METRICS_METRICS_H_
