#include "tests/unit/plan_items/expected_reading.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace eduplan::importer {
namespace {

using nlohmann::json;

constexpr const char* kDocumentKinds[] = {"", "key_points", "plan", "summary", "summary_and_plan"};
constexpr const char* kComparators[] = {"=", ">=", "<=", ">", "<", "~"};
constexpr const char* kChanges[] = {"", "increase", "decrease"};

template <typename Enum, size_t N>
std::string Name(const char* const (&names)[N], Enum value) {
  return names[static_cast<size_t>(value)];
}

std::string Text(const json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

std::vector<std::string> Texts(const json& object, const char* key) {
  return object.value(key, std::vector<std::string>{});
}

std::string Join(const std::vector<std::string>& items) {
  std::string joined;
  for (const std::string& item : items) joined += (joined.empty() ? "" : ", ") + item;
  return "[" + joined + "]";
}

bool Within(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() &&
         (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
}

class Comparison {
 public:
  Comparison(const json& expected, const ParsedPlan& plan) : expected_(expected), plan_(plan) {}

  std::vector<std::string> Run() {
    Document();
    Outline();
    Figures();
    Findings();
    return std::move(lines_);
  }

 private:
  void Differ(const std::string& what, const std::string& want, const std::string& got) {
    if (FoldPrint(want) != FoldPrint(got)) {
      lines_.push_back(what + ": expected \"" + want + "\", read \"" + got + "\"");
    }
  }

  void Document();
  void Outline();
  void Units(const json& want, const OutlineNode& got);
  void Figures();
  bool SameFigure(const json& want, const Measurement& got) const;
  void FigureFields(const json& want, const Measurement& got);
  bool IsBorderline(const Measurement& got) const;
  void Findings();

  const json& expected_;
  const ParsedPlan& plan_;
  std::vector<std::string> lines_;
};

void Comparison::Document() {
  const std::vector<std::string> others = Texts(expected_, "title_alt");
  const bool other = std::any_of(others.begin(), others.end(), [&](const std::string& title) {
    return FoldPrint(title) == FoldPrint(plan_.title);
  });
  if (!other) Differ("title", Text(expected_, "title"), plan_.title);
  Differ("issuer", Text(expected_, "issuer"), plan_.issuer);
  Differ("issuer_level", Text(expected_, "issuer_level"), plan_.issuer_level);
  Differ("document_kind", Text(expected_, "document_kind"),
         Name(kDocumentKinds, plan_.document_kind));
  Differ("periods", Join(Texts(expected_, "periods")), Join(plan_.periods));
  Differ("truncated", expected_.value("truncated", false) ? "yes" : "no",
         plan_.truncated ? "yes" : "no");
  if (expected_.contains("document_number")) {
    Differ("document_number", Text(expected_, "document_number"), plan_.document_number);
  }
  if (expected_.contains("issue_date")) {
    Differ("issue_date", Text(expected_, "issue_date"), plan_.issue_date);
  }
  if (expected_.contains("recipients")) {
    Differ("recipients", Join(Texts(expected_, "recipients")), Join(plan_.recipients));
  }
}

void Comparison::Outline() {
  std::map<std::string, const OutlineNode*> read;
  for (const OutlineNode& node : plan_.outline) read[node.path] = &node;
  for (const json& want : expected_["outline"]) {
    const std::string path = Text(want, "path");
    const auto found = read.find(path);
    if (found == read.end()) {
      lines_.push_back("node missed: " + path + " " + Text(want, "marker") + Text(want, "heading"));
      continue;
    }
    const OutlineNode& got = *found->second;
    read.erase(found);
    Differ("marker of " + path, Text(want, "marker"), got.marker);
    const std::vector<std::string> others = Texts(want, "heading_alt");
    const bool other = std::any_of(others.begin(), others.end(), [&](const std::string& heading) {
      return FoldPrint(heading) == FoldPrint(got.heading);
    });
    if (!other) Differ("heading of " + path, Text(want, "heading"), got.heading);
    Units(want, got);
  }
  for (const auto& [path, node] : read) {
    lines_.push_back("node invented: " + path + " " + node->marker + node->heading);
  }
}

void Comparison::Units(const json& want, const OutlineNode& got) {
  const std::string path = Text(want, "path");
  Differ("lead_units of " + path, Join(Texts(want, "lead_units")), Join(got.lead_units));
  Differ("assisting_units of " + path, Join(Texts(want, "assisting_units")),
         Join(got.assisting_units));
  if (want.contains("due_date")) {
    Differ("due_date of " + path, Text(want, "due_date"), got.due_date);
  }
}

bool Comparison::SameFigure(const json& want, const Measurement& got) const {
  return Text(want, "value") == got.value && want.value("masked", false) == got.masked &&
         FoldPrint(Text(want, "unit")) == FoldPrint(got.unit) &&
         Within(FoldPrint(Text(want, "quote")), FoldPrint(got.quote));
}

bool Comparison::IsBorderline(const Measurement& got) const {
  const std::vector<std::string> quotes = Texts(expected_, "borderline");
  return std::any_of(quotes.begin(), quotes.end(), [&](const std::string& quote) {
    return Within(FoldPrint(quote), FoldPrint(got.quote));
  });
}

void Comparison::Figures() {
  std::vector<const Measurement*> free;
  free.reserve(plan_.measurements.size());
  for (const Measurement& m : plan_.measurements) free.push_back(&m);
  std::vector<std::pair<const json*, const Measurement*>> pairs;
  for (const json& want : expected_["indicators"]) {
    const auto found = std::find_if(free.begin(), free.end(),
                                    [&](const Measurement* m) { return SameFigure(want, *m); });
    if (found == free.end()) {
      const std::string value = want.value("masked", false) ? "?" : Text(want, "value");
      lines_.push_back("figure missed: " + Text(want, "item_path") + " " + value +
                       Text(want, "unit") + " in \"" + Text(want, "quote") + "\"");
      continue;
    }
    pairs.emplace_back(&want, *found);
    free.erase(found);
  }
  std::map<std::string, std::string> names;  // By the expected quote.
  for (const auto& [want, got] : pairs) names.emplace(Text(*want, "quote"), got->name);
  for (const auto& [want, got] : pairs) {
    FigureFields(*want, *got);
    const std::string whole = Text(*want, "part_of");
    Differ("part_of of \"" + Text(*want, "quote") + "\"", whole.empty() ? "" : names[whole],
           got->part_of);
  }
  for (const Measurement* m : free) {
    if (IsBorderline(*m)) continue;
    lines_.push_back("figure invented: " + m->item_path + " " + (m->masked ? "?" : m->value) +
                     m->unit + " in \"" + m->quote + "\"");
  }
}

void Comparison::FigureFields(const json& want, const Measurement& got) {
  const std::string of = " of \"" + Text(want, "quote") + "\"";
  Differ("item_path" + of, Text(want, "item_path"), got.item_path);
  Differ("comparator" + of, Text(want, "comparator"), Name(kComparators, got.comparator));
  Differ("kind" + of, Text(want, "kind"),
         got.kind == MeasurementKind::kTarget ? "target" : "actual");
  const std::string change = Name(kChanges, got.change);
  const std::vector<std::string> others = Texts(want, "change_alt");
  if (std::find(others.begin(), others.end(), change) == others.end()) {
    Differ("change" + of, Text(want, "change"), change);
  }
  const auto differ_if_told = [&](const char* key, const std::string& value) {
    if (want.contains(key)) Differ(key + of, Text(want, key), value);
  };
  differ_if_told("name", got.name);
  differ_if_told("per", got.per);
  differ_if_told("base_value", got.base_value);
  differ_if_told("base_unit", got.base_unit);
  differ_if_told("row_heading", got.row_heading);
  differ_if_told("column_heading", got.column_heading);
}

void Comparison::Findings() {
  // What a cleaning took away is told as a whole: how many pieces is its own matter.
  const auto place = [](const std::string& code, const std::string& path) {
    return code == "CLUTTER_REMOVED" ? code : code + " " + path;
  };
  std::set<std::string> want;
  std::set<std::string> got;
  for (const Finding& f : plan_.findings) got.insert(place(f.code, f.item_path));
  for (const json& f : expected_["findings"]) {
    const std::string key = place(Text(f, "code"), Text(f, "item_path"));
    want.insert(key);
    const bool said =
        std::any_of(plan_.findings.begin(), plan_.findings.end(), [&](const Finding& finding) {
          return place(finding.code, finding.item_path) == key &&
                 finding.message_en.find(Text(f, "says")) != std::string::npos;
        });
    if (got.contains(key) && !said) {
      lines_.push_back("finding " + key + " does not say \"" + Text(f, "says") + "\"");
    }
  }
  for (const std::string& key : want) {
    if (!got.contains(key)) lines_.push_back("finding missed: " + key);
  }
  for (const std::string& key : Texts(expected_, "findings_alt")) got.erase(key);
  for (const std::string& key : got) {
    if (!want.contains(key)) lines_.push_back("finding invented: " + key);
  }
}

}  // namespace

std::string FoldPrint(std::string_view text) {
  std::string folded;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto at = [&](size_t k) {
      return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
    };
    if (at(0) <= 0x20) continue;
    if (at(0) == 0xe3 && at(1) == 0x80 && at(2) == 0x80) {  // U+3000
      i += 2;
    } else if (at(0) == 0xc2 && at(1) == 0xa0) {  // U+00A0
      i += 1;
    } else if (at(0) == 0xef && (at(1) == 0xbc || (at(1) == 0xbd && at(2) <= 0x9e))) {
      // U+FF01 to U+FF5E: ASCII from 0x21.
      folded += static_cast<char>(at(2) - 0x80 + (at(1) == 0xbc ? 0x20 : 0x60));
      i += 2;
    } else {
      folded += text[i];
    }
  }
  return folded;
}

std::vector<std::string> Differences(const json& expected, const ParsedPlan& plan) {
  return Comparison(expected, plan).Run();
}

}  // namespace eduplan::importer
