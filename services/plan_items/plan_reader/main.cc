#include <unistd.h>

#include <iostream>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "services/plan_items/plan_reader/confine.h"
#include "services/plan_items/plan_reader/read.h"

namespace {

using eduplan::plan_items::Bounds;
using eduplan::plan_items::ReaderExit;

bool ParseBounds(const char* cpu, const char* memory, Bounds& bounds) {
  return absl::SimpleAtoi(cpu, &bounds.cpu_ms) && absl::SimpleAtoi(memory, &bounds.memory_mib) &&
         bounds.cpu_ms > 0 && bounds.memory_mib > 0;
}

ReaderExit Main(int argc, char** argv) {
  Bounds bounds;
  const std::string_view command = argc > 1 ? argv[1] : "";
  const bool classified = command == "read-classified";
  if ((command == "read" || classified) && argc == 5 && ParseBounds(argv[3], argv[4], bounds) &&
      eduplan::plan_items::ConfineReader(bounds).ok()) {
    return eduplan::plan_items::ReadStandardInput(argv[2], classified);
  }
  if (command == "run" && argc > 4 && ParseBounds(argv[2], argv[3], bounds) &&
      eduplan::plan_items::ConfineProgram(bounds).ok()) {
    ::execv(argv[4], argv + 4);
  }
  std::cerr << "eduplan-plan-reader: started by eduplan-plan-items to read documents apart\n";
  return ReaderExit::kMisused;
}

}  // namespace

int main(int argc, char** argv) {
  return static_cast<int>(Main(argc, argv));
}
