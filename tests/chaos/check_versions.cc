#include <fmt/format.h>

#include <map>
#include <unordered_map>

#include "tests/chaos/checks.h"

namespace eduplan::chaos {

void CheckVersions(const History& history, Report* report) {
  std::map<std::string, std::vector<const Write*>> by_county;
  std::unordered_map<int64_t, const Write*> by_sequence;
  for (const Write* write : Sorted(
           history.writes, [](const Write& a, const Write& b) { return a.invoked < b.invoked; })) {
    if (write->sequence == 0) {
      report->Add(Fault::kUnsettled, Name(*write));
      continue;
    }
    std::vector<const Write*>& writes = by_county[write->county];
    if (!writes.empty() && write->sequence <= writes.back()->sequence) {
      report->Add(Fault::kOutOfOrder,
                  fmt::format("{} came after {}", Name(*write), Name(*writes.back())));
    }
    writes.push_back(write);
    const Write* other = by_sequence.emplace(write->sequence, write).first->second;
    if (other != write) {
      report->Add(Fault::kOutOfOrder,
                  fmt::format("{} has the sequence of {}", Name(*write), Name(*other)));
    }
  }
  for (const auto& [key, versions] : history.versions) {
    const auto& [county, indicator] = key;
    std::map<int64_t, int64_t> wanted;  // sequence -> figure
    for (const Write* write : by_county[county]) {
      wanted[write->sequence] = write->figures[indicator];
    }
    for (const Version& version : versions) {
      ++report->versions;
      const auto found = wanted.find(version.sequence);
      if (found != wanted.end() && found->second == version.value) {
        wanted.erase(found);
        continue;
      }
      report->Add(Fault::kUnknownVersion,
                  fmt::format("{} of {} was {} from {} on", kCodes[indicator], county,
                              version.value, version.sequence));
    }
    for (const auto& [sequence, value] : wanted) {
      report->Add(Fault::kLost, fmt::format("{} of {} was to be {} from {} on", kCodes[indicator],
                                            county, value, sequence));
    }
  }
}

}  // namespace eduplan::chaos
