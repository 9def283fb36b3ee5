#include "services/platform/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <exception>
#include <functional>
#include <mutex>
#include <sstream>
#include <utility>

#include "services/platform/log/log.h"

namespace eduplan::metrics {
namespace {

const prometheus::Histogram::BucketBoundaries& Seconds() {
  static const auto& kBounds = *new prometheus::Histogram::BucketBoundaries{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
  return kBounds;
}

// Both hold the registry's object, or none if it was refused.
class ExportedCounter : public Counter {
 public:
  explicit ExportedCounter(prometheus::Counter* counter) : counter_(counter) {}
  void Add(double n) override {
    if (counter_ != nullptr) {
      counter_->Increment(n);
    }
  }

 private:
  prometheus::Counter* counter_;
};

class ExportedHistogram : public Histogram {
 public:
  explicit ExportedHistogram(prometheus::Histogram* histogram) : histogram_(histogram) {}
  void Observe(absl::Duration d) override {
    if (histogram_ != nullptr) {
      histogram_->Observe(absl::ToDoubleSeconds(d));
    }
  }

 private:
  prometheus::Histogram* histogram_;
};

}  // namespace

struct Registry::State {
  using Key = std::pair<std::string, Labels>;
  prometheus::Registry registry;
  std::mutex mutex;
  std::map<Key, ExportedCounter> counters;
  std::map<Key, ExportedHistogram> histograms;
  struct Asked {
    prometheus::Family<prometheus::Gauge>* family;
    prometheus::Gauge* gauge;
    std::function<double()> value;
  };
  std::map<std::string, Asked> asked;  // by name

  // The object under `key` in `known`, made by `make` if new; prometheus-cpp reports a refusal by
  // throwing.
  template <typename Map, typename Make>
  typename Map::mapped_type& GetOrMake(Map& known, Key key, const Make& make) {
    std::lock_guard lock(mutex);
    if (auto found = known.find(key); found != known.end()) {
      return found->second;
    }
    decltype(make()) made = nullptr;
    try {
      made = make();
    } catch (const std::exception& error) {
      log::Error("metric refused", {{"metric", key.first}, {"error", error.what()}});
    }
    return known.emplace(std::move(key), typename Map::mapped_type(made)).first->second;
  }
};

class Registry::AskedGauge : public Gauge {
 public:
  AskedGauge(State& state, std::string name) : state_(state), name_(std::move(name)) {}
  ~AskedGauge() override {
    std::lock_guard lock(state_.mutex);
    const auto found = state_.asked.find(name_);
    found->second.family->Remove(found->second.gauge);
    state_.asked.erase(found);
  }

 private:
  State& state_;
  const std::string name_;
};

Registry::Registry() : state_(std::make_unique<State>()) {}
Registry::~Registry() = default;

Counter& Registry::GetCounter(const std::string& name, const std::string& help,
                              const Labels& labels) {
  return state_->GetOrMake(state_->counters, {name, labels}, [&] {
    return &prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add(labels);
  });
}

Histogram& Registry::GetHistogram(const std::string& name, const std::string& help,
                                  const Labels& labels) {
  return state_->GetOrMake(state_->histograms, {name, labels}, [&] {
    return &prometheus::BuildHistogram()
                .Name(name)
                .Help(help)
                .Register(state_->registry)
                .Add(labels, Seconds());
  });
}

std::unique_ptr<Gauge> Registry::MakeGauge(const std::string& name, const std::string& help,
                                           std::function<double()> value) {
  std::lock_guard lock(state_->mutex);
  try {
    if (!state_->asked.contains(name)) {
      auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry);
      state_->asked[name] = {&family, &family.Add({}), std::move(value)};
      return std::make_unique<AskedGauge>(*state_, name);
    }
    log::Error("metric refused", {{"metric", name}, {"error", "the name is in use"}});
  } catch (const std::exception& error) {
    log::Error("metric refused", {{"metric", name}, {"error", error.what()}});
  }
  return std::make_unique<Gauge>();
}

std::string Registry::Text() const {
  std::lock_guard lock(state_->mutex);
  for (const auto& [name, asked] : state_->asked) {
    asked.gauge->Set(asked.value());
  }
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, state_->registry.Collect());
  return std::move(out).str();
}

}  // namespace eduplan::metrics
