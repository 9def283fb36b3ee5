// What a reading costs, measured in a process of its own.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {

struct Cost {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string message;   // The refusal, cut at 500 bytes.
  bool chinese = false;  // Whether it is in Chinese too.
  double seconds = 0;    // Of processor time.
  double input_mb = 0;   // MB (10^6).
  double beyond_mb = 0;  // The most memory while reading, beyond what there was before it.
};

// Makes a document by `make` and reads it, both in a child process.
Cost CostOf(const std::function<std::string()>& make, const std::string& filename = "a.txt",
            const Limits& limits = {});

// The cheapest of at most three readings, the first that takes no more than `seconds`: other work
// of the machine only ever adds to what one takes.
Cost CostWithin(double seconds, const std::function<std::string()>& make,
                const std::string& filename = "a.txt");

// `piece` so often that it is at least `bytes` long.
std::string RepeatTo(size_t bytes, const std::string& piece);

// Whether the program checks addresses and so takes several times the time and memory.
bool IsSanitized();

}  // namespace eduplan::importer
