#ifndef EDUPLAN_TESTS_CHAOS_READER_H_
#define EDUPLAN_TESTS_CHAOS_READER_H_

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/chaos/common.h"
#include "tests/chaos/history.h"
#include "tests/chaos/totals.h"

namespace eduplan::chaos {

// A client that reads totals of counties, cities and the province and tables of all of them, on any
// replica, some with the latest token, some as of the moment of an earlier answer of its own.
class Reader {
 public:
  Reader(Totals& totals, Common& common, int number, uint64_t seed)
      : totals_(totals), common_(common), number_(number), random_(seed) {}

  // Until the end.
  void Run();
  // One read; what failed is told to `common`.
  absl::Status ReadNow(int replica, std::vector<std::string> organizations, std::string token);
  const std::vector<Read>& reads() const { return reads_; }

 private:
  static constexpr size_t kMostRemembered = 50;

  bool OneOf(int n) { return random_() % n == 0; }
  int AnyReplica() { return static_cast<int>(random_() % World::kReplicas); }
  std::vector<std::string> Choose();
  std::string ChooseToken();
  void Repeat();
  absl::Status ReadOnce(int replica, const Question& question, int64_t repeats);

  Totals& totals_;
  Common& common_;
  int number_;
  std::mt19937_64 random_;
  std::vector<Read> reads_;
  // To be asked again: the read and its question, with its moment for time.
  std::deque<std::pair<int64_t, Question>> remembered_;
};

// The province, its cities, and these counties.
std::vector<std::string> TableOf(const std::vector<std::string>& counties);

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_READER_H_
