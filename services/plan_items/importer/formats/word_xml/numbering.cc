#include "services/plan_items/importer/formats/word_xml/numbering.h"

#include <algorithm>

namespace eduplan::importer::word {
namespace {

constexpr int kMostLinks = 8;
constexpr size_t kLongestMark = 64;
constexpr int64_t kLargestNumber = 99'999'999;

size_t Index(int level) {
  return static_cast<size_t>(level);
}

bool StartsAgain(const ListLevel& defined, int above) {
  if (defined.restart_after < 0) return true;
  return above < defined.restart_after;
}

}  // namespace

const List* Numbering::FindList(const std::string& id) const {
  const auto found = lists_.find(id);
  return found == lists_.end() ? nullptr : &found->second;
}

const AbstractList* Numbering::FindAbstract(std::string& id) const {
  for (int links = 0; links < kMostLinks; ++links) {
    const auto found = abstract_.find(id);
    if (found == abstract_.end()) return nullptr;
    if (found->second.num_style_link.empty()) return &found->second;
    const auto style = styles_.find(found->second.num_style_link);
    const List* list = style == styles_.end() ? nullptr : FindList(style->second);
    if (list == nullptr) return &found->second;
    id = list->abstract;
  }
  return nullptr;
}

const ListLevel* Numbering::FindLevel(const List& list, const AbstractList& abstract, int level) {
  const auto other = list.overrides.find(level);
  if (other != list.overrides.end() && other->second.level) return &*other->second.level;
  const auto& defined = abstract.levels[Index(level)];
  return defined ? &*defined : nullptr;
}

int64_t Numbering::StartOf(const List& list, const ListLevel& defined, int level) {
  const auto other = list.overrides.find(level);
  return other != list.overrides.end() && other->second.start ? *other->second.start
                                                              : defined.start;
}

std::optional<int> Numbering::LevelOfStyle(const std::string& list, std::string_view style) const {
  const List* found = FindList(list);
  if (found == nullptr) return std::nullopt;
  std::string id = found->abstract;
  const AbstractList* abstract = FindAbstract(id);
  for (int level = 0; abstract != nullptr && level < kLevels; ++level) {
    const ListLevel* defined = FindLevel(*found, *abstract, level);
    if (defined != nullptr && defined->style == style) return level;
  }
  return std::nullopt;
}

Mark Numbering::Next(const std::string& list, int level) {
  const List* found = FindList(list);
  if (found == nullptr || level < 0 || level >= kLevels) return {};
  std::string id = found->abstract;
  const AbstractList* abstract = FindAbstract(id);
  const ListLevel* defined = abstract == nullptr ? nullptr : FindLevel(*found, *abstract, level);
  if (defined == nullptr) return {};

  Counters& counters = counters_[id];
  Counter& counter = counters.levels[Index(level)];
  const auto other = found->overrides.find(level);
  uint32_t& started = started_[list];
  const uint32_t bit = uint32_t{1} << Index(level);
  const bool sets = other != found->overrides.end() && other->second.start && (started & bit) == 0;
  started |= bit;
  if (!counter.counting || sets) {
    counter = {.value = StartOf(*found, *defined, level), .counting = true};
  } else if (counter.value < kLargestNumber) {
    ++counter.value;
  }
  for (int below = level + 1; below < kLevels; ++below) {
    const ListLevel* deeper = FindLevel(*found, *abstract, below);
    if (deeper == nullptr || StartsAgain(*deeper, level)) {
      counters.levels[Index(below)].counting = false;
    }
  }
  if (defined->format == NumberFormat::kBullet) return {.bullet = true};
  Mark mark{.text = Print(*found, *abstract, counters, *defined)};
  mark.space = defined->space && !mark.text.empty();
  return mark;
}

std::u32string Numbering::Print(const List& list, const AbstractList& abstract,
                                const Counters& counters, const ListLevel& defined) const {
  std::u32string text;
  for (size_t i = 0; i < defined.text.size() && text.size() < kLongestMark; ++i) {
    const bool number = defined.text[i] == U'%' && i + 1 < defined.text.size() &&
                        defined.text[i + 1] >= U'1' && defined.text[i + 1] <= U'9';
    if (!number) {
      text.push_back(defined.text[i]);
      continue;
    }
    const int level = static_cast<int>(defined.text[++i] - U'1');
    const ListLevel* of = FindLevel(list, abstract, level);
    if (of == nullptr) continue;
    const Counter& counter = counters.levels[Index(level)];
    const int64_t value = counter.counting ? counter.value : StartOf(list, *of, level);
    const bool plain = defined.legal && of->format != NumberFormat::kNone;
    text += FormatNumber(plain ? NumberFormat::kDecimal : of->format, value);
  }
  return text;
}

}  // namespace eduplan::importer::word
