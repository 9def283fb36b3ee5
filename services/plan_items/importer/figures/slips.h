// What may have gone wrong where parts and whole do not agree: a unit, a digit, a part left out.
#pragma once

#include <string>
#include <vector>

namespace eduplan::importer {

// One figure in exact millionths of its unit, as printed.
struct Addend {
  std::string name;
  std::string printed;  // 4500万元
  long long value = 0;
};

struct Slip {
  std::string english;  // "" if nothing explains the difference.
  std::string chinese;
};

// The likeliest single slip that makes `parts` add up to `whole`; they do not.
Slip LikelySlip(const Addend& whole, const std::vector<Addend>& parts);

}  // namespace eduplan::importer
