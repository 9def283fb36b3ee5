// The lists of a document and the marks that its items get: w:numbering, or w:lists of Word 2003.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "services/plan_items/importer/formats/word_xml/number_format.h"

namespace eduplan::importer::word {

inline constexpr int kLevels = 9;

struct ListLevel {
  int64_t start = 1;
  NumberFormat format = NumberFormat::kDecimal;
  std::u32string text;     // w:lvlText: "（%1）", "%1.%2".
  std::string style;       // The paragraph style whose paragraphs are of this level, or "".
  int restart_after = -1;  // w:lvlRestart: 0 never, else the level (from 1) whose item starts it
                           // again; -1 any level above.
  bool legal = false;      // All numbers in it are decimal.
  bool space = true;       // Something stands between the mark and the text.
};

// w:abstractNum
struct AbstractList {
  std::array<std::optional<ListLevel>, kLevels> levels;
  std::string style_link;      // The numbering style that it defines, or "".
  std::string num_style_link;  // The numbering style that defines it, or "".
};

// w:num
struct List {
  struct Override {
    std::optional<int64_t> start;
    std::optional<ListLevel> level;
  };
  std::string abstract;
  std::map<int, Override> overrides;
};

// What an item is printed with.
struct Mark {
  std::u32string text;  // "" for a bullet.
  bool space = false;   // Behind it.
  bool bullet = false;
};

// Ids are as in the file. Links that lead in a circle lead nowhere.
class Numbering {
 public:
  void Add(const std::string& id, AbstractList list) { abstract_[id] = std::move(list); }
  void Add(const std::string& id, List list) { lists_[id] = std::move(list); }
  // A numbering style and its list.
  void AddStyle(const std::string& style, const std::string& list) { styles_[style] = list; }
  size_t size() const { return abstract_.size() + lists_.size(); }

  // The level whose paragraphs have that style; nothing if there is none.
  std::optional<int> LevelOfStyle(const std::string& list, std::string_view style) const;
  // Counts an item. No mark for a list or level that is not defined.
  Mark Next(const std::string& list, int level);

 private:
  struct Counter {
    int64_t value = 0;
    bool counting = false;
  };
  struct Counters {
    std::array<Counter, kLevels> levels;
  };

  const List* FindList(const std::string& id) const;
  // Null if there is none. `id`: of an AbstractList; becomes that of the one found.
  const AbstractList* FindAbstract(std::string& id) const;
  // Level `level` of a list, with what the list says otherwise.
  static const ListLevel* FindLevel(const List& list, const AbstractList& abstract, int level);
  static int64_t StartOf(const List& list, const ListLevel& defined, int level);
  std::u32string Print(const List& list, const AbstractList& abstract, const Counters& counters,
                       const ListLevel& defined) const;

  std::unordered_map<std::string, AbstractList> abstract_;
  std::unordered_map<std::string, List> lists_;
  std::unordered_map<std::string, std::string> styles_;
  std::unordered_map<std::string, Counters> counters_;  // By the id of the AbstractList.
  std::unordered_map<std::string, uint32_t> started_;   // By list: levels whose start was set.
};

}  // namespace eduplan::importer::word
