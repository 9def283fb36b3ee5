#include "services/plan_items/importer/formats/pdf/running.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

constexpr double kHeightStep = 0.01;  // Of the page: rows in neighbouring steps are at one height.

enum class Shape {
  kText,
  kNumber,     // 3
  kSetNumber,  // — 3 —, 第3页 共8页, 3/8
};

struct Form {
  std::u32string text = {};  // Folded, no white space, each run of digits as '#'.
  Shape shape = Shape::kText;
  std::optional<int> number = {};  // The first one.
};

Form FormOf(const std::u32string& text) {
  Form form;
  int digits = 0;
  for (char32_t c : text) {
    c = Fold(c);
    if (c == U' ') continue;
    if (!IsDigit(c)) {
      digits = 0;
      form.text.push_back(c);
      continue;
    }
    if (digits++ == 0) form.text.push_back(U'#');
    const bool first = std::count(form.text.begin(), form.text.end(), U'#') == 1;
    if (first && digits <= 4)
      form.number = form.number.value_or(0) * 10 + static_cast<int>(c - U'0');
  }
  std::u32string frame;  // What is set around the numbers.
  for (char32_t c : form.text) {
    if (c != U'#') frame.push_back(c);
  }
  const bool dashes = !frame.empty() && std::all_of(frame.begin(), frame.end(), [](char32_t c) {
    return IsOneOf(c, U"-—–―─·~_|/");
  });
  const bool words = frame == U"第页" || frame == U"第页共页" || frame == U"第页,共页" ||
                     frame == U"第页/共页" || frame == U"共页第页" || frame == U"共页,第页" ||
                     frame == U"Page" || frame == U"Pageof" || frame == U"page";
  if (form.number && frame.empty()) form.shape = Shape::kNumber;
  if (form.number && (dashes || words)) form.shape = Shape::kSetNumber;
  return form;
}

// On which pages a form stands at a height; the two edges never meet.
using Heights = std::map<std::pair<std::u32string, int>, std::set<size_t>>;
// Pages of bare numbers by how far they are from the page's own number.
using Offsets = std::map<int, std::set<size_t>>;

int StepOf(const EdgeRow& row) {
  return static_cast<int>(std::lround(row.at / kHeightStep));
}

size_t PagesAround(const Heights& heights, const std::u32string& form, int step) {
  size_t pages = 0;
  for (int near = step - 1; near <= step + 1; ++near) {
    const auto found = heights.find({form, near});
    if (found != heights.end()) pages += found->second.size();
  }
  return pages;
}

class Finder {
 public:
  Finder(std::vector<Edges>& edges, size_t pages) : edges_(edges), pages_(pages) {
    forms_.resize(edges.size());
    for (size_t i = 0; i < edges.size(); ++i) {
      for (const bool foot : {false, true}) Count(i, foot);
    }
  }

  void Mark() {
    for (size_t i = 0; i < edges_.size(); ++i) {
      for (const bool foot : {false, true}) {
        auto& rows = RowsOf(i, foot);
        for (size_t k = 0; k < rows.size() && IsRunning(i, rows[k], forms_[i][foot][k]); ++k) {
          rows[k].running = true;
        }
      }
    }
  }

 private:
  std::vector<EdgeRow>& RowsOf(size_t i, bool foot) {
    return foot ? edges_[i].foot : edges_[i].head;
  }

  int OffsetOf(size_t i, const Form& form) const {
    return *form.number - static_cast<int>(edges_[i].page);
  }

  void Count(size_t i, bool foot) {
    for (const EdgeRow& row : RowsOf(i, foot)) {
      const Form& form = forms_[i][foot].emplace_back(FormOf(row.text));
      heights_[{form.text, StepOf(row)}].insert(edges_[i].page);
      if (form.shape == Shape::kNumber) offsets_[OffsetOf(i, form)].insert(edges_[i].page);
    }
  }

  bool IsRunning(size_t i, const EdgeRow& row, const Form& form) const {
    if (form.shape == Shape::kSetNumber) return true;
    if (form.shape == Shape::kNumber) {
      const auto found = offsets_.find(OffsetOf(i, form));
      const bool goes_on = found != offsets_.end() && found->second.size() > 1;
      return row.apart && (goes_on || (pages_ == 1 && *form.number == 1));
    }
    const size_t repeated = PagesAround(heights_, form.text, StepOf(row));
    return repeated >= 3 || (repeated == 2 && pages_ <= 4);
  }

  std::vector<Edges>& edges_;
  const size_t pages_;
  std::vector<std::array<std::vector<Form>, 2>> forms_;  // By index of Edges; heads, feet.
  Heights heights_;
  Offsets offsets_;
};

}  // namespace

void FindRunning(std::vector<Edges>& edges, size_t pages) {
  Finder(edges, pages).Mark();
}

}  // namespace eduplan::importer::pdf
